import { expect, test } from "vitest";
import { portOf } from "./port.ts";

test.each(["-1", "65536", "8o", ""])("%j is not a port", (text) => {
  expect(() => portOf(text)).toThrow(/port/);
});
