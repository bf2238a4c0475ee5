import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { describe, expect, test } from "vitest";
import { concat, fromHex } from "../../src-shared/bytes.ts";
import type { SignatureAlgorithm } from "../../src-shared/crypto/primitives.ts";
import { nodeCredentialKeys } from "./credential-keys.ts";
import { isMlDsa, mlDsaKey, mlDsaSign, mlDsaVerify } from "./ml-dsa.ts";

const pkcs8Of = (key: KeyObject) => new Uint8Array(key.export({ format: "der", type: "pkcs8" }));
const ec = (namedCurve: string) => pkcs8Of(generateKeyPairSync("ec", { namedCurve }).privateKey);

const KEYS: readonly (readonly [SignatureAlgorithm, Uint8Array, number])[] = [
  ["ES256", ec("P-256"), 72],
  ["ES384", ec("P-384"), 104],
  ["ES512", ec("P-521"), 139],
  ["EdDSA", pkcs8Of(generateKeyPairSync("ed25519").privateKey), 64],
  ["Ed448", pkcs8Of(generateKeyPairSync("ed448").privateKey), 114],
  ["RS256", pkcs8Of(generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey), 256],
  ["ML-DSA-44", pkcs8Of(generateKeyPairSync("ml-dsa-44").privateKey), 2420],
  ["ML-DSA-65", pkcs8Of(generateKeyPairSync("ml-dsa-65").privateKey), 3309],
  ["ML-DSA-87", pkcs8Of(generateKeyPairSync("ml-dsa-87").privateKey), 4627],
];
const message = new Uint8Array(32).fill(7);
const other = new Uint8Array(32).fill(8);

describe.each(KEYS)("%s", (algorithm, pkcs8, signatureLength) => {
  test("is recognised", () => {
    expect(nodeCredentialKeys.algorithm(pkcs8)).toBe(algorithm);
  });

  test("signs what it verifies, and nothing else", async () => {
    const signature = await nodeCredentialKeys.sign(pkcs8, message);
    const changed = signature.map((byte, i) => (i === 5 ? byte ^ 1 : byte));
    const verdicts = await Promise.all([
      nodeCredentialKeys.verify(pkcs8, message, signature),
      nodeCredentialKeys.verify(pkcs8, other, signature),
      nodeCredentialKeys.verify(pkcs8, message, changed),
      nodeCredentialKeys.verify(pkcs8, message, signature.subarray(1)),
    ]);
    expect(verdicts).toEqual([true, false, false, false]);
    expect(signature.length).toBeLessThanOrEqual(signatureLength);
  });
});

describe.each(KEYS.filter(([algorithm]) => isMlDsa(algorithm)))("%s without the runtime's help", (algorithm, pkcs8) => {
  const key = isMlDsa(algorithm) ? mlDsaKey(algorithm, pkcs8) : undefined;
  if (key === undefined) throw new Error("not ML-DSA");

  test("verifies what the runtime signed", async () => {
    expect(mlDsaVerify(key, message, await nodeCredentialKeys.sign(pkcs8, message))).toBe(true);
  });

  test("signs what the runtime verifies", async () => {
    expect(await nodeCredentialKeys.verify(pkcs8, message, mlDsaSign(key, message))).toBe(true);
  });

  test("does not verify another message or length", () => {
    const signature = mlDsaSign(key, message);
    expect([mlDsaVerify(key, other, signature), mlDsaVerify(key, message, signature.subarray(1))]).toEqual([false, false]);
  });

  test("reads a key that is only a seed, and one that is only expanded", () => {
    const forms = [seedOnly(pkcs8), expandedOnly(pkcs8, key.secretKey)];
    expect(forms.map((form) => mlDsaKey(key.algorithm, form).publicKey)).toEqual([key.publicKey, key.publicKey]);
  });

  test("refuses a key cut short", () => {
    expect(() => mlDsaKey(key.algorithm, pkcs8.subarray(0, 60))).toThrow("format.malformed");
  });
});

/** In what the runtime writes, SEQUENCE { version, identifier 13 bytes at 7, OCTET STRING { SEQUENCE { seed at 30, expanded } } }. */
function seedOnly(both: Uint8Array): Uint8Array {
  return concat(Uint8Array.of(0x30, 0x34, 2, 1, 0), both.slice(7, 20), Uint8Array.of(0x04, 0x22, 0x80, 0x20), both.slice(30, 62));
}

function expandedOnly(both: Uint8Array, expanded: Uint8Array): Uint8Array {
  const identifier = both.slice(7, 20);
  const octets = concat(Uint8Array.of(0x04, 0x82, expanded.length >> 8, expanded.length & 255), expanded);
  const key = concat(Uint8Array.of(0x04, 0x82, octets.length >> 8, octets.length & 255), octets);
  const body = concat(Uint8Array.of(2, 1, 0), identifier, key);
  return concat(Uint8Array.of(0x30, 0x82, body.length >> 8, body.length & 255), body);
}

describe("a key that cannot sign", () => {
  test("secp256k1 has no algorithm here", () => {
    expect(nodeCredentialKeys.algorithm(ec("secp256k1"))).toBeUndefined();
  });

  test("X25519 has none either", () => {
    const pkcs8 = pkcs8Of(generateKeyPairSync("x25519").privateKey);
    expect(nodeCredentialKeys.algorithm(pkcs8)).toBeUndefined();
  });

  test("signing with it is unsupported", async () => {
    await expect(nodeCredentialKeys.sign(ec("secp256k1"), message)).rejects.toThrow("format.unsupported");
  });

  test.each([
    ["nothing", new Uint8Array(0)],
    ["no DER", new Uint8Array(50).fill(1)],
    ["a public key", new Uint8Array(generateKeyPairSync("ed25519").publicKey.export({ format: "der", type: "spki" }))],
  ])("%s is malformed", (_name, pkcs8) => {
    expect(() => nodeCredentialKeys.algorithm(pkcs8)).toThrow("format.malformed");
  });

  test("a P-256 scalar of zero is malformed", async () => {
    const zero = concat(fromHex("3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420") ?? new Uint8Array(0), new Uint8Array(32));
    await expect(nodeCredentialKeys.sign(zero, message)).rejects.toThrow("format.malformed");
  });
});
