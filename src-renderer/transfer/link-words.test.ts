// How long a transfer is said to take.

import { expect, test } from "vitest";
import type { Fill } from "../text/text.tsx";
import { duration, estimateLine } from "./link-words.ts";

const text: Fill = (id, values = {}) => `${id}(${Object.values(values).join(",")})`;

test.each([
  [0.2, "links.seconds(1)"],
  [39.1, "links.seconds(40)"],
  [90, "links.minutes(2)"],
  [5399, "links.minutes(90)"],
  [5400, "links.hours(2)"],
])("%d seconds are %s", (seconds, words) => {
  expect(duration(text, seconds)).toBe(words);
});

test("an estimate says the link and the time", () => {
  expect(estimateLine(text, { link: "ble", seconds: 40 })).toBe("links.estimate(ble,links.seconds(40))");
});

test("what the items take is said where the files take longer", () => {
  expect(estimateLine(text, { link: "lan", seconds: 300, itemSeconds: 10 })).toBe("links.estimate.files(lan,links.seconds(10),links.minutes(5))");
});

test("a difference that the words do not show is none", () => {
  expect(estimateLine(text, { link: "lan", seconds: 300, itemSeconds: 290 })).toBe("links.estimate(lan,links.minutes(5))");
});
