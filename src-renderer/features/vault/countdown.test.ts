// The period of a one-time code.

import { expect, test } from "vitest";
import { countdown, grouped } from "./countdown.ts";

test("a period begins with all its seconds left", () => {
  expect(countdown(60_000, 30)).toEqual({ left: 30, turn: 2 });
});

test("the last second of a period is one second", () => {
  expect(countdown(59_999, 30)).toEqual({ left: 1, turn: 1 });
});

test("a period of nothing is taken as a second", () => {
  expect(countdown(5_000, 0).left).toBe(1);
});

test.each([
  ["123456", "123 456"],
  ["12345678", "1234 5678"],
  ["1234567", "1234 567"],
  ["1234", "1234"],
  ["", ""],
])("%s is read as %s", (code, read) => {
  expect(grouped(code)).toBe(read);
});
