// Takes out of stream entries what may be secret: `shape`, which may be compressed, has a mark where a value was; `secrets` are those values in order.

import { fromUtf8 } from "../bytes.ts";
import { headAt, itemEnd } from "../cbor/skip.ts";
import { HARMLESS_RULES, type MapRule, type Rule } from "../cxf/harmless.ts";

/** Where a value was taken out. CBOR's `undefined`, which no entry holds. */
export const TAKEN_OUT = 0xf7;
/** Bytes of an open text at most: what is longer is no name. */
const LONGEST_OPEN = 256;

const MAP = 5;
const LIST = 4;
const TEXT = 3;

/** By the second byte of an entry's body. docs/protocol.md §7 */
const RULES: ReadonlyMap<number, Rule> = new Map([
  [1, HARMLESS_RULES.account],
  [2, HARMLESS_RULES.collection],
  [3, HARMLESS_RULES.item],
]);

export function canSplit(body: Uint8Array): boolean {
  return body[0] === 0x83 && RULES.has(body[1] ?? -1);
}

/** Splits entry after entry into two buffers that are used again. */
export class Splitter {
  readonly #shape: Uint8Array;
  readonly #secrets: Uint8Array;
  #shapeLength = 0;
  #secretsLength = 0;
  #bytes = new Uint8Array(0);
  /** Bytes of the entry before this are in one of the two. */
  #done = 0;

  /** `room`: bytes that all entries together may have between two calls of `clear`. */
  constructor(room: number) {
    this.#shape = new Uint8Array(room);
    this.#secrets = new Uint8Array(room);
  }

  get length(): number {
    return this.#shapeLength + this.#secretsLength;
  }

  /** Parts of the buffers, until `clear`. */
  get shape(): Uint8Array {
    return this.#shape.subarray(0, this.#shapeLength);
  }

  get secrets(): Uint8Array {
    return this.#secrets.subarray(0, this.#secretsLength);
  }

  /** The body of an entry that `canSplit`. Throws `format.malformed` when it is not canonical CBOR. */
  add(body: Uint8Array): void {
    this.#bytes = body as Uint8Array<ArrayBuffer>;
    this.#done = 0;
    const account = headAt(body, 2);
    this.#keep(this.#value(account.end, RULES.get(body[1] as number) as Rule));
  }

  clear(): void {
    this.#shape.fill(0, 0, this.#shapeLength);
    this.#secrets.fill(0, 0, this.#secretsLength);
    this.#shapeLength = 0;
    this.#secretsLength = 0;
  }

  /** What is not yet dealt with, up to `end`, stays in the shape. */
  #keep(end: number): void {
    this.#shape.set(this.#bytes.subarray(this.#done, end), this.#shapeLength);
    this.#shapeLength += end - this.#done;
    this.#done = end;
  }

  #takeOut(start: number): number {
    const end = itemEnd(this.#bytes, start);
    this.#keep(start);
    this.#shape[this.#shapeLength++] = TAKEN_OUT;
    this.#secrets.set(this.#bytes.subarray(start, end), this.#secretsLength);
    this.#secretsLength += end - start;
    this.#done = end;
    return end;
  }

  /** The offset behind the value at `at`. */
  #value(at: number, rule: Rule): number {
    switch (rule.is) {
      case "map":
        return this.#map(at, rule);
      case "list":
        return this.#list(at, rule.of);
      case "variant":
        return this.#value(at, rule.of.get(this.#tag(at, rule.by)) ?? { is: "secret" });
      case "secret":
        return this.#takeOut(at);
      default:
        return this.#isOpen(at, rule) ? itemEnd(this.#bytes, at) : this.#takeOut(at);
    }
  }

  #map(at: number, { members }: MapRule): number {
    const head = headAt(this.#bytes, at);
    if (head.major !== MAP) return this.#takeOut(at);
    let here = head.end;
    for (let i = 0; i < head.argument; i++) {
      const name = here;
      const known = members.find((member) => this.#matches(name, member.name));
      here = known === undefined ? this.#takeOut(this.#takeOut(name)) : this.#value(name + known.name.length, known.rule);
    }
    return here;
  }

  #list(at: number, of: Rule): number {
    const head = headAt(this.#bytes, at);
    if (head.major !== LIST) return this.#takeOut(at);
    let here = head.end;
    for (let i = 0; i < head.argument; i++) here = this.#value(here, of);
    return here;
  }

  /** The text of the member that names the structure at `at`; empty when there is none. */
  #tag(at: number, by: Uint8Array): string {
    const head = headAt(this.#bytes, at);
    if (head.major !== MAP) return "";
    let here = head.end;
    for (let i = 0; i < head.argument; i++) {
      const value = itemEnd(this.#bytes, here);
      if (this.#matches(here, by)) return this.#text(value) ?? "";
      here = itemEnd(this.#bytes, value);
    }
    return "";
  }

  #isOpen(at: number, rule: Rule): boolean {
    const { major, argument, end } = headAt(this.#bytes, at);
    if (major !== TEXT) return rule.is === "open" && (major === 0 || this.#bytes[at] === 0xf4 || this.#bytes[at] === 0xf5);
    if (argument > LONGEST_OPEN) return false;
    if (rule.is === "word") return rule.of.has(this.#text(at) ?? "");
    return rule.is === "open" || isPlainAddress(this.#bytes.subarray(end, end + argument));
  }

  #text(at: number): string | undefined {
    const { major, argument, end } = headAt(this.#bytes, at);
    return major === TEXT && argument <= LONGEST_OPEN ? fromUtf8(this.#bytes.subarray(end, end + argument)) : undefined;
  }

  #matches(at: number, name: Uint8Array): boolean {
    const bytes = this.#bytes;
    for (let i = 0; i < name.length; i++) if (bytes[at + i] !== name[i]) return false;
    return true;
  }
}

/** `@`, `?` and `#` come before or after what may be a password or a token. */
function isPlainAddress(text: Uint8Array): boolean {
  for (const byte of text) if (byte === 0x40 || byte === 0x3f || byte === 0x23) return false;
  return true;
}
