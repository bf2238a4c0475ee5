// The three promises of the Clock port, kept by the real timers under vitest's fake ones.

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { systemClock } from "./system-clock.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: new Date("2026-03-09T00:00:00.900Z") });
});

afterEach(() => {
  vi.useRealTimers();
});

test("the time of day is whole Unix seconds", () => {
  expect(systemClock().now()).toBe(1_773_014_400);
});

test("elapsed time is counted in milliseconds", () => {
  const clock = systemClock();
  const start = clock.elapsed();
  vi.advanceTimersByTime(1500);
  expect(clock.elapsed() - start).toBe(1500);
});

test("work is called once, when its time has come", () => {
  const work = vi.fn();
  systemClock().after(100, work);
  vi.advanceTimersByTime(99);
  expect(work).toHaveBeenCalledTimes(0);
  vi.advanceTimersByTime(200);
  expect(work).toHaveBeenCalledTimes(1);
});

test("cancelled work is never called", () => {
  const work = vi.fn();
  systemClock().after(100, work)();
  vi.advanceTimersByTime(200);
  expect(work).not.toHaveBeenCalled();
});
