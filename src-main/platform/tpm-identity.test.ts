// Signatures as the chip's tools write them, against those of node:crypto.

import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from "node:crypto";
import { expect, test } from "vitest";
import { rawSignature } from "./tpm-identity.ts";

const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const DER = sign("sha256", Buffer.from("message"), createPrivateKey(privateKey.export({ type: "pkcs8", format: "pem" })));

test("a DER signature becomes r and s that verify, however long its numbers are", () => {
  const verified = Array.from({ length: 600 }, (_, i) => {
    const message = Buffer.from(`message ${i}`);
    const raw = rawSignature(sign("sha256", message, privateKey));
    return verify("sha256", message, { key: createPublicKey(privateKey), dsaEncoding: "ieee-p1363" }, raw);
  });
  expect(verified.every(Boolean)).toBe(true);
});

test("cut after any of its bytes it is none", () => {
  for (const length of DER.keys()) expect(() => rawSignature(DER.subarray(0, length))).toThrow(expect.objectContaining({ code: "hardware.unavailable" }));
});

test("with anything behind it it is none", () => {
  expect(() => rawSignature(Buffer.concat([DER, Buffer.of(0)]))).toThrow(expect.objectContaining({ code: "hardware.unavailable" }));
});
