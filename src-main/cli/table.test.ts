// Columns line up whatever is in them.

import { expect, test } from "vitest";
import { bold } from "./output.ts";
import { labelled, table } from "./table.ts";

test("columns line up beside wide and styled text", () => {
  expect(
    table([
      ["漢", "a"],
      [bold("bcd"), "e"],
    ]),
  ).toEqual(["漢   a", `${bold("bcd")}  e`]);
});

test("the last column is cut at the edge", () => {
  expect(table([["abc", "0123456789abcdef"]], 15)).toEqual(["abc  012345678…"]);
});

test("no rows make no lines", () => {
  expect(table([])).toEqual([]);
});

test("a long text is wrapped beside its label", () => {
  const lines = labelled("what", "word ".repeat(40).trim());
  expect([lines.length, lines.every((line) => line.length <= 100), lines[1]?.startsWith("                   word")]).toEqual([3, true, true]);
});
