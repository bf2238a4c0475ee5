// What a progress is in words.

import { expect, test } from "vitest";
import type { ProgressView } from "../../src-shared/ipc/views-transfer.ts";
import type { Fill } from "../text/text.tsx";
import { progressLine, shareOf, stageState, stageWord, timeLeft } from "./progress-words.ts";

const text: Fill = (id, values = {}) => `${id}(${Object.values(values).join(",")})`;
const size = (bytes: number) => `${bytes} B`;
const progress = (part: Partial<ProgressView>): ProgressView => ({
  stage: "sending",
  done: 0,
  total: 0,
  unit: "bytes",
  paused: false,
  disclosed: false,
  ...part,
});

test("nothing to measure by is no share", () => {
  expect(shareOf({ done: 0, total: 0 })).toBeUndefined();
});

test("a share is never more than all", () => {
  expect(shareOf({ done: 9, total: 4 })).toBe(1);
});

test("a line says items, rate and time in that order", () => {
  const line = progressLine(text, size, progress({ items: { done: 1, total: 2 }, rate: 30, secondsLeft: 4 }));
  expect(line).toBe("transfer.of(1,2) · transfer.rate(30 B) · transfer.left(4)");
});

test("a line leaves out what is not known", () => {
  expect(progressLine(text, size, progress({ items: { done: 1, total: 2 } }))).toBe("transfer.of(1,2)");
});

test("a line is never empty", () => {
  expect(progressLine(text, size, progress({}))).toBe("transfer.soon()");
});

test.each([
  [0, "transfer.left(1)"],
  [89, "transfer.left(89)"],
  [90, "transfer.minutesLeft(2)"],
  [600, "transfer.minutesLeft(10)"],
])("%i seconds are %s", (seconds, words) => {
  expect(timeLeft(text, seconds)).toBe(words);
});

test("stages are past, now and to come", () => {
  expect((["preparing", "checking", "verifying"] as const).map((stage) => stageState(stage, "checking"))).toEqual(["past", "now", "future"]);
});

test("the receiving side has its own words for what it takes", () => {
  expect([stageWord("sending", "now", "receiving"), stageWord("key", "past", "receiving")]).toEqual(["transfer.stage.receiving", "transfer.past.keyIn"]);
});

test("whether everything is there is a question until it was looked at", () => {
  expect([stageWord("checking", "future", "sending"), stageWord("checking", "past", "sending")]).toEqual(["transfer.stage.checking", "transfer.past.checking"]);
});
