import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { fromBase64url } from "../bytes.ts";
import { pkcs8Algorithm } from "./pkcs8.ts";
import { REHEARSAL_KEYS } from "./rehearsal-keys.ts";

function pkcs8(key: { export(options: { format: "der"; type: "pkcs8" }): Buffer }): Uint8Array {
  return new Uint8Array(key.export({ format: "der", type: "pkcs8" }));
}

describe("the algorithm of a private key", () => {
  it.each([
    ["ES256", generateKeyPairSync("ec", { namedCurve: "P-256" })],
    ["ES384", generateKeyPairSync("ec", { namedCurve: "P-384" })],
    ["ES512", generateKeyPairSync("ec", { namedCurve: "P-521" })],
    ["EdDSA", generateKeyPairSync("ed25519")],
    ["Ed448", generateKeyPairSync("ed448")],
    ["RSA", generateKeyPairSync("rsa", { modulusLength: 2048 })],
    ["ML-DSA-44", generateKeyPairSync("ml-dsa-44")],
    ["ML-DSA-65", generateKeyPairSync("ml-dsa-65")],
    ["ML-DSA-87", generateKeyPairSync("ml-dsa-87")],
    ["unknown", generateKeyPairSync("ec", { namedCurve: "secp256k1" })],
    ["unknown", generateKeyPairSync("x25519")],
  ] as const)("is %s", (algorithm, { privateKey }) => {
    expect(pkcs8Algorithm(pkcs8(privateKey))).toBe(algorithm);
  });
});

describe("what is not a whole PKCS#8 key", () => {
  const key = fromBase64url(REHEARSAL_KEYS.ES256)?.bytes ?? new Uint8Array();
  const malformed = expect.objectContaining({ code: "format.malformed" });

  it("is refused when cut anywhere", () => {
    const refused = Array.from(key, (_, length) => {
      try {
        return pkcs8Algorithm(key.subarray(0, length));
      } catch (error) {
        return (error as { code: string }).code;
      }
    });
    expect(new Set(refused)).toEqual(new Set(["format.malformed"]));
  });

  it("is refused with a byte after it", () => {
    expect(() => pkcs8Algorithm(Uint8Array.of(...key, 0))).toThrow(malformed);
  });

  it("is refused when its version is unknown", () => {
    const other = key.slice();
    other[5] = 2;
    expect(() => pkcs8Algorithm(other)).toThrow(malformed);
  });

  it.each([
    ["SEC1, without the wrapping", generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "der", type: "sec1" })],
    ["PKCS#1, without the wrapping", generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "der", type: "pkcs1" })],
    ["a public key", generateKeyPairSync("ed25519").publicKey.export({ format: "der", type: "spki" })],
    ["text", Buffer.from("pkcs8-der-bytes")],
  ])("is refused: %s", (_, bytes) => {
    expect(() => pkcs8Algorithm(new Uint8Array(bytes))).toThrow(malformed);
  });

  it("is refused when an Ed25519 seed has not 32 bytes", () => {
    // SEQUENCE { 0, SEQUENCE { 1.3.101.112 }, OCTET STRING { OCTET STRING of 2 bytes } }
    expect(() => pkcs8Algorithm(Uint8Array.of(0x30, 0x10, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 4, 4, 2, 1, 2))).toThrow(malformed);
  });
});
