import { expect, test } from "vitest";
import { hex, utf8 } from "../bytes.ts";
import { noblePrimitives } from "../testing/noble-primitives.ts";
import { seededRandom } from "../testing/random.ts";
import { deriveKey } from "./kdf.ts";

const p = noblePrimitives(seededRandom("kdf"));
const secret = p.random(32);

test("a derived key is HKDF-SHA256 with the label, a zero byte and the context as info", () => {
  const expected = p.hkdfSha256(secret, new Uint8Array(0), utf8("cxt1 master\0context"), 32);
  expect(deriveKey(p, secret, "cxt1 master", utf8("context"))).toEqual(expected);
});

test("label, context and secret each make another key", () => {
  const keys = [
    deriveKey(p, secret, "cxt1 master", utf8("a")),
    deriveKey(p, secret, "cxt1 receipt", utf8("a")),
    deriveKey(p, secret, "cxt1 master", utf8("b")),
    deriveKey(p, p.random(32), "cxt1 master", utf8("a")),
  ];
  expect(new Set(keys.map(hex)).size).toBe(4);
});
