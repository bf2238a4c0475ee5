// Numbers as people read them.

import { expect, test } from "vitest";
import { count, duration, grouped, kindCount, size } from "./wording.ts";

test.each([
  [0, "0 B"],
  [999, "999 B"],
  [1000, "1.00 kB"],
  [84_012, "84.0 kB"],
  [999_600, "1.00 MB"],
  [5e9, "5.00 GB"],
])("%i bytes are %s", (bytes, text) => {
  expect(size(bytes)).toBe(text);
});

test.each([
  [-1, "0:00"],
  [7.4, "0:07"],
  [61, "1:01"],
  [3760, "1:02:40"],
])("%d seconds are %s", (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});

test.each([
  ["12345678", "1234 5678"],
  ["AB12-CD34", "AB12-CD34"],
])("the code %s is shown as %s", (code, shown) => {
  expect(grouped(code)).toBe(shown);
});

test.each([
  [1, "passkey", "1 passkey"],
  [2, "basic-auth", "2 passwords"],
  [3, "address", "3 addresses"],
  [1, "toString", "1 toString"],
  [2, "constructor", "2 constructors"],
  [2, "vendor\u001b/x", "2 vendor /xs"],
])("%i of %s reads well", (number, type, text) => {
  expect(kindCount(number, type)).toBe(text);
});

test("large counts have separators", () => {
  expect(count(12_345, "item")).toBe("12,345 items");
});
