import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { concat, fromHex, hex } from "../../src-shared/bytes.ts";
import type { Primitives } from "../../src-shared/crypto/primitives.ts";
import { noblePrimitives } from "../../src-shared/testing/noble-primitives.ts";
import { seededRandom } from "../../src-shared/testing/random.ts";
import { nodePrimitives } from "./primitives.ts";

const random = seededRandom("primitives");
const noble = noblePrimitives(random);
const bytes = (text: string) => fromHex(text) ?? new Uint8Array(0);
const read = (name: string) => JSON.parse(readFileSync(new URL(`vectors/${name}.json`, import.meta.url), "utf8"));

type Vector = { readonly tcId: number; readonly result: "valid" | "invalid" | "acceptable" } & { readonly [name: string]: string };
/** The numbers of the tests an implementation judges otherwise than Wycheproof does. */
const misjudged = (vectors: readonly Vector[], holds: (vector: Vector) => boolean) =>
  vectors.filter((vector) => holds(vector) !== (vector.result !== "invalid")).map((vector) => vector.tcId);

describe.each<[string, Primitives]>([
  ["node:crypto", nodePrimitives],
  ["noble", noble],
])("Wycheproof by %s", (_name, p) => {
  test("AES-256-GCM opens", () => {
    const holds = ({ key = "", iv = "", aad = "", ct = "", tag = "", msg = "" }: Vector) => {
      const opened = p.open(bytes(key), bytes(iv), bytes(aad), bytes(ct + tag));
      return opened !== undefined && hex(opened) === msg;
    };
    expect(misjudged(read("aes-256-gcm"), holds)).toEqual([]);
  });

  test("AES-256-GCM seals", () => {
    const valid: Vector[] = read("aes-256-gcm").filter((vector: Vector) => vector.result === "valid");
    const holds = ({ key = "", iv = "", aad = "", ct = "", tag = "", msg = "" }: Vector) =>
      hex(p.seal(bytes(key), bytes(iv), bytes(aad), bytes(msg))) === ct + tag;
    expect(misjudged(valid, holds)).toEqual([]);
  });

  test("HKDF-SHA256", () => {
    // What is invalid asks for more than 255 blocks.
    const holds = ({ ikm = "", salt = "", info = "", okm = "", size }: Vector) => {
      try {
        return hex(p.hkdfSha256(bytes(ikm), bytes(salt), bytes(info), Number(size))) === okm;
      } catch {
        return false;
      }
    };
    expect(misjudged(read("hkdf-sha256"), holds)).toEqual([]);
  });

  test("HMAC-SHA256", () => {
    const holds = ({ key = "", msg = "", tag = "" }: Vector) => hex(p.hmacSha256(bytes(key), bytes(msg))).slice(0, tag.length) === tag;
    expect(misjudged(read("hmac-sha256"), holds)).toEqual([]);
  });

  test("ECDSA P-256", () => {
    const groups: { publicKey: string; tests: Vector[] }[] = read("ecdsa-p256");
    const wrong = groups.flatMap(({ publicKey, tests }) =>
      misjudged(tests, ({ msg = "", sig = "" }) => p.verify(bytes(publicKey).subarray(1), bytes(msg), bytes(sig))),
    );
    expect(wrong).toEqual([]);
  });
});

describe("node:crypto against noble", () => {
  const lengths = [0, 1, 15, 16, 17, 200, 4096, 65_536];

  test.each(lengths)("seals %d bytes to the same bytes, and opens them", (length) => {
    const [key, nonce, aad, plaintext] = [random(32), random(12), random(length % 50), random(length)];
    const sealed = nodePrimitives.seal(key, nonce, aad, plaintext);
    expect([sealed, nodePrimitives.open(key, nonce, aad, sealed)]).toEqual([noble.seal(key, nonce, aad, plaintext), plaintext]);
  });

  test.each(lengths)("hashes %d bytes alike, in one part or several", (length) => {
    const [key, message] = [random(32), random(length)];
    const parts = [message.subarray(0, length >> 1), new Uint8Array(0), message.subarray(length >> 1)];
    expect([nodePrimitives.sha256(...parts), nodePrimitives.hmacSha256(key, ...parts)]).toEqual([noble.sha256(message), noble.hmacSha256(key, message)]);
  });

  test("signs what noble verifies, and the other way round", () => {
    const message = random(100);
    const [mine, theirs] = [nodePrimitives.generateSigningKey(), noble.generateSigningKey()];
    expect([
      noble.verify(mine.publicKey, message, nodePrimitives.sign(mine.privateKey, message)),
      nodePrimitives.verify(theirs.publicKey, message, noble.sign(theirs.privateKey, message)),
      nodePrimitives.verify(theirs.publicKey, message, nodePrimitives.sign(theirs.privateKey, message)),
    ]).toEqual([true, true, true]);
  });
});

describe("nodePrimitives", () => {
  const p = nodePrimitives;

  test("answers plain Uint8Arrays", () => {
    const [key, nonce, none] = [p.random(32), p.random(12), new Uint8Array(0)];
    const sealed = p.seal(key, nonce, none, none);
    const pair = p.generateSigningKey();
    const all = [
      key,
      p.sha256(none),
      p.hmacSha256(key, none),
      sealed,
      p.open(key, nonce, none, sealed),
      pair.privateKey,
      pair.publicKey,
      p.sign(pair.privateKey, none),
    ];
    expect(all.map((value) => value?.constructor)).toEqual(all.map(() => Uint8Array));
  });

  test("draws no byte twice across the pool's end", () => {
    const drawn = Array.from({ length: 2000 }, (_, i) => hex(p.random(16 + (i % 7))));
    expect(new Set(drawn).size).toBe(2000);
  });

  test.each([0, 1, 256, 257, 5000])("draws %d random bytes", (length) => {
    expect(p.random(length).length).toBe(length);
  });

  test("opens nothing shorter than a tag", () => {
    expect(p.open(p.random(32), p.random(12), new Uint8Array(0), p.random(15))).toBeUndefined();
  });

  test("leaves its inputs alone", () => {
    const inputs = [p.random(32), p.random(12), p.random(5), p.random(50)] as const;
    const before = inputs.map(hex);
    p.open(...inputs);
    p.seal(...inputs);
    expect(inputs.map(hex)).toEqual(before);
  });

  test("compares", () => {
    const a = p.random(32);
    expect([p.equal(a, a.slice()), p.equal(a, p.random(32)), p.equal(a, a.subarray(1))]).toEqual([true, false, false]);
  });

  test.each([
    ["no point of the curve", new Uint8Array(64).fill(1)],
    ["too short", new Uint8Array(63)],
    ["compressed", concat(Uint8Array.of(2), new Uint8Array(32))],
  ])("verifies nothing under a key that is %s", (_name, publicKey) => {
    expect(p.verify(publicKey, new Uint8Array(1), new Uint8Array(64))).toBe(false);
  });

  test("does not sign with a scalar of zero", () => {
    expect(() => p.sign(new Uint8Array(32), new Uint8Array(1))).toThrow("internal.bug");
  });
});
