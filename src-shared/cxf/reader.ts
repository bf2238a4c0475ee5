// What one tolerant reading carries along: the report, the identifiers met, the links to check at the end, and how much the element at hand weighs.

import { base64url } from "../bytes.ts";
import { EmbeddedContents } from "./file-content.ts";
import { Identifiers } from "./identifiers.ts";
import { LIMITS } from "./limits.ts";
import type { ReadReason } from "./reasons.ts";
import { type Report, ReportBuilder } from "./report.ts";
import type { ValidationOptions } from "./validate-item.ts";

export type DecodeOptions = ValidationOptions & {
  /** Unix seconds; times more than a day later are questioned only when it is given. */
  readonly now?: number | undefined;
  /** Checks embedded files and makes identifiers where there is none or one too long; without it such elements are refused. */
  readonly sha256?: ((...parts: readonly Uint8Array[]) => Uint8Array) | undefined;
};

type Link = { readonly account: string; readonly item: string; readonly path: string; readonly about: string | undefined };

const VALUE_WEIGHT = 16;

export class Reader {
  readonly options: DecodeOptions;
  /** The title of the item at hand. */
  about: string | undefined;
  /** What is embedded in the item at hand. */
  contents = new EmbeddedContents();
  readonly #report = new ReportBuilder();
  readonly #items = new Set<string>();
  readonly #links: Link[] = [];
  #account = "";
  #identifiers = new Map<string, Identifiers>();
  #weight = 0;

  constructor(options: DecodeOptions) {
    this.options = options;
  }

  repair(path: string, reason: ReadReason): void {
    this.#report.add("repaired", path, reason, this.about);
  }

  note(path: string, reason: ReadReason): void {
    this.#report.add("noted", path, reason, this.about);
  }

  /** Nothing can be read there; an element that is too heavy is refused once, as a whole. */
  refuse(path: string, reason: ReadReason): undefined {
    if (!this.overweight) this.#report.add("refused", path, reason, this.about);
    return undefined;
  }

  /** Reads one element (an item, a collection tree, a head) on its own scales; undefined when it is refused. */
  element<T>(path: string, about: string | undefined, read: () => T | undefined): T | undefined {
    this.#weight = 0;
    this.about = about;
    const value = read();
    const heavy = this.overweight;
    this.#weight = 0;
    if (heavy) this.refuse(path, "too-large");
    this.about = undefined;
    return heavy ? undefined : value;
  }

  /** False once the element at hand holds more than one may. */
  weigh(length: number): boolean {
    this.#weight += VALUE_WEIGHT + length;
    return !this.overweight;
  }

  get overweight(): boolean {
    return this.#weight > LIMITS.elementWeight;
  }

  /** What follows belongs to this account; identifiers are unique within it. */
  enterAccount(id: Uint8Array): void {
    this.#account = base64url(id);
    this.#identifiers = new Map([["account-head", this.#of("account-head")]]);
  }

  /** The identifier itself, or a new one when one of its kind has it already. */
  claim(kind: string, id: Uint8Array, path: string): Uint8Array {
    const claimed = this.#of(kind).claim(id);
    if (claimed !== id) this.repair(path, "duplicate-id");
    return claimed;
  }

  itemRead(id: Uint8Array): void {
    this.#items.add(`${this.#account}/${base64url(id)}`);
  }

  linkRead(item: Uint8Array, account: Uint8Array | undefined, path: string): void {
    this.#links.push({ account: account === undefined ? this.#account : base64url(account), item: base64url(item), path, about: this.about });
  }

  finish(): Report {
    for (const link of this.#links) {
      if (!this.#items.has(`${link.account}/${link.item}`)) this.#report.add("noted", link.path, "missing-target", link.about);
    }
    return this.#report.finish();
  }

  #of(kind: string): Identifiers {
    const known = this.#identifiers.get(kind) ?? new Identifiers();
    this.#identifiers.set(kind, known);
    return known;
  }
}
