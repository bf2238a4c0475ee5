// Whatever a stranger names an item, a terminal only ever prints it.

import { expect, test } from "vitest";
import { cells, cut, plainJson, plainLine, plainLines } from "./plain-text.ts";

test.each([
  ["a colour", "\u001b[31mred\u001b[0m", "[31mred [0m"],
  ["a title change", "\u001b]0;owned\u0007x", "]0;owned x"],
  ["an eight-bit control", "a\u009b2Jb", "a 2Jb"],
  ["a line break", "a\r\nb", "a b"],
  ["a reversed reading direction", "exe.\u202efdp\u202c", "exe.fdp"],
  ["invisible tags", "a\u{e0041}b", "ab"],
  ["half a character", "a\ud800b", "a\ufffdb"],
  ["tabs and spaces around", "\t a ", "a"],
])("%s is disarmed", (_what, text, plain) => {
  expect(plainLine(text)).toBe(plain);
});

test("lines of a note stay lines", () => {
  expect(plainLines("a\r\nb\u001b\nc")).toEqual(["a", "b", "c"]);
});

test("JSON keeps its value and loses what a terminal obeys", () => {
  const json = plainJson(JSON.stringify({ title: "a\u009b\u202eb\u007f" }));
  expect([JSON.parse(json), json]).toEqual([{ title: "a\u009b\u202eb\u007f" }, '{"title":"a\\u009b\\u202eb\\u007f"}']);
});

test.each([
  ["abc", 3],
  ["漢字", 4],
  ["e\u0301", 1],
  ["👩‍👩‍👧", 2],
])("%s takes its columns", (text, columns) => {
  expect(cells(text)).toBe(columns);
});

test.each([
  ["abcdef", 4, "abc…"],
  ["abc", 3, "abc"],
  ["漢字漢字", 5, "漢字…"],
])("%s is cut to %i columns", (text, columns, shown) => {
  expect(cut(text, columns)).toBe(shown);
});
