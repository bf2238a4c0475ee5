// The ways to open a vault, in order, and their words.

import { expect, it, test } from "vitest";
import type { UnlockWay } from "../../../src-shared/ipc/views-app.ts";
import type { Fill } from "../../text/text.tsx";
import { firstWay, otherWays, problemWords, wayAfter } from "./ways.ts";

const text: Fill = (id, values) => (values === undefined ? id : `${id} ${JSON.stringify(values)}`);

it.each<[string, readonly UnlockWay[], UnlockWay]>([
  ["what was set up to be quick", ["passphrase", "recovery-key", "tpm"], "tpm"],
  ["the passphrase before the key store", ["recovery-key", "key-store", "passphrase"], "passphrase"],
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
  ["vault.wrong-key", "key-store", 1, "unlock.wrong.key-store"],
  ["key-store.locked", "key-store", 1, "error.key-store.locked"],
  ["hardware.wrong-pin", "tpm", 2, "error.hardware.wrong-pin"],
  ["presence.cancelled", "key-store", 2, "error.presence.cancelled"],
] as const)("%s by %s with %i others says %s", (code, way, others, expected) => {
  expect(problemWords(text, { code, detail: undefined }, way, others)).toBe(expected);
});

test.each([
  ["601", 'unlock.lockedOut {"minutes":11}'],
  ["1 s", 'unlock.lockedOut {"minutes":1}'],
  [undefined, "error.hardware.locked-out"],
  ["soon", "error.hardware.locked-out"],
])("a chip that locked itself and says %s", (detail, expected) => {
  expect(problemWords(text, { code: "hardware.locked-out", detail }, "tpm", 2)).toBe(expected);
});

test.each<[string, readonly UnlockWay[], Parameters<typeof wayAfter>[2], UnlockWay]>([
  ["a chip that locked itself gives way to the passphrase", ["tpm", "passphrase", "recovery-key"], "hardware.locked-out", "passphrase"],
  ["a chip that has forgotten gives way to the recovery key", ["tpm", "recovery-key"], "hardware.changed", "recovery-key"],
  ["a wrong PIN may be corrected", ["tpm", "passphrase"], "hardware.wrong-pin", "tpm"],
  ["with no other way it stays", ["tpm"], "hardware.unavailable", "tpm"],
])("%s", (_, ways, code, expected) => {
  expect(wayAfter(ways, "tpm", code)).toBe(expected);
});
