// RFC 6238 appendix B and RFC 4648 §10.
import { describe, expect, it } from "vitest";
import { utf8 } from "../bytes.ts";
import { base32, fromBase32, totpCode } from "./totp.ts";

const SEED = {
  sha1: "12345678901234567890",
  sha256: "12345678901234567890123456789012",
  sha512: "1234567890123456789012345678901234567890123456789012345678901234",
};
const APPENDIX_B = [
  [59, "94287082", "46119246", "90693936"],
  [1111111109, "07081804", "68084774", "25091201"],
  [1111111111, "14050471", "67062674", "99943326"],
  [1234567890, "89005924", "91819424", "93441116"],
  [2000000000, "69279037", "90698825", "38618901"],
  [20000000000, "65353130", "77737706", "47863826"],
] as const;

describe("totpCode", () => {
  for (const [moment, ...codes] of APPENDIX_B)
    for (const [i, algorithm] of (["sha1", "sha256", "sha512"] as const).entries())
      it(`gives ${codes[i]} for ${algorithm} at ${moment}`, () => {
        expect(totpCode({ secret: base32(utf8(SEED[algorithm])), algorithm, digits: 8, period: 30 }, moment)).toBe(codes[i]);
      });

  it("has no code for a secret that is not Base32", () => {
    expect(totpCode({ secret: "A1", algorithm: "sha1", digits: 6, period: 30 }, 0)).toBeUndefined();
  });
});

describe("base32", () => {
  for (const [text, encoded] of [
    ["", ""],
    ["f", "MY"],
    ["fo", "MZXQ"],
    ["foo", "MZXW6"],
    ["foob", "MZXW6YQ"],
    ["fooba", "MZXW6YTB"],
    ["foobar", "MZXW6YTBOI"],
  ] as const)
    it(`writes and reads ${encoded || "nothing"}`, () => {
      expect([base32(utf8(text)), fromBase32(encoded)]).toEqual([encoded, utf8(text)]);
    });
});
