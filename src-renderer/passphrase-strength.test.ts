// The estimate of a passphrase, in levels and in how long it lasts.

import { describe, expect, it } from "vitest";
import { passphraseStrength, strengthOf } from "./passphrase-strength.ts";

describe("a number of guesses", () => {
  it.each([
    [0, { level: "too-weak", lasts: "seconds" }],
    [5.99, { level: "too-weak", lasts: "minutes" }],
    [6, { level: "weak", lasts: "minutes" }],
    [8, { level: "weak", lasts: "hours" }],
    [10, { level: "fair", lasts: "days" }],
    [11, { level: "fair", lasts: "months" }],
    [13, { level: "strong", lasts: "years" }],
    [20, { level: "strong", lasts: "centuries" }],
  ] as const)("of 10^%d is what it takes", (guesses, expected) => {
    expect(strengthOf(guesses)).toEqual(expected);
  });
});

describe("a passphrase", () => {
  it("that everybody uses is too weak", async () => {
    expect((await passphraseStrength("password1")).level).toBe("too-weak");
  });

  it("made of the program's own words is too weak", async () => {
    expect((await passphraseStrength("keyferry")).level).toBe("too-weak");
  });

  it("of four words that have nothing to do with each other is strong", async () => {
    expect((await passphraseStrength("correct horse battery staple")).level).toBe("strong");
  });
});
