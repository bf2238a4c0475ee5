import { expect, it } from "vitest";
import { fromUtf8, utf8 } from "../bytes.ts";
import { Identifiers } from "./identifiers.ts";

function claimed(...ids: readonly string[]): readonly string[] {
  const identifiers = new Identifiers();
  return ids.map((id) => fromUtf8(identifiers.claim(utf8(id))));
}

it("a second use gets a number, and one that is free", () => {
  expect(claimed("a", "b", "a", "a-3", "a", "a")).toEqual(["a", "b", "a-2", "a-3", "a-4", "a-5"]);
});

it("a number never makes an identifier longer than 64 bytes", () => {
  const [, again = ""] = claimed("y".repeat(64), "y".repeat(64));
  expect([again.length <= 64, again.endsWith("-2")]).toEqual([true, true]);
});

it("a file that has taken the numbers before costs neither the stack nor the square of its size", () => {
  const long = "y".repeat(64);
  const numbered = Array.from({ length: 20_000 }, (_, i) => `-${i + 2}`).map((suffix) => long.slice(suffix.length) + suffix);
  const others = Array.from({ length: 20_000 }, (_, i) => long.slice(5) + String(i).padStart(5, "0"));
  const ids = claimed(long, ...numbered, ...others, long, ...numbered, ...others);
  expect(new Set(ids).size).toBe(ids.length);
});
