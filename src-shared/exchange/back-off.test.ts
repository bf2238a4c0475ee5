// docs/protocol.md §9

import { expect, it } from "vitest";
import { afterWrongCode, NO_BACK_OFF, waitSeconds } from "./back-off.ts";

const afterFailures = (count: number) => Array.from({ length: count }).reduce<typeof NO_BACK_OFF>((state) => afterWrongCode(state, 1000), NO_BACK_OFF);

it.each([
  [0, 0],
  [1, 5],
  [2, 30],
  [3, 300],
  [9, 300],
])("after %i wrong codes the wait is %i seconds", (failures, seconds) => {
  expect(waitSeconds(afterFailures(failures), 1000)).toBe(seconds);
});

it("the wait passes", () => {
  expect(waitSeconds(afterFailures(2), 1030)).toBe(0);
});

it("a clock set back by a year does not lock longer than the longest wait", () => {
  expect(waitSeconds(afterFailures(1), 1000 - 31_536_000)).toBe(300);
});
