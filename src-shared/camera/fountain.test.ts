// Any enough symbols of a batch give it back, in any order, however many were lost or came twice.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seededRandom } from "../testing/random.ts";
import { BatchDecoder, BatchEncoder, MAXIMUM_PIECES } from "./fountain.ts";

const bytesOf = (length: number) => seededRandom("batch")(length);

/** Shows symbols until the batch is there; `lost` says which of them nobody read. Answers how many were read. */
function readUntilComplete(batch: Uint8Array, longest: number, lost: (number: number) => boolean) {
  const encoder = new BatchEncoder(batch, longest);
  const decoder = new BatchDecoder(encoder.pieces, batch.length);
  let read = 0;
  for (let number = 0; !decoder.complete && number < 4000; number++) {
    if (lost(number)) continue;
    decoder.take(number, encoder.symbol(number));
    read++;
  }
  return { decoder, read, pieces: encoder.pieces };
}

describe("a batch", () => {
  test("comes through any loss below 60 % whole", () => {
    const setting = fc.record({ length: fc.integer({ min: 1, max: 4096 }), loss: fc.integer({ min: 0, max: 59 }), seed: fc.string() });
    fc.assert(
      fc.property(setting, ({ length, loss, seed }) => {
        const batch = bytesOf(length);
        const random = seededRandom(seed);
        const { decoder } = readUntilComplete(batch, 64, () => (random(1)[0] as number) < loss * 2.56);
        expect(decoder.batch()).toEqual(batch);
      }),
    );
  });

  test("comes together from symbols in any order, each of them twice", () => {
    const numbers = fc.uniqueArray(fc.integer({ min: 0, max: 65_535 }), { minLength: 100, maxLength: 120 });
    fc.assert(
      fc.property(numbers, (order) => {
        const batch = bytesOf(3000);
        const encoder = new BatchEncoder(batch, 64);
        const decoder = new BatchDecoder(encoder.pieces, batch.length);
        for (const number of [...order, ...order]) decoder.take(number, encoder.symbol(number));
        expect(decoder.batch()).toEqual(batch);
      }),
    );
  });

  test("needs hardly more symbols than it has pieces, when every second one is lost", () => {
    const { read, pieces } = readUntilComplete(bytesOf(4096), 64, (number) => number % 2 === 0);
    expect([pieces, read - pieces < 8]).toEqual([64, true]);
  });

  test("that nobody missed anything of is its pieces", () => {
    const { read, pieces } = readUntilComplete(bytesOf(1000), 100, () => false);
    expect(read).toBe(pieces);
  });

  test("is not complete while a piece is missing", () => {
    const encoder = new BatchEncoder(bytesOf(640), 64);
    const decoder = new BatchDecoder(10, 640);
    for (let number = 0; number < 9; number++) decoder.take(number, encoder.symbol(number));
    for (let again = 0; again < 9; again++) decoder.take(again, encoder.symbol(again));
    expect([decoder.known, decoder.complete]).toEqual([9, false]);
  });
});

test("more pieces than a batch may have are refused", () => {
  expect(() => new BatchEncoder(bytesOf(MAXIMUM_PIECES * 10 + 1), 10)).toThrow("internal.bug");
});
