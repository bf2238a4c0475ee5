// A list as it was when it was made: which rows it has never changes, a row is decoded when it is looked at.

import { concat } from "../bytes.ts";
import { byteString } from "../cbor/sequence.ts";
import { ExchangeError } from "../errors.ts";
import { behind } from "./encoded-view.ts";
import type { RowTest } from "./facets.ts";
import { keyOf } from "./keys.ts";
import { LazyOrder } from "./lazy-order.ts";
import type { Ref, VaultItemView, VaultList } from "./model.ts";
import type { SortKeys } from "./sort-keys.ts";
import { decodeView, decodeViews, sharing, toVaultItemView } from "./stored-view.ts";
import type { ViewRows } from "./view-rows.ts";

/** Views decoded at once. */
const BATCH = 512;
/** Account and item: what an encoded view begins with. */
const REF_MEMBERS = 2;
/** At the end of an item's id: enough to tell most from another. */
const ENDING = 4;

export class FrozenList implements VaultList {
  readonly #rows: ViewRows;
  readonly #order: LazyOrder;

  /** Takes ownership of `found`. */
  constructor(rows: ViewRows, found: Uint32Array, keys: SortKeys) {
    this.#rows = rows;
    this.#order = new LazyOrder(found, keys);
  }

  get length(): number {
    return this.#order.length;
  }

  row(index: number): VaultItemView {
    return toVaultItemView(decodeView(this.#encoded(index)));
  }

  indexOf(ref: Ref): number {
    const isIt = ofRefs(this.#rows, [ref]);
    for (let row = 0; row < this.#rows.length; row++) {
      const place = isIt(row) ? this.#order.placeOf(row) : -1;
      if (place >= 0) return place;
    }
    return -1;
  }

  /** Every row. */
  all(): readonly VaultItemView[] {
    const [account, transferId] = [sharing(), sharing()];
    const views: VaultItemView[] = [];
    for (let from = 0; from < this.length; from += BATCH) {
      const encoded = Array.from({ length: Math.min(BATCH, this.length - from) }, (_, i) => this.#encoded(from + i));
      for (const view of decodeViews(concat(...encoded), encoded.length)) {
        views.push(toVaultItemView(view, account(view.account), view.transferId && transferId(view.transferId)));
      }
    }
    return views;
  }

  #encoded(index: number): Uint8Array {
    if (!Number.isInteger(index) || index < 0 || index >= this.length) throw new ExchangeError("vault.item-missing", { detail: "no such row" });
    const row = this.#order.at(index);
    const bytes = this.#rows.pageOf(row);
    const view = this.#rows.viewOf(row);
    return bytes.subarray(view, behind(bytes, view));
  }
}

/** The rows of these items, whatever their state. */
export function ofRefs(rows: ViewRows, refs: readonly Ref[]): RowTest {
  const find = finder(rows, new Map(refs.map((ref) => [encoded(ref), true])));
  return (row) => find(row) ?? false;
}

/** How many of the rows that `counts` are in each group, in one pass. */
export function countOfRefs(rows: ViewRows, groups: readonly (readonly Ref[])[], counts: RowTest): readonly number[] {
  const places = new Map<string, Set<number>>();
  for (const [group, refs] of groups.entries()) {
    for (const ref of refs) {
      const key = encoded(ref);
      const known = places.get(key);
      if (known === undefined) places.set(key, new Set([group]));
      else known.add(group);
    }
  }
  const find = finder(rows, places);
  const totals = groups.map(() => 0);
  for (let row = 0; row < rows.length; row++) {
    if (places.size === 0 || !counts(row)) continue;
    for (const group of find(row) ?? []) totals[group] = (totals[group] ?? 0) + 1;
  }
  return totals;
}

function encoded({ account, item }: Ref): string {
  return keyOf(concat(byteString(account), byteString(item)));
}

/** What is known of a row's item, by its encoded reference. */
function finder<T>(rows: ViewRows, known: ReadonlyMap<string, T>): (row: number) => T | undefined {
  const endings = new Set<number>();
  for (const key of known.keys()) endings.add(endingOf(key));
  return (row) => {
    const bytes = rows.pageOf(row);
    const from = rows.viewOf(row) + 1;
    const to = behind(bytes, from, REF_MEMBERS);
    return endings.has(ending(bytes, to)) ? known.get(keyOf(bytes.subarray(from, to))) : undefined;
  };
}

function ending(bytes: Uint8Array, to: number): number {
  let value = 0;
  for (let i = to - ENDING; i < to; i++) value = value * 256 + (bytes[i] as number);
  return value;
}

/** The same of a key: its letters are the bytes. */
function endingOf(key: string): number {
  let value = 0;
  for (let i = key.length - ENDING; i < key.length; i++) value = value * 256 + key.charCodeAt(i);
  return value;
}
