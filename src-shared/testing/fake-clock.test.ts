// A fake that lies makes every test with it worthless, so the clock has tests of its own.

import { expect, test } from "vitest";
import { FakeClock } from "./fake-clock.ts";

test("work falls due in the order of its time, not of its asking", () => {
  const clock = new FakeClock();
  const done: string[] = [];
  clock.after(200, () => done.push("late"));
  clock.after(100, () => done.push("early"));
  clock.advance(250);
  expect(done).toEqual(["early", "late"]);
});

test("work arranged by due work happens within the same span", () => {
  const clock = new FakeClock();
  const times: number[] = [];
  const again = () => {
    times.push(clock.elapsed());
    clock.after(100, again);
  };
  clock.after(100, again);
  clock.advance(350);
  expect(times).toEqual([100, 200, 300]);
});

test("cancelled work neither happens nor stays pending", () => {
  const clock = new FakeClock();
  clock.after(100, () => expect.unreachable())();
  clock.advance(1000);
  expect(clock.pending).toBe(0);
});

test("the time of day follows in whole seconds", () => {
  const clock = new FakeClock(50);
  clock.advance(1999);
  expect(clock.now()).toBe(51);
});
