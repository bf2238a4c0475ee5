// A kept place is used where it can be seen, and never beyond the screen.

import { expect, test } from "vitest";
import { windowPlace } from "./window-place.ts";

const screens = [
  { x: 0, y: 25, width: 1440, height: 875 },
  { x: 1440, y: 0, width: 1920, height: 1080 },
];
const kept = { x: 100, y: 100, width: 900, height: 700, maximized: false };
const first = { width: 1120, height: 760, maximized: false };

test("a place on a screen is kept", () => {
  expect(windowPlace(kept, screens)).toEqual(kept);
});

test("a place on the second screen is kept", () => {
  expect(windowPlace({ ...kept, x: 1500 }, screens)).toEqual({ ...kept, x: 1500 });
});

test.each([
  ["the screen is gone", { ...kept, x: 4000 }],
  ["the title bar is above the screen", { ...kept, y: 0 }],
  ["the title bar is below the screen", { ...kept, y: 880 }],
  ["only a sliver can be seen", { ...kept, x: -880 }],
  ["nothing was kept", undefined],
  ["it is not an object", "x"],
  ["a length is not a number", { ...kept, width: "900" }],
  ["a length is not finite", { ...kept, height: Number.NaN }],
])("the window opens as for the first time when %s", (_why, place) => {
  expect(windowPlace(place, screens)).toEqual(first);
});

test("a window larger than its screen is made to fit", () => {
  expect(windowPlace({ ...kept, width: 9000, height: 9000 }, screens)).toEqual({ ...kept, width: 1440, height: 875 });
});

test("a window smaller than the least is made larger", () => {
  expect(windowPlace({ ...kept, width: 200, height: 1 }, screens)).toEqual({ ...kept, width: 640, height: 480 });
});

test("only true means maximized", () => {
  expect(windowPlace({ ...kept, maximized: 1 }, screens).maximized).toBe(false);
});
