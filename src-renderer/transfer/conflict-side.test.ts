// One side of a difference in words.

import { expect, test } from "vitest";
import { conflictSide } from "./conflict-side.ts";

const WORDS = { kind: (kind: string) => `<${kind}>`, changed: (seconds: number) => `on ${new Date(seconds * 1000).toISOString().slice(0, 16)}` };

test.each([
  ["GitHub · sam · basic-auth, passkey · changed 2026-03-01 09:05 UTC", "sam · <basic-auth>, <passkey> · on 2026-03-01T09:05"],
  ["Git Hub · sam · basic-auth", "Git Hub · sam · <basic-auth>"],
  ["GitHub · a, b · basic-auth, unheard-of", "a, b · basic-auth, unheard-of"],
  ["GitHub", ""],
])("%s", (side, expected) => {
  expect(conflictSide(side, "GitHub", WORDS)).toBe(expected);
});
