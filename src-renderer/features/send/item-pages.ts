// The vault's list for choosing from, page by page as it comes into sight.

import { useCallback, useEffect, useRef, useState } from "react";
import type { ListView, RowView } from "../../../src-shared/ipc/views-vault.ts";
import { type CallError, call, toCallError } from "../../api.ts";

export const PAGE = 100;

/** Pages by the number of their first row; `total` undefined before the first is there. */
export type Pages = { readonly total: number | undefined; readonly rows: ReadonlyMap<number, readonly RowView[]> };
export const NO_PAGES: Pages = { total: undefined, rows: new Map() };

export function withPage({ rows }: Pages, { from, total, rows: page }: ListView): Pages {
  return { total, rows: new Map([...rows, [from, page]]) };
}

export function rowAt({ rows }: Pages, index: number): RowView | undefined {
  return rows.get(index - (index % PAGE))?.[index % PAGE];
}

/** First rows of the pages that show these and are not there yet. */
export function missing({ rows }: Pages, first: number, last: number): readonly number[] {
  const from = first - (first % PAGE);
  return Array.from({ length: Math.floor((last - from) / PAGE) + 1 }, (_, i) => from + i * PAGE).filter((start) => !rows.has(start));
}

export type ItemPages = {
  readonly pages: Pages;
  readonly error: CallError | undefined;
  readonly onVisible: (first: number, last: number) => void;
};

export function useItemPages(text: string, generation: number): ItemPages {
  const [pages, setPages] = useState(NO_PAGES);
  const [error, setError] = useState<CallError>();
  const list = useRef({ key: "", asked: new Set<number>() });
  const load = useCallback(async (key: string, search: string, from: number) => {
    if (list.current.asked.has(from)) return;
    list.current.asked.add(from);
    try {
      const view = await call("vault.list", { scope: { by: "all" }, text: search, order: "title", from, count: PAGE });
      if (list.current.key === key) setPages((before) => withPage(before, view));
    } catch (thrown) {
      if (list.current.key === key) setError(toCallError(thrown));
    }
  }, []);

  const key = `${generation} ${text}`;
  useEffect(() => {
    list.current = { key, asked: new Set() };
    setPages(NO_PAGES);
    setError(undefined);
    void load(key, text, 0);
  }, [key, text, load]);

  const onVisible = useCallback(
    (first: number, last: number) => {
      for (const from of missing(pages, first, last)) void load(key, text, from);
    },
    [pages, key, text, load],
  );
  return { pages, error, onVisible };
}
