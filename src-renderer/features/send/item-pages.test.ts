// Pages of a long list.

import { expect, test } from "vitest";
import type { RowView } from "../../../src-shared/ipc/views-vault.ts";
import { missing, NO_PAGES, PAGE, rowAt, withPage } from "./item-pages.ts";

const row = (title: string): RowView => ({ ref: { account: "YQ", item: title }, title, detail: "", kinds: [], favorite: false });
const loaded = withPage(NO_PAGES, { total: 250, from: PAGE, generation: 1, rows: Array.from({ length: PAGE }, (_, i) => row(`${PAGE + i}`)) });

test("a row is found on its page", () => {
  expect(rowAt(loaded, 142)?.title).toBe("142");
});

test("a row of a page that is not there is not found", () => {
  expect(rowAt(loaded, 20)).toBeUndefined();
});

test("only pages that are not there are asked for", () => {
  expect(missing(loaded, 90, 210)).toEqual([0, 200]);
});

test("rows of one page ask for one page", () => {
  expect(missing(NO_PAGES, 103, 104)).toEqual([100]);
});
