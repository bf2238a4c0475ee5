// The checks of the contract's arguments: what a page that is not ours might send does not get through.

import { expect, test } from "vitest";
import { either, flag, listOf, nothing, oneOf, optional, shape, text, whole } from "./check.ts";

const point = shape({ x: whole(0, 9), name: optional(text(4)) });
const choice = either("by", { all: shape({ by: oneOf("all") }), one: shape({ by: oneOf("one"), at: whole(0, 9) }) });

test.each<[string, () => unknown]>([
  ["a list with holes", () => listOf(text(4), 3)(new Array(2), "")],
  ["a longer list", () => listOf(text(4), 1)(["a", "b"], "")],
  ["what only looks like a list", () => listOf(text(4), 9)({ length: 0 }, "")],
  ["half a character", () => text(4)("\ud800", "")],
  ["a longer text", () => text(4)("abcde", "")],
  ["a text that is an object", () => text(4)(new String("a"), "")],
  ["a fraction", () => whole(0, 9)(0.5, "")],
  ["what is no number", () => whole(0, 9)(Number.NaN, "")],
  ["a number below", () => whole(0, 9)(-1, "")],
  ["a number above", () => whole(0, 9)(10, "")],
  ["a word in another case", () => oneOf("a")("A", "")],
  ["one for yes", () => flag(1, "")],
  ["something for nothing", () => nothing(null, "")],
  ["one member more", () => point({ x: 1, y: 2 }, "")],
  ["one member less", () => point({}, "")],
  ["a list for an object", () => point([], "")],
  ["the member of a prototype", () => point(JSON.parse('{"x":1,"__proto__":{}}'), "")],
  ["an alternative of every object", () => choice({ by: "constructor" }, "")],
  ["the members of another alternative", () => choice({ by: "all", at: 1 }, "")],
  ["no alternative", () => choice(null, "")],
])("%s is refused", (_, check) => {
  expect(check).toThrow("usage.invalid");
});

test("what is refused is told by its place and not by its value", () => {
  expect(() => shape({ list: listOf(point, 9) })({ list: [{ x: "SECRET" }] }, "")).toThrow(expect.objectContaining({ detail: "argument /list/0/x" }));
});

test("what fits comes back as it was, without what was left out", () => {
  expect([point({ x: 1, name: undefined }, ""), choice({ by: "one", at: 3 }, ""), listOf(text(4), 2)(["a", "b"], "")]).toEqual([
    { x: 1 },
    { by: "one", at: 3 },
    ["a", "b"],
  ]);
});
