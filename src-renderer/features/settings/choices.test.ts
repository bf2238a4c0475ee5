// Durations to choose from.

import { expect, it } from "vitest";
import { withCurrent } from "./choices.ts";

it.each([
  ["what is offered, never last", [0, 5, 1], 5, [1, 5, 0]],
  ["one that was set elsewhere too", [1, 5, 0], 3, [1, 3, 5, 0]],
] as const)("are %s", (_, offered, current, expected) => {
  expect(withCurrent(offered, current)).toEqual(expected);
});
