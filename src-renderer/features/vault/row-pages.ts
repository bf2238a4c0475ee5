// The rows of the list that are here, in pages: old ones stay on screen until newer ones have come, and the list never holds them all.

import type { ItemRef, ListView, RowView } from "../../../src-shared/ipc/views-vault.ts";

export const PAGE = 100;
/** Pages that are kept; those farthest from what was asked for last go first. */
const KEPT = 60;

export type Rows = {
  /** Of the query these rows answer; undefined before there are any. */
  readonly key: string | undefined;
  readonly total: number;
  readonly generation: number;
  readonly pages: ReadonlyMap<number, { readonly generation: number; readonly rows: readonly RowView[] }>;
};

export const NO_ROWS: Rows = { key: undefined, total: 0, generation: -1, pages: new Map() };

export type Wanted = { readonly key: string; readonly generation: number };

export function rowAt(rows: Rows, index: number): RowView | undefined {
  return rows.pages.get(Math.floor(index / PAGE))?.rows[index % PAGE];
}

/** -1 when it is not among the rows that are here. */
export function indexOf(rows: Rows, ref: ItemRef): number {
  for (const [page, { rows: those }] of rows.pages) {
    const place = those.findIndex((row) => sameRef(row.ref, ref));
    if (place >= 0) return page * PAGE + place;
  }
  return -1;
}

export function sameRef(one: ItemRef | undefined, other: ItemRef | undefined): boolean {
  return one?.item === other?.item && one?.account === other?.account;
}

/** Pages to ask for so that the rows from `first` to `last` are as wanted. Another list begins at its top. */
export function neededPages(rows: Rows, wanted: Wanted, first: number, last: number): readonly number[] {
  if (rows.key !== wanted.key) return [0];
  if (rows.total === 0) return rows.generation < wanted.generation ? [0] : [];
  const from = Math.floor(Math.min(first, rows.total - 1) / PAGE);
  const to = Math.floor(Math.min(last, rows.total - 1) / PAGE);
  const pages = Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
  return pages.filter((page) => (rows.pages.get(page)?.generation ?? -1) < wanted.generation);
}

/** With the answer for `page`; an answer to another query takes everything's place. */
export function withPage(rows: Rows, key: string, page: number, answer: ListView): Rows {
  const { total, generation } = answer;
  const fresh = { generation, rows: answer.rows };
  if (rows.key !== key) return { key, total, generation, pages: new Map([[page, fresh]]) };
  if ((rows.pages.get(page)?.generation ?? -1) > generation) return rows;
  const pages = [...rows.pages].filter(([other]) => other !== page && other * PAGE < total);
  const near = pages.sort(([a], [b]) => Math.abs(a - page) - Math.abs(b - page)).slice(0, KEPT - 1);
  return { key, total, generation: Math.max(rows.generation, generation), pages: new Map([...near, [page, fresh]]) };
}
