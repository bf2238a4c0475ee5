// Which way is dialled when.

import { expect, test } from "vitest";
import { nextDial, type Situation } from "./next-dial.ts";

const LOST: Situation = { carrier: undefined, open: false, dials: 0 };
const BY_BLUETOOTH: Situation = { ...LOST, carrier: "ble" };
const pauses = (situation: Situation) => [0, 1, 2, 3, 4, 5, 6, 7].map((dials) => nextDial("lan", { ...situation, dials }));

test.each(["lan", "ble"] as const)("without a link %s is dialled at once", (way) => {
  expect(nextDial(way, LOST)).toBe(0);
});

test("without a link the pauses grow to 15 seconds", () => {
  expect(pauses(LOST)).toEqual([0, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000]);
});

test("while Bluetooth carries it the network is tried, in pauses that grow to 30 seconds", () => {
  expect(pauses(BY_BLUETOOTH)).toEqual([0, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
});

test("while Bluetooth carries it Bluetooth is not dialled", () => {
  expect(nextDial("ble", BY_BLUETOOTH)).toBeUndefined();
});

test.each(["lan", "local", "camera", "memory"] as const)("while %s carries it nothing is dialled", (carrier) => {
  expect([nextDial("lan", { ...LOST, carrier }), nextDial("ble", { ...LOST, carrier })]).toEqual([undefined, undefined]);
});

test("a way on which a link is open is not dialled again", () => {
  expect(nextDial("lan", { ...BY_BLUETOOTH, open: true })).toBeUndefined();
});
