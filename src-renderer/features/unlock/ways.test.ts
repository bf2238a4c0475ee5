// The ways to open a vault, in order, and their words.

import { expect, it, test } from "vitest";
import type { UnlockWay } from "../../../src-shared/ipc/views-app.ts";
import type { Fill } from "../../text/text.tsx";
import { firstWay, otherWays, problemWords } from "./ways.ts";

const text: Fill = (id) => id;

it.each<[string, readonly UnlockWay[], UnlockWay]>([
  ["the passphrase, when there is one", ["recovery-key", "key-store", "passphrase"], "passphrase"],
  ["the key store before paper", ["recovery-key", "key-store"], "key-store"],
  ["what there is", ["recovery-key"], "recovery-key"],
])("begins with %s", (_, ways, expected) => {
  expect(firstWay(ways)).toBe(expected);
});

it("offers only other ways that there are", () => {
  expect(otherWays(["recovery-key", "passphrase"], "passphrase")).toEqual(["recovery-key"]);
});

test.each([
  ["vault.wrong-key", "passphrase", 1, "unlock.wrong.passphrase"],
  ["vault.wrong-key", "passphrase", 0, "unlock.wrong.only"],
  ["vault.wrong-key", "recovery-key", 1, "unlock.wrong.recovery-key"],
  ["vault.wrong-key", "key-store", 1, "error.vault.wrong-key"],
  ["key-store.locked", "key-store", 1, "error.key-store.locked"],
] as const)("%s by %s with %i others says %s", (code, way, others, expected) => {
  expect(problemWords(text, code, way, others)).toBe(expected);
});
