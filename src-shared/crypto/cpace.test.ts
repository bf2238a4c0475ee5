import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { fromHex, hex, utf8 } from "../bytes.ts";
import { noblePrimitives } from "../testing/noble-primitives.ts";
import { seededRandom } from "../testing/random.ts";
import { cpaceAgree, cpaceGenerator, cpaceStart, lvCat } from "./cpace.ts";

const p = noblePrimitives(seededRandom("cpace"));
const file = JSON.parse(readFileSync(new URL("vectors/cpace.json", import.meta.url), "utf8"));
const { G_Coffee25519: vector, G_Coffee25519_points: points } = file;
const bytes = (text: string) => fromHex(text) ?? new Uint8Array(0);
const lower = (text: string) => text.toLowerCase();

const setting = { channel: bytes(vector.CI), sessionId: bytes(vector.sid) };
const initiator = { share: bytes(vector.Ya), name: bytes(vector.ADa) };
const responder = { share: bytes(vector.Yb), name: bytes(vector.ADb) };

describe("draft-irtf-cfrg-cpace vectors, ristretto255", () => {
  test("the generator", () => {
    expect(hex(cpaceGenerator(bytes(vector.PRS), setting))).toBe(lower(vector.g));
  });

  test("the initiator's session key", () => {
    const mine = { scalar: bytes(vector.ya), share: initiator.share };
    expect(hex(cpaceAgree(mine, responder.share, setting.sessionId, initiator, responder))).toBe(lower(vector.ISK_IR));
  });

  test("the responder's session key", () => {
    const mine = { scalar: bytes(vector.yb), share: responder.share };
    expect(hex(cpaceAgree(mine, initiator.share, setting.sessionId, initiator, responder))).toBe(lower(vector.ISK_IR));
  });

  test.each(Object.keys(points).filter((name) => name.startsWith("Invalid")))("%s is refused", (name) => {
    const mine = { scalar: bytes(points.Valid.s), share: initiator.share };
    expect(() => cpaceAgree(mine, bytes(points[name]), setting.sessionId, initiator, responder)).toThrow("counterpart.protocol-violation");
  });
});

describe("two sides", () => {
  const start = (code: string) => cpaceStart(p, utf8(code), setting);
  const keysOf = (codeA: string, codeB: string) => {
    const a = start(codeA);
    const b = start(codeB);
    const [from, to] = [
      { share: a.share, name: utf8("a") },
      { share: b.share, name: utf8("b") },
    ];
    return [cpaceAgree(a, b.share, setting.sessionId, from, to), cpaceAgree(b, a.share, setting.sessionId, from, to)].map(hex);
  };

  test("agree under one password", () => {
    const [a, b] = keysOf("one", "one");
    expect(a).toBe(b);
  });

  test("differ under two", () => {
    const [a, b] = keysOf("one", "two");
    expect(a).not.toBe(b);
  });

  test("start afresh each time", () => {
    expect(start("one").share).not.toEqual(start("one").share);
  });
});

test("lengths of 128 and more take two bytes", () => {
  expect(hex(lvCat(new Uint8Array(300))).slice(0, 4)).toBe("ac02");
});
