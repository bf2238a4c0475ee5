// Pictures there and back, and everything else that a camera may see.

import fc from "fast-check";
import { expect, test } from "vitest";
import { utf8 } from "../bytes.ts";
import { symbolLength } from "./fountain.ts";
import { decodePicture, encodePicture, type Picture } from "./picture.ts";

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const below = (most: number) => fc.nat({ max: most - 1 });

const carried = fc
  .record({ batch: below(2 ** 32), pieces: fc.integer({ min: 8, max: 64 }), bytes: fc.integer({ min: 64, max: 4096 }), number: below(65_536) })
  .chain((one) => bytes(symbolLength(one.pieces, one.bytes)).map((symbol) => ({ ...one, symbol })));
const heard = fc.record({ pictures: below(65_536), last: below(65_536), batch: below(2 ** 32), known: below(33), pieces: fc.constant(32) });
const picture: fc.Arbitrary<Picture> = fc.record(
  { from: fc.constantFrom("exporter" as const, "importer" as const), opening: bytes(8), other: bytes(8), shown: below(65_536), heard, carried },
  { requiredKeys: ["from", "opening", "other", "shown", "heard"] },
);

const FIRST: Picture = {
  from: "importer",
  opening: utf8("12345678"),
  other: new Uint8Array(8),
  shown: 1,
  heard: { pictures: 0, last: 0, batch: 0, known: 0, pieces: 0 },
  carried: { batch: 0, pieces: 2, bytes: 20, number: 1, symbol: utf8("0123456789") },
};

test("a picture is read as it was made", () => {
  fc.assert(
    fc.property(picture, (one) => {
      expect(decodePicture(encodePicture(one))).toEqual(one);
    }),
  );
});

test("a picture with any one bit misread is none", () => {
  const content = encodePicture(FIRST);
  const misread = Array.from({ length: content.length * 8 }, (_, bit) => content.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte)));
  expect(misread.filter((one) => decodePicture(one) !== undefined)).toEqual([]);
});

test("whatever else stands before the camera is no picture", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 3000 }), (content) => {
      expect(decodePicture(content)).toBeUndefined();
    }),
  );
});

test.each([
  ["more pieces than a batch may have", { pieces: 65, bytes: 650 }],
  ["more bytes than a batch may have", { pieces: 2, bytes: 4098 }],
  ["a symbol of another length", { bytes: 40 }],
  ["fewer bytes than pieces", { pieces: 21 }],
])("a picture that claims %s is none", (_, claim) => {
  const one = { ...FIRST, carried: { ...(FIRST.carried as NonNullable<Picture["carried"]>), ...claim } };
  expect(decodePicture(encodePicture(one))).toBeUndefined();
});

test("a picture that knows more symbols than there are is none", () => {
  expect(decodePicture(encodePicture({ ...FIRST, heard: { ...FIRST.heard, known: 3, pieces: 2 } }))).toBeUndefined();
});
