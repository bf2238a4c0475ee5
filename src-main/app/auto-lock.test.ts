// The vault locks when nothing was typed or moved for as long as the preferences say.

import { expect, test } from "vitest";
import { AutoLock } from "./auto-lock.ts";

function watched({ autoLockMinutes = 10 } = {}) {
  const now = { idle: 0, elapsed: 0 };
  const locked: string[] = [];
  const watch = new AutoLock({
    systemIdle: () => now.idle,
    elapsed: () => now.elapsed,
    preferences: () => ({ autoLockMinutes }),
    lock: (because) => locked.push(because),
  });
  return { now, locked, watch };
}

test.each([
  [599, []],
  [600, ["idle"]],
])("after %i seconds without input anywhere", (idle, expected) => {
  const { now, locked, watch } = watched();
  now.idle = idle;
  watch.look();
  expect(locked).toEqual(expected);
});

test("with 0 minutes it never locks", () => {
  const { now, locked, watch } = watched({ autoLockMinutes: 0 });
  now.idle = 1e6;
  watch.look();
  expect(locked).toEqual([]);
});

test("on a system that does not tell, the time since the window's last input counts", () => {
  const { now, locked, watch } = watched();
  now.elapsed = 100_000;
  watch.input();
  now.elapsed = 699_999;
  watch.look();
  now.elapsed = 700_000;
  watch.look();
  expect(locked).toEqual(["idle"]);
});

test("on a system that tells, work in another window keeps the vault open", () => {
  const { now, locked, watch } = watched();
  now.idle = 3;
  watch.look();
  now.idle = 0;
  now.elapsed = 1e9;
  watch.look();
  expect(locked).toEqual([]);
});
