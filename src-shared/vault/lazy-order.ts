// Rows in the order of their keys, put there only as far as somebody looked: multikey quicksort (Bentley and Sedgewick 1997) whose open parts wait.

import type { SortKeys } from "./sort-keys.ts";

/** Places `from` to `to`, to be sorted by what comes at `depth` of the keys; before that they are alike. */
type Part = { readonly from: number; readonly to: number; readonly depth: number };

/** Parts this small are sorted at once. */
const SMALL = 24;

export class LazyOrder {
  readonly #rows: Uint32Array;
  readonly #keys: SortKeys;
  /** The last ones first, for rows are mostly looked at from the first on; everything outside of them stands where it belongs. */
  readonly #open: Part[];

  /** Takes ownership of `rows`. */
  constructor(rows: Uint32Array, keys: SortKeys) {
    this.#rows = rows;
    this.#keys = keys;
    this.#open = [{ from: 0, to: rows.length, depth: 0 }];
  }

  get length(): number {
    return this.#rows.length;
  }

  /** The row at this place, which is below `length`. */
  at(place: number): number {
    while (this.#sortAround(place));
    return this.#rows[place] as number;
  }

  /** -1 when it is not among them. */
  placeOf(row: number): number {
    let place = this.#rows.indexOf(row);
    while (place >= 0 && this.#sortAround(place)) place = this.#rows.indexOf(row);
    return place;
  }

  /** One step for the part that `place` is in; false when there is none left. */
  #sortAround(place: number): boolean {
    let low = 0;
    let high = this.#open.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#open[middle] as Part).from > place) low = middle + 1;
      else high = middle;
    }
    const part = this.#open[low];
    if (part === undefined || part.to <= place) return false;
    this.#open.splice(low, 1, ...split(this.#rows, this.#keys, part));
    return true;
  }
}

/** What is left to do of it, the last part first. */
function split(rows: Uint32Array, keys: SortKeys, { from, to, depth }: Part): readonly Part[] {
  const { bytes, ends } = keys;
  if (to - from <= SMALL) return sortSmall(rows, bytes, ends, { from, to, depth });
  const pivot = median(
    byteAt(bytes, ends, rows[from] as number, depth),
    byteAt(bytes, ends, rows[(from + to) >> 1] as number, depth),
    byteAt(bytes, ends, rows[to - 1] as number, depth),
  );
  let less = from;
  let more = to;
  for (let i = from; i < more; ) {
    const row = rows[i] as number;
    const byte = byteAt(bytes, ends, row, depth);
    if (byte < pivot) {
      rows[i++] = rows[less] as number;
      rows[less++] = row;
    } else if (byte > pivot) {
      rows[i] = rows[--more] as number;
      rows[more] = row;
    } else i++;
  }
  const parts = [
    { from: more, to, depth },
    { from: less, to: pivot < 0 ? less : more, depth: depth + 1 },
    { from, to: less, depth },
  ];
  return parts.filter((part) => part.to - part.from > 1);
}

/** By insertion. */
function sortSmall(rows: Uint32Array, bytes: Uint8Array, ends: Uint32Array, { from, to, depth }: Part): readonly Part[] {
  for (let i = from + 1; i < to; i++) {
    const row = rows[i] as number;
    let place = i;
    for (; place > from && isBefore(bytes, ends, row, rows[place - 1] as number, depth); place--) rows[place] = rows[place - 1] as number;
    rows[place] = row;
  }
  return [];
}

function isBefore(bytes: Uint8Array, ends: Uint32Array, a: number, b: number, depth: number): boolean {
  for (let at = depth; ; at++) {
    const ofA = byteAt(bytes, ends, a, at);
    const ofB = byteAt(bytes, ends, b, at);
    if (ofA !== ofB || ofA < 0) return ofA < ofB;
  }
}

/** -1 behind the end of the key. */
function byteAt(bytes: Uint8Array, ends: Uint32Array, row: number, depth: number): number {
  const at = (row === 0 ? 0 : (ends[row - 1] as number)) + depth;
  return at < (ends[row] as number) ? (bytes[at] as number) : -1;
}

function median(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
