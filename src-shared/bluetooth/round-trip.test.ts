// docs/bluetooth.md, “Loss”

import { expect, test } from "vitest";
import { RoundTrip } from "./round-trip.ts";

function measuring(...times: readonly number[]): RoundTrip {
  const roundTrip = new RoundTrip();
  for (const time of times) roundTrip.measured(time);
  return roundTrip;
}

const steadily = (time: number, count = 50) => measuring(...Array.from({ length: count }, () => time));

test("a second is waited before anything was measured", () => {
  expect(measuring().limit()).toBe(1000);
});

test("the wait is the round trip with some slack, but never less than an ACK may be delayed by", () => {
  expect([Math.round(steadily(300).limit()), steadily(5).limit()]).toEqual([400, 200]);
});

test("the wait doubles up to eight seconds", () => {
  expect([0, 1, 2, 3, 4, 9].map((doublings) => measuring().limit(doublings))).toEqual([1000, 2000, 4000, 8000, 8000, 8000]);
});

test("one answer that was lost does not make the wait long", () => {
  const roundTrip = steadily(60);
  roundTrip.measured(10_000);
  expect(roundTrip.limit()).toBeLessThan(400);
});

test("a link that has become slow is believed in the end", () => {
  const roundTrip = steadily(60);
  for (let i = 0; i < 50; i++) roundTrip.measured(1200);
  expect(roundTrip.limit()).toBeGreaterThan(1200);
});

test("haste makes it wait longer, within bounds", () => {
  const roundTrip = steadily(300);
  for (let i = 0; i < 100; i++) roundTrip.hasty();
  expect(Math.round(roundTrip.limit())).toBe(1300);
});
