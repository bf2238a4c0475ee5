// The list in memory: where every view is, loaded when first asked for and kept up with each change; the rest is made when it is needed.

import { Facets, type RowTest } from "./facets.ts";
import { countOfRefs, FrozenList, ofRefs } from "./frozen-list.ts";
import { Haystack } from "./haystack.ts";
import { KIND } from "./keys.ts";
import type { Changes } from "./ledger.ts";
import type { ListQuery, Ref, VaultTotals } from "./model.ts";
import type { EntryChange } from "./sealed-reader.ts";
import { SortKeys } from "./sort-keys.ts";
import { ROW, ViewRows } from "./view-rows.ts";

/** More items in one change and the list is loaded anew. */
const FEW = 32;
/** So it is with more rows struck out than this, and than are left. */
const GONE = 1000;

type Loaded = {
  readonly rows: ViewRows;
  readonly keys: { readonly [order in ListQuery["order"]]: SortKeys };
  readonly haystack: Haystack;
  readonly facets: Facets;
};

export class Catalog {
  readonly #pages: () => Iterable<Uint8Array>;
  /** Pages that were opened anyway. */
  #held: readonly Uint8Array[] | undefined;
  #loaded: Loaded | undefined;

  /** `pages`: opens every page. */
  constructor(pages: () => Iterable<Uint8Array>) {
    this.#pages = pages;
  }

  /** Spares opening the pages for the first list, which is to come soon. */
  hold(pages: readonly Uint8Array[]): void {
    this.#held = pages;
  }

  /** What is held is not needed, or no longer true. */
  release(): void {
    this.#held = undefined;
  }

  list(query: ListQuery): FrozenList {
    const { rows, keys } = this.#load();
    const order = keys[query.order];
    order.extend(rows);
    return new FrozenList(rows, this.#find(query), order);
  }

  prepareSearch(): boolean {
    return this.#load().haystack.prepare();
  }

  countWithin(groups: readonly (readonly Ref[])[]): readonly number[] {
    const { rows } = this.#load();
    return countOfRefs(rows, groups, (row) => rows.stateOf(row) === ROW.active);
  }

  totals(): VaultTotals {
    return this.#load().facets.totals();
  }

  apply(changes: Changes): void {
    this.release();
    const items = changes === "many" ? changes : changes.filter(({ kind }) => kind === KIND.item);
    if (items === "many" || items.length > FEW) this.#loaded = undefined;
    else if (this.#loaded !== undefined) this.#update(this.#loaded.rows, items);
  }

  /** For a vault that is closed. */
  forget(): void {
    this.release();
    this.#loaded = undefined;
  }

  #update(rows: ViewRows, items: readonly EntryChange[]): void {
    for (const { id, entry } of items) {
      rows.strikeOut(id);
      if (entry?.view !== undefined) rows.add(id, entry.view);
    }
    if (rows.gone > Math.max(GONE, rows.length / 2)) this.#loaded = undefined;
  }

  #load(): Loaded {
    if (this.#loaded === undefined) {
      const rows = new ViewRows(this.#held ?? this.#pages());
      const keys = { title: new SortKeys("title"), added: new SortKeys("added"), modified: new SortKeys("modified") };
      this.#loaded = { rows, keys, haystack: new Haystack(rows), facets: new Facets(rows) };
      this.release();
    }
    return this.#loaded;
  }

  #find(query: ListQuery): Uint32Array {
    const { rows, haystack } = this.#load();
    const state = ROW[query.state];
    const tests = this.#tests(query);
    const found = new Uint32Array(rows.length);
    let count = 0;
    const take = (row: number): void => {
      if (rows.stateOf(row) !== state) return;
      for (const test of tests) if (!test(row)) return;
      found[count++] = row;
    };
    if (query.text) haystack.search(query.text, take);
    else for (let row = 0; row < rows.length; row++) take(row);
    return found.slice(0, count);
  }

  #tests({ kind, tag, favorite, within }: ListQuery): readonly RowTest[] {
    const { rows, facets } = this.#load();
    const tests: RowTest[] = [];
    if (kind !== undefined) tests.push(facets.ofKind(kind));
    if (tag !== undefined) tests.push(facets.ofTag(tag));
    if (favorite) tests.push(facets.ofFavorites());
    if (within !== undefined) tests.push(ofRefs(rows, within));
    return tests;
  }
}
