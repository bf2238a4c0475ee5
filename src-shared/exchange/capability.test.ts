import { expect, it } from "vitest";
import { accepts, lossesFor } from "./capability.ts";

it.each([
  ["everything, when nothing is listed", undefined, "note", true],
  ["a type nobody knows, when nothing is listed", undefined, "hologram", true],
  ["what is listed", ["note", "totp"], "totp", true],
  ["no more than is listed", ["note"], "totp", false],
  ["nothing, when the list is empty", [], "note", false],
  ["a driver's licence in the other spelling seen in the field", ["driver-license"], "drivers-license", true],
  ["a passkey under the name some give it", ["public-key"], "passkey", true],
] as const)("takes %s", (_, types, type, taken) => {
  expect(accepts(types, type)).toBe(taken);
});

it("loses exactly what is not taken", () => {
  expect(lossesFor(["note"], { note: 4, totp: 2, wifi: 0 })).toEqual([
    { type: "totp", count: 2, extent: "not", reason: "the destination does not take this kind" },
  ]);
});
