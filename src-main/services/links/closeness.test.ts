// What strengths of signal say, and what they do not.

import { expect, test } from "vitest";
import { closenessOf, withSignal } from "./closeness.ts";

const heard = (...signals: readonly (number | undefined)[]) => closenessOf(signals.reduce<readonly number[]>(withSignal, []));

test("four signals say nothing", () => {
  expect(heard(-40, -40, -40, -40)).toBeUndefined();
});

test.each([
  [-59, "near"],
  [-60, undefined],
  [-75, undefined],
  [-76, "far"],
])("five of %i dBm say %s", (rssi, closeness) => {
  expect(heard(rssi, rssi, rssi, rssi, rssi)).toBe(closeness);
});

test("one that is out of line changes nothing", () => {
  expect(heard(-50, -50, -95, -50, -50)).toBe("near");
});

test("who walks away is far soon", () => {
  expect(heard(-50, -50, -50, -50, -50, -50, -80, -80, -80, -80, -80)).toBe("far");
});

test.each([undefined, 127, Number.NaN, -128])("%s is no signal", (rssi) => {
  expect(heard(rssi, -50, -50, -50, -50)).toBeUndefined();
});
