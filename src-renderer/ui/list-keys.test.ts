// Each key of a list box, at its ends and in between.

import { expect, test } from "vitest";
import { moved } from "./list-keys.ts";

const TOTAL = 100;
const PAGE = 10;

test.each([
  ["ArrowDown", 5, 6],
  ["ArrowDown", 99, 99],
  ["ArrowDown", -1, 0],
  ["ArrowUp", 5, 4],
  ["ArrowUp", 0, 0],
  ["ArrowUp", -1, 0],
  ["PageDown", 5, 15],
  ["PageDown", 95, 99],
  ["PageUp", 15, 5],
  ["PageUp", 5, 0],
  ["Home", 50, 0],
  ["End", 50, 99],
])("%s leads from %d to %d", (key, from, to) => {
  expect(moved(key, from, TOTAL, PAGE)).toBe(to);
});

test.each(["a", "Enter", "Tab", "Escape"])("%s does not move", (key) => {
  expect(moved(key, 5, TOTAL, PAGE)).toBeUndefined();
});

test("no key moves in an empty list", () => {
  expect(moved("ArrowDown", -1, 0, PAGE)).toBeUndefined();
});
