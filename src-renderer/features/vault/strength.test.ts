// The strength the generator tells.

import { expect, test } from "vitest";
import { LENGTHS, type Recipe, strengthOf } from "./strength.ts";

const recipe = (kind: Recipe["kind"], length: number): Recipe => ({ kind, length, digits: true, symbols: true });

test.each([
  ["pin", 6, "weak"],
  ["letters", 8, "fair"],
  ["words", 5, "strong"],
  ["letters", 20, "very-strong"],
] as const)("%s of %i are %s", (kind, length, strength) => {
  expect(strengthOf(recipe(kind, length))).toBe(strength);
});

test.each(Object.entries(LENGTHS))("the usual length of %s is one that can be chosen", (_kind, { least, most, usual }) => {
  expect(usual).toBe(Math.min(most, Math.max(least, usual)));
});
