import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hex } from "../bytes.ts";
import { type CborValue, encodeCbor } from "../cbor/codec.ts";
import { noblePrimitives } from "../testing/noble-primitives.ts";
import { type ApprovalRequest, digestOf } from "./approval.ts";
import { PRESENCE_ACTIONS } from "./presence.ts";

const primitives = noblePrimitives((length) => new Uint8Array(length));
const digest = (request: ApprovalRequest) => hex(digestOf(primitives, request));

const fact: fc.Arbitrary<CborValue> = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.uint8Array({ maxLength: 40 }),
  fc.nat(),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.string({ unit: "grapheme" }), { maxLength: 3 }),
  fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.nat(), { maxKeys: 4 }),
);
const requests: fc.Arbitrary<ApprovalRequest> = fc.record({ action: fc.constantFrom(...PRESENCE_ACTIONS), about: fc.array(fact, { maxLength: 6 }) });

describe("the digest of a request", () => {
  it("is another for another request", () => {
    fc.assert(
      fc.property(requests, requests, (one, other) => {
        const same = one.action === other.action && hex(encodeCbor(one.about)) === hex(encodeCbor(other.about));
        expect(digest(one) === digest(other)).toBe(same);
      }),
    );
  });

  it("is another when one fact is left out, added to another or moved", () => {
    fc.assert(
      fc.property(requests, fc.string({ unit: "grapheme", minLength: 1 }), fc.string({ unit: "grapheme", minLength: 1 }), ({ action, about }, a, b) => {
        const ways = [
          [...about, a, b],
          [...about, a + b],
          [...about, [a, b]],
          [...about, a],
          [a, ...about, b, null],
        ];
        expect(new Set(ways.map((way) => digest({ action, about: way }))).size).toBe(ways.length);
      }),
    );
  });

  it("does not depend on the order in which counts were gathered", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.nat(), { maxKeys: 6 }), (counts) => {
        const turned = Object.fromEntries(Object.entries(counts).reverse());
        expect(digest({ action: "import", about: [turned] })).toBe(digest({ action: "import", about: [counts] }));
      }),
    );
  });
});
