// How many items come in.

import { expect, test } from "vitest";
import { arrived } from "../../transfer/arrived.ts";
import { chooseAll, chooseOne, KEEP_BOTH } from "../../transfer/conflict-choices.ts";
import { comingIn } from "./coming-in.ts";

const CONFLICTS = [{ ordinal: 1 }, { ordinal: 2 }];
const OUTCOMES = { added: 5, "skipped-duplicate": 3, conflict: 2, failed: 1 };

test("what is there already does not come in", () => {
  expect(arrived(OUTCOMES)).toBe(5);
});

test("what differs comes in unless mine is kept", () => {
  expect(comingIn(OUTCOMES, CONFLICTS, chooseOne(KEEP_BOTH, 2, "keep-mine"))).toBe(6);
});

test("keeping all of mine brings only what is new", () => {
  expect(comingIn(OUTCOMES, CONFLICTS, chooseAll("keep-mine"))).toBe(5);
});
