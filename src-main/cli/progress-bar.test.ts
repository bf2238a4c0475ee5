// The bar says how far it is, and nothing it cannot know.

import { expect, test } from "vitest";
import { phaseLine, progressLine, RateMeter } from "./progress-bar.ts";

const sending = { phase: "sending", done: 500_000, total: 2_000_000, unit: "bytes" } as const;

test("it shows share, amount, rate and time left", () => {
  expect(progressLine(sending, 100_000, 100)).toBe("sending         ██████░░░░░░░░░░░░░░░░░░  25 %  500 kB of 2.00 MB  100 kB/s  0:15 left");
});

test("it fits a narrow terminal", () => {
  expect(progressLine(sending, 100_000, 40).length).toBeLessThan(40);
});

test("without a total it names the phase alone", () => {
  expect(progressLine({ phase: "pairing", done: 0, total: 0, unit: "items" }, undefined, 80)).toBe("pairing");
});

test("a log has no bar", () => {
  expect(phaseLine(sending)).toBe("sending  2.00 MB");
});

test("the first reading has no rate", () => {
  expect(new RateMeter().take(sending, 0)).toBeUndefined();
});

test("a steady rate is measured as it is", () => {
  const meter = new RateMeter();
  for (let second = 0; second < 20; second++) meter.take({ phase: "sending", done: second * 1000 }, second * 1000);
  expect(meter.take({ phase: "sending", done: 20_000 }, 20_000)).toBeCloseTo(1000);
});

test("one pause does not throw the rate off", () => {
  const meter = new RateMeter();
  for (let tenth = 0; tenth < 100; tenth++) meter.take({ phase: "sending", done: tenth * 100 }, tenth * 100);
  expect(meter.take({ phase: "sending", done: 9900 }, 10_400)).toBeGreaterThan(750);
});

test("a new phase starts anew", () => {
  const meter = new RateMeter();
  meter.take({ phase: "sending", done: 0 }, 0);
  meter.take({ phase: "sending", done: 1000 }, 1000);
  expect(meter.take({ phase: "verifying", done: 5 }, 2000)).toBeUndefined();
});
