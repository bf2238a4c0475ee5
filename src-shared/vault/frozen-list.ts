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
  const encoded = refs.map(({ account, item }) => concat(byteString(account), byteString(item)));
  const endings = new Set(encoded.map((ref) => ending(ref, ref.length)));
  const keys = new Set(encoded.map(keyOf));
  return (row) => {
    const bytes = rows.pageOf(row);
    const from = rows.viewOf(row) + 1;
    const to = behind(bytes, from, REF_MEMBERS);
    return endings.has(ending(bytes, to)) && keys.has(keyOf(bytes.subarray(from, to)));
  };
}

function ending(bytes: Uint8Array, to: number): number {
  let value = 0;
  for (let i = to - ENDING; i < to; i++) value = value * 256 + (bytes[i] as number);
  return value;
}
