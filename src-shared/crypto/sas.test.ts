import { describe, expect, test } from "vitest";
import { uint32 } from "../bytes.ts";
import { noblePrimitives } from "../testing/noble-primitives.ts";
import { seededRandom } from "../testing/random.ts";
import { normaliseDigits, shortCode } from "./sas.ts";

const p = noblePrimitives(seededRandom("sas"));
const master = p.random(32);

describe("the short code", () => {
  test("is 8 digits", () => {
    expect(shortCode(p, master, uint32(0))).toMatch(/^[0-9]{8}$/);
  });

  test("keeps leading zeros", () => {
    const codes = Array.from({ length: 200 }, (_, i) => shortCode(p, master, uint32(i)));
    expect(codes.filter((code) => code.startsWith("0") && code.length === 8).length).toBeGreaterThan(5);
  });

  test("spreads over its first digit", () => {
    const codes = Array.from({ length: 2000 }, (_, i) => shortCode(p, master, uint32(i)));
    const counts = Array.from("0123456789", (digit) => codes.filter((code) => code.startsWith(digit)).length);
    expect(Math.min(...counts)).toBeGreaterThan(140);
  });

  test("depends on the transcript and the master secret", () => {
    expect(new Set([shortCode(p, master, uint32(1)), shortCode(p, master, uint32(2)), shortCode(p, p.random(32), uint32(1))]).size).toBe(3);
  });
});

describe("typed digits", () => {
  test.each(["12345678", "1234 5678", " 1234-5678 ", "1 2 3 4 5 6 7 8"])("%j are the code", (text) => {
    expect(normaliseDigits(text)).toBe("12345678");
  });

  test.each(["", "1234567", "123456789", "1234567a", "１２３４５６７８", "12345.78"])("%j are none", (text) => {
    expect(normaliseDigits(text)).toBeUndefined();
  });
});
