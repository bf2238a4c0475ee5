// Answers about items that differ.

import { expect, test } from "vitest";
import { chooseAll, chooseOne, decisionsOf, KEEP_BOTH } from "./conflict-choices.ts";

const ROWS = [{ ordinal: 3 }, { ordinal: 8 }];

test("nothing is replaced unless that is chosen", () => {
  expect(decisionsOf(KEEP_BOTH, ROWS).map(({ decision }) => decision)).toEqual(["keep-both", "keep-both"]);
});

test("one row can differ from the rest", () => {
  const decisions = decisionsOf(chooseOne(KEEP_BOTH, 8, "take-theirs"), ROWS);
  expect(decisions).toEqual([
    { ordinal: 3, decision: "keep-both" },
    { ordinal: 8, decision: "take-theirs" },
  ]);
});

test("an answer for all takes back those of single rows", () => {
  expect(chooseAll("keep-mine").own.size).toBe(0);
});

test("a row that agrees with all has no answer of its own", () => {
  const changed = chooseOne(chooseOne(KEEP_BOTH, 8, "take-theirs"), 8, "keep-both");
  expect(changed.own.size).toBe(0);
});
