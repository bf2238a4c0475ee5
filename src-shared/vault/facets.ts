// What rows hold besides words: types of credentials, tags, being a favorite; for narrowing a list and for the totals.

import { compareBytes } from "../bytes.ts";
import { behind, isTrue, MEMBER, memberAt, sizeAt } from "./encoded-view.ts";
import { keyOf } from "./keys.ts";
import type { VaultTotals } from "./model.ts";
import { withRoom } from "./room.ts";
import { decodeStored } from "./stored-cbor.ts";
import { titleKey } from "./title-key.ts";
import { ROW, type ViewRows } from "./view-rows.ts";

export type RowTest = (row: number) => boolean;

export class Facets {
  readonly #rows: ViewRows;
  readonly #kinds = new TextLists();
  readonly #tags = new TextLists();
  #kindsOf = new Uint32Array(0);
  #tagsOf = new Uint32Array(0);
  #favorite = new Uint8Array(0);
  #length = 0;

  constructor(rows: ViewRows) {
    this.#rows = rows;
  }

  ofKind(kind: string): RowTest {
    this.#extend();
    const fits = this.#kinds.lists.map((kinds) => kinds.includes(kind));
    const lists = this.#kindsOf;
    return (row) => fits[lists[row] as number] as boolean;
  }

  ofTag(tag: string): RowTest {
    this.#extend();
    const wanted = tag.toLowerCase();
    const fits = this.#tags.lists.map((tags) => tags.some((one) => one.toLowerCase() === wanted));
    const lists = this.#tagsOf;
    return (row) => fits[lists[row] as number] as boolean;
  }

  ofFavorites(): RowTest {
    this.#extend();
    const favorite = this.#favorite;
    return (row) => favorite[row] === 1;
  }

  totals(): VaultTotals {
    this.#extend();
    const counts = { items: 0, trashed: 0, favorites: 0 };
    const kinds = this.#kinds.lists.map(() => 0);
    const tags = this.#tags.lists.map((list) => ({ list, count: 0, first: Number.POSITIVE_INFINITY }));
    for (let row = 0; row < this.#length; row++) {
      const state = this.#rows.stateOf(row);
      if (state === ROW.trashed) counts.trashed++;
      if (state !== ROW.active) continue;
      counts.items++;
      counts.favorites += this.#favorite[row] as number;
      (kinds[this.#kindsOf[row] as number] as number)++;
      const tagged = tags[this.#tagsOf[row] as number] as (typeof tags)[number];
      tagged.count++;
      if (tagged.list.length > 0) tagged.first = Math.min(tagged.first, this.#orderOf(row));
    }
    return { ...counts, kinds: kindTotals(this.#kinds.lists, kinds), tags: tagTotals(tags) };
  }

  #orderOf(row: number): number {
    const bytes = this.#rows.pageOf(row);
    return sizeAt(bytes, memberAt(bytes, this.#rows.viewOf(row), MEMBER.order));
  }

  /** Reads the rows not read yet. */
  #extend(): void {
    const rows = this.#rows;
    this.#kindsOf = withRoom(this.#kindsOf, rows.length);
    this.#tagsOf = withRoom(this.#tagsOf, rows.length);
    this.#favorite = withRoom(this.#favorite, rows.length);
    for (; this.#length < rows.length; this.#length++) {
      const bytes = rows.pageOf(this.#length);
      const kinds = behind(bytes, rows.titleOf(this.#length), MEMBER.kinds - MEMBER.title);
      const favorite = behind(bytes, kinds);
      const tags = behind(bytes, favorite);
      this.#kindsOf[this.#length] = this.#kinds.numberOf(bytes, kinds, favorite);
      this.#tagsOf[this.#length] = this.#tags.numberOf(bytes, tags, behind(bytes, tags));
      this.#favorite[this.#length] = isTrue(bytes, favorite) ? 1 : 0;
    }
  }
}

/** Encoded lists of text, each different one kept and decoded once. */
class TextLists {
  readonly lists: (readonly string[])[] = [];
  readonly #encoded: Uint8Array[] = [];
  readonly #numbers = new Map<string, number>();
  /** The last one of each length: most rows have the same few. */
  readonly #lately: (number | undefined)[] = [];

  numberOf(bytes: Uint8Array, from: number, to: number): number {
    const lately = to - from < 256 ? this.#lately[to - from] : undefined;
    if (lately !== undefined && isAt(this.#encoded[lately] as Uint8Array, bytes, from)) return lately;
    const key = keyOf(bytes.subarray(from, to));
    const number = this.#numbers.get(key) ?? this.#add(key, bytes.slice(from, to));
    if (to - from < 256) this.#lately[to - from] = number;
    return number;
  }

  #add(key: string, encoded: Uint8Array): number {
    const number = this.lists.push(decodeStored(encoded) as readonly string[]) - 1;
    this.#encoded.push(encoded);
    this.#numbers.set(key, number);
    return number;
  }
}

function isAt(part: Uint8Array, bytes: Uint8Array, from: number): boolean {
  for (let i = 0; i < part.length; i++) if (part[i] !== bytes[from + i]) return false;
  return true;
}

/** How many items hold each type: `counts` by the list of types. */
function kindTotals(lists: readonly (readonly string[])[], counts: readonly number[]): VaultTotals["kinds"] {
  const totals = new Map<string, number>();
  for (const [number, kinds] of lists.entries()) {
    const count = counts[number] as number;
    if (count > 0) for (const kind of new Set(kinds)) totals.set(kind, (totals.get(kind) ?? 0) + count);
  }
  return Object.fromEntries(totals);
}

/** `first`: the earliest place in the list of an item with these tags. */
function tagTotals(tagged: readonly { readonly list: readonly string[]; readonly count: number; readonly first: number }[]): VaultTotals["tags"] {
  const totals = new Map<string, { readonly tag: string; count: number }>();
  const used = tagged.filter(({ count }) => count > 0).sort((a, b) => a.first - b.first);
  for (const { list, count } of used) {
    for (const [lower, tag] of new Map(list.map((tag) => [tag.toLowerCase(), tag] as const).reverse())) {
      const total = totals.get(lower) ?? { tag, count: 0 };
      totals.set(lower, { tag: total.tag, count: total.count + count });
    }
  }
  const keyed = Array.from(totals.values(), (total) => ({ total, key: titleKey(total.tag) }));
  return keyed.sort((a, b) => compareBytes(a.key, b.key)).map(({ total }) => total);
}
