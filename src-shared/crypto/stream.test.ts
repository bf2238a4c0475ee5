import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hex } from "../bytes.ts";
import { decodeCborMaps, encodeCbor } from "../cbor/codec.ts";
import { noblePrimitives } from "../testing/noble-primitives.ts";
import { seededRandom } from "../testing/random.ts";
import { encrypted } from "./cose.ts";
import { chunkKeys, openChunk, padmeLength, sealChunk } from "./stream.ts";

const p = noblePrimitives(seededRandom("stream"));
const [contentKey, transferId, transcript] = [p.random(32), p.random(16), p.random(32)];
const keys = chunkKeys(p, contentKey, transferId, 0, transcript);
const plaintext = p.random(300);
const chunk = sealChunk(p, keys, transferId, 0, 7, false, plaintext);

describe("a chunk", () => {
  test.each([0, 1, 7, 8, 23, 300, 70_000])("of %d bytes opens in its place", (length) => {
    const content = new Uint8Array(length).fill(1);
    expect(openChunk(p, keys, transferId, 0, 3, true, sealChunk(p, keys, transferId, 0, 3, true, content))).toEqual(content);
  });

  test("is a COSE_Encrypt0 with A256GCM and its number as Partial IV", () => {
    const [protectedHeader, unprotected] = decodeCborMaps(chunk) as [Uint8Array, Map<number, Uint8Array>];
    expect([hex(protectedHeader), hex(unprotected.get(6) ?? new Uint8Array(0))]).toEqual(["a10103", "0000000700"]);
  });

  test("carries the final flag in its Partial IV, so that no nonce serves twice", () => {
    const [, unprotected] = decodeCborMaps(sealChunk(p, keys, transferId, 0, 7, true, plaintext)) as [unknown, Map<number, Uint8Array>];
    expect(hex(unprotected.get(6) ?? new Uint8Array(0))).toBe("0000000701");
  });

  test("is sealed as RFC 9052 has it: Base IV XOR Partial IV, Enc_structure", () => {
    const [protectedHeader, , ciphertext] = decodeCborMaps(chunk) as [Uint8Array, unknown, Uint8Array];
    const nonce = keys.baseNonce.map((byte, i) => (i === 10 ? byte ^ 7 : byte));
    const aad = encrypted(protectedHeader, encodeCbor([transferId, 0, 7, false]));
    expect(p.open(keys.key, nonce, aad, ciphertext)).toEqual(plaintext);
  });

  test.each([
    ["as another number", () => openChunk(p, keys, transferId, 0, 8, false, chunk)],
    ["as the final one", () => openChunk(p, keys, transferId, 0, 7, true, chunk)],
    ["in another epoch", () => openChunk(p, keys, transferId, 1, 7, false, chunk)],
    ["in another transfer", () => openChunk(p, keys, p.random(16), 0, 7, false, chunk)],
    ["under another transcript", () => openChunk(p, chunkKeys(p, contentKey, transferId, 0, p.random(32)), transferId, 0, 7, false, chunk)],
    ["empty", () => openChunk(p, keys, transferId, 0, 7, false, new Uint8Array(0))],
    ["with a byte behind it", () => openChunk(p, keys, transferId, 0, 7, false, Uint8Array.from([...chunk, 0]))],
  ])("%s does not open", (_name, open) => {
    expect(open).toThrow("counterpart.not-authenticated");
  });

  test.each(Array.from(chunk.keys()).filter((at) => at < 40 || at % 16 === 0))("with byte %d changed does not open", (at) => {
    const changed = chunk.map((byte, i) => (i === at ? byte ^ 1 : byte));
    expect(() => openChunk(p, keys, transferId, 0, 7, false, changed)).toThrow("counterpart.not-authenticated");
  });

  test.each(Array.from(chunk.keys()).filter((at) => at < 40 || at % 16 === 0))("cut to %d bytes does not open", (length) => {
    expect(() => openChunk(p, keys, transferId, 0, 7, false, chunk.subarray(0, length))).toThrow("counterpart.not-authenticated");
  });
});

describe("chunk keys", () => {
  test("commit to the content key, transfer, epoch and transcript", () => {
    const variants = [
      keys,
      chunkKeys(p, p.random(32), transferId, 0, transcript),
      chunkKeys(p, contentKey, p.random(16), 0, transcript),
      chunkKeys(p, contentKey, transferId, 1, transcript),
      chunkKeys(p, contentKey, transferId, 0, p.random(32)),
    ];
    expect(new Set(variants.map((variant) => hex(variant.commitment))).size).toBe(5);
  });

  test("have their lengths", () => {
    expect([keys.key, keys.baseNonce, keys.commitment].map((part) => part.length)).toEqual([32, 12, 32]);
  });
});

describe("padmeLength", () => {
  // The PETS 2019 paper's examples, and the edges of double precision.
  test.each([
    [0, 0],
    [1, 1],
    [2, 2],
    [9, 10],
    [57, 60],
    [1000, 1024],
    [1025, 1088],
    [2 ** 20 + 1, 2 ** 20 + 2 ** 15],
    [2 ** 40 + 1, 2 ** 40 + 2 ** 34],
  ])("of %d is %d", (length, padded) => {
    expect(padmeLength(length)).toBe(padded);
  });

  test("never shortens, adds at most 12 %, and is its own padding", () => {
    fc.assert(
      fc.property(fc.nat(2 ** 31 - 1), (length) => {
        const padded = padmeLength(length);
        expect([padded >= length, padded <= length * 1.12 + 1, padmeLength(padded)]).toEqual([true, true, padded]);
      }),
    );
  });
});
