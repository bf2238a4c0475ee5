import { describe, expect, test } from "vitest";
import { noblePrimitives } from "../testing/noble-primitives.ts";
import { seededRandom } from "../testing/random.ts";
import { newPhoneCode, normalisePhoneCode } from "./phone-code.ts";

const p = noblePrimitives(seededRandom("phone"));

describe("a phone code", () => {
  test("is two groups of four unmistakable letters", () => {
    expect(newPhoneCode(p)).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
  });

  test("uses the whole alphabet", () => {
    const letters = new Set(Array.from({ length: 100 }, () => newPhoneCode(p).replace("-", "")).join(""));
    expect(letters.size).toBe(32);
  });

  test("is fresh each time", () => {
    expect(newPhoneCode(p)).not.toBe(newPhoneCode(p));
  });

  test("comes through normalising unchanged", () => {
    const code = newPhoneCode(p);
    expect(normalisePhoneCode(code)).toBe(code);
  });
});

describe("what a person typed", () => {
  test.each(["abcd-1e0f", "ABCD1E0F", " ab cd 1e 0f ", "abcd-ieof", "abcd-LEOF"])("%j is the code", (text) => {
    expect(normalisePhoneCode(text)).toBe("ABCD-1E0F");
  });

  test.each(["", "ABCD-1E0", "ABCD-1E0FF", "ABCU-1E0F", "ABC!-1E0F", "ÄBCD-1E0F"])("%j is none", (text) => {
    expect(normalisePhoneCode(text)).toBeUndefined();
  });
});
