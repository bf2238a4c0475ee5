// What is generated has the form that was asked for, and no choice is likelier than another.

import fc from "fast-check";
import { expect, test } from "vitest";
import { seededRandom } from "../../../src-shared/testing/random.ts";
import { below, Generator, generate, type Wanted } from "./generator.ts";
import { WORDS } from "./word-list.ts";

const wanted = (change: Partial<Wanted>): Wanted => ({ kind: "letters", length: 20, digits: true, symbols: true, ...change });
const random = (seed = "generator") => seededRandom(seed);

test.each([
  ["letters", wanted({ digits: false, symbols: false }), /^[A-Za-z]{20}$/],
  ["letters and digits", wanted({ symbols: false }), /^(?=.*\d)(?=.*[A-Za-z])[A-Za-z\d]{20}$/],
  ["all kinds in three characters", wanted({ length: 3 }), /^(?=.*\d)(?=.*[A-Za-z])(?=.*[^A-Za-z\d]).{3}$/],
  ["a PIN", wanted({ kind: "pin", length: 6 }), /^\d{6}$/],
  ["words", wanted({ kind: "words", length: 4, digits: false, symbols: false }), /^[a-z]+(-[a-z]+){3}$/],
  ["words with a digit and a symbol", wanted({ kind: "words", length: 3 }), /^[a-z]+(-[a-z]+){2}\d[^a-z\d]$/],
])("%s", (_, asked, form) => {
  expect(generate(random(), asked)).toMatch(form);
});

test("a number is drawn by rejection, never by remainder", () => {
  const bytes = [0xff, 0xff, 0x00, 0x07];
  expect(below(() => Uint8Array.of(bytes.shift() ?? 0, bytes.shift() ?? 0), 10)).toBe(7);
});

test("every number below the end is drawn about equally often", () => {
  const source = random("even");
  const counts = new Array(7).fill(0);
  for (let i = 0; i < 7000; i++) counts[below(source, 7)]++;
  expect(counts.every((count) => count > 850 && count < 1150)).toBe(true);
});

test("a number drawn is always below the end", () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 0x10000 }), fc.string(), (end, seed) => below(random(seed), end) < end));
});

test("each word is there once", () => {
  expect(new Set(WORDS).size).toBe(7772);
});

test("only what was made last can be copied", () => {
  const generator = new Generator(random());
  generator.make(wanted({}));
  expect(generator.make(wanted({}))).toBe(generator.last());
});

test("once forgotten, there is nothing to copy", () => {
  const generator = new Generator(random());
  generator.make(wanted({}));
  generator.forget();
  expect(() => generator.last()).toThrow(expect.objectContaining({ code: "usage.invalid" }));
});
