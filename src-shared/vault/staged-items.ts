// What an import keeps in memory of each item it staged: 40 bytes and the list view, packed.

import { GrowingBytes } from "./growing-bytes.ts";
import { keyOf } from "./keys.ts";
import { decodeView, decodeViews, encodeView, type StoredView } from "./stored-view.ts";

const MARK = 16;

export type StagedItem = {
  /** Counts into the import's accounts. */
  readonly account: number;
  /** Of the record it is staged as. */
  readonly id: Uint8Array;
  /** keys.ts, `contentMark`. */
  readonly content: Uint8Array;
  /** Encoded (stored-view.ts). */
  readonly view: Uint8Array;
};

/** By ordinal, from 0. */
export class StagedItems {
  readonly #accounts: number[] = [];
  readonly #marks = new GrowingBytes();
  readonly #views = new GrowingBytes();
  readonly #viewEnds: number[] = [];
  readonly #byId = new Map<string, number>();
  readonly #credentials = new Map<string, number>();
  readonly #passkeys: { readonly ordinal: number; readonly mark: string }[] = [];

  get length(): number {
    return this.#accounts.length;
  }

  /** `id`: of its record. Answers the ordinal. */
  add(account: number, id: Uint8Array, view: StoredView): number {
    const ordinal = this.length;
    this.#accounts.push(account);
    this.#marks.append(id);
    this.#marks.append(view.content);
    this.#views.append(encodeView(view));
    this.#viewEnds.push(this.#views.length);
    this.#byId.set(keyOf(id), ordinal);
    for (const kind of view.item.kinds) this.#credentials.set(kind, (this.#credentials.get(kind) ?? 0) + 1);
    for (const mark of view.passkeys) this.#passkeys.push({ ordinal, mark: keyOf(mark) });
    return ordinal;
  }

  /** How many credentials of each type. */
  get credentials(): { readonly [type: string]: number } {
    return Object.fromEntries(this.#credentials);
  }

  get passkeys(): readonly { readonly ordinal: number; readonly mark: string }[] {
    return this.#passkeys;
  }

  view(ordinal: number): StoredView {
    return decodeView(this.at(ordinal).view);
  }

  /** Up to `count` of them, from ordinal `first`. */
  views(first: number, count: number): readonly StoredView[] {
    const end = Math.min(first + count, this.length);
    const start = this.#viewEnds[first - 1] ?? 0;
    return decodeViews(this.#views.at(start, (this.#viewEnds[end - 1] ?? 0) - start), end - first);
  }

  /** Views into the packed bytes, valid until the next `add`. */
  at(ordinal: number): StagedItem {
    const start = this.#viewEnds[ordinal - 1] ?? 0;
    const at = ordinal * 2 * MARK;
    return {
      account: this.#accounts[ordinal] as number,
      id: this.#marks.at(at, MARK),
      content: this.#marks.at(at + MARK, MARK),
      view: this.#views.at(start, (this.#viewEnds[ordinal] as number) - start),
    };
  }

  ordinalOf(id: Uint8Array): number | undefined {
    return this.#byId.get(keyOf(id));
  }

  wipe(): void {
    this.#views.wipe();
    this.#marks.wipe();
  }
}
