// The page cache of the list.

import { describe, expect, test } from "vitest";
import type { ListView, RowView } from "../../../src-shared/ipc/views-vault.ts";
import { indexOf, NO_ROWS, neededPages, PAGE, type Rows, rowAt, withPage } from "./row-pages.ts";

const row = (index: number): RowView => ({ ref: { account: "a", item: String(index) }, title: `Item ${index}`, detail: "", kinds: [], favorite: false });

function answer(page: number, total: number, generation = 1): ListView {
  const from = page * PAGE;
  return { total, from, generation, rows: Array.from({ length: Math.max(0, Math.min(PAGE, total - from)) }, (_, i) => row(from + i)) };
}

const loaded = (pages: readonly number[], total: number): Rows => pages.reduce<Rows>((rows, page) => withPage(rows, "k", page, answer(page, total)), NO_ROWS);

describe("what to ask for", () => {
  test("another query is asked for from its top", () => {
    expect(neededPages(loaded([3], 1000), { key: "other", generation: 1 }, 300, 320)).toEqual([0]);
  });

  test("rows that are here are not asked for again", () => {
    expect(neededPages(loaded([3], 1000), { key: "k", generation: 1 }, 300, 320)).toEqual([]);
  });

  test("both pages of a sight across their border are asked for", () => {
    expect(neededPages(loaded([0], 1000), { key: "k", generation: 1 }, 390, 410)).toEqual([3, 4]);
  });

  test("a newer vault asks for the pages in sight again", () => {
    expect(neededPages(loaded([0, 1], 1000), { key: "k", generation: 2 }, 10, 30)).toEqual([0]);
  });

  test("an empty list that is current is not asked for", () => {
    expect(neededPages(loaded([0], 0), { key: "k", generation: 1 }, 0, 20)).toEqual([]);
  });

  test("an empty list is asked for again when the vault is newer", () => {
    expect(neededPages(loaded([0], 0), { key: "k", generation: 2 }, 0, 20)).toEqual([0]);
  });

  test("a sight beyond a list that shrank is its end", () => {
    expect(neededPages(loaded([0], 250), { key: "k", generation: 1 }, 900, 930)).toEqual([2]);
  });
});

describe("answers", () => {
  test("a row is found in its page", () => {
    expect(rowAt(loaded([2], 1000), 217)?.title).toBe("Item 217");
  });

  test("a row that is not here is undefined", () => {
    expect(rowAt(loaded([2], 1000), 17)).toBeUndefined();
  });

  test("old rows stay until newer ones come in their place", () => {
    expect(rowAt(withPage(loaded([0, 1], 1000), "k", 1, answer(1, 1000, 2)), 5)?.title).toBe("Item 5");
  });

  test("an older answer that comes late changes nothing", () => {
    const rows = withPage(loaded([0], 1000), "k", 0, answer(0, 999, 5));
    expect(withPage(rows, "k", 0, answer(0, 1000, 4))).toBe(rows);
  });

  test("pages beyond the end of a list that shrank are dropped", () => {
    expect([...withPage(loaded([0, 5], 1000), "k", 0, answer(0, 120, 2)).pages.keys()]).toEqual([0]);
  });

  test("pages far from the last one asked for are let go", () => {
    const rows = loaded(
      Array.from({ length: 80 }, (_, i) => i),
      100_000,
    );
    expect([rows.pages.size, rows.pages.has(0), rows.pages.has(79)]).toEqual([60, false, true]);
  });

  test("an item is found at its place in the whole list", () => {
    expect(indexOf(loaded([1], 1000), { account: "a", item: "142" })).toBe(142);
  });
});
