// A copied secret leaves the clipboard in time, and nobody else's text does.

import { expect, test } from "vitest";
import { FakeClock } from "../../../src-shared/testing/fake-clock.ts";
import { AppState } from "./app-view.ts";
import { CopiedSecret } from "./copied-secret.ts";
import { firstViews } from "./first-views.ts";
import { FakeClipboard, FIRST } from "./testing/fake-desktop.ts";
import { ViewBoard } from "./view-board.ts";

function make(clipboardSeconds = 30) {
  const clock = new FakeClock();
  const clipboard = new FakeClipboard();
  const app = new AppState(new ViewBoard(firstViews(FIRST)));
  app.put({ preferences: { ...app.view.preferences, clipboardSeconds } });
  return { clock, clipboard, app, copied: new CopiedSecret({ clipboard, clock }, app) };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

test("it is there until its time is over", async () => {
  const { clock, clipboard, copied } = make();
  await copied.copy("hunter2");
  clock.advance(29_999);
  await settled();
  expect(clipboard.text).toBe("hunter2");
});

test("it is gone and the view says so when its time is over", async () => {
  const { clock, clipboard, app, copied } = make();
  await copied.copy("hunter2");
  clock.advance(30_000);
  await settled();
  expect({ text: clipboard.text, shown: app.view.clipboard }).toEqual({ text: "", shown: false });
});

test("what was copied elsewhere meanwhile stays", async () => {
  const { clock, clipboard, copied } = make();
  await copied.copy("hunter2");
  clipboard.text = "a recipe";
  clock.advance(30_000);
  await settled();
  expect(clipboard.text).toBe("a recipe");
});

test("a second one gets its whole time", async () => {
  const { clock, clipboard, copied } = make();
  await copied.copy("first");
  clock.advance(20_000);
  await copied.copy("second");
  clock.advance(20_000);
  await settled();
  expect(clipboard.text).toBe("second");
});

test("with no time set it stays until it is cleared", async () => {
  const { clock, copied } = make(0);
  await copied.copy("hunter2");
  expect(clock.pending).toBe(0);
});

test("a clipboard that fails does not keep the vault from locking", async () => {
  const { clipboard, copied } = make();
  await copied.copy("hunter2");
  clipboard.fails = true;
  await expect(copied.clear()).resolves.toBeUndefined();
});

test("what was taken off before it was there does not stay", async () => {
  const { clipboard, app, copied } = make();
  const { promise: slow, resolve: arrives } = Promise.withResolvers<void>();
  clipboard.write = async (text) => {
    await slow;
    clipboard.text = text;
  };
  const copying = copied.copy("hunter2");
  const cleared = copied.clear();
  arrives();
  await Promise.all([copying, cleared]);
  expect([clipboard.text, app.view.clipboard]).toEqual(["", false]);
});

test("the second of two that are copied at once is the one that stays and goes in time", async () => {
  const { clock, clipboard, copied } = make();
  await Promise.all([copied.copy("one"), copied.copy("two")]);
  const there = clipboard.text;
  clock.advance(30_000);
  await settled();
  expect([there, clipboard.text]).toEqual(["two", ""]);
});
