import { expect, test } from "vitest";
import { FakeClock } from "../../../src-shared/testing/fake-clock.ts";
import { countdown } from "./countdown.ts";

function started(seconds: number) {
  const clock = new FakeClock();
  const told = { changed: 0, over: 0 };
  const running = countdown(clock, seconds, { changed: () => told.changed++, over: () => told.over++ });
  return { clock, told, running };
}

test("only a new minute is told while there are many", () => {
  const { clock, told } = started(600);
  clock.advance(180_000);
  expect(told).toEqual({ changed: 3, over: 0 });
});

test("every second of the last minute is told", () => {
  const { clock, told } = started(62);
  clock.advance(10_000);
  expect(told.changed).toBe(9);
});

test("it is over once, with no timer left", () => {
  const { clock, told, running } = started(600);
  clock.advance(700_000);
  expect([told.over, running.secondsLeft(), clock.pending]).toEqual([1, 0, 0]);
});

test("a cancelled one is never over", () => {
  const { clock, told, running } = started(5);
  running.cancel();
  clock.advance(10_000);
  expect(told).toEqual({ changed: 0, over: 0 });
});
