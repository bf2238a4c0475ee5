import { describe, expect, test } from "vitest";
import { concat, fromHex } from "../bytes.ts";
import { encodeCbor } from "./codec.ts";
import { ByteStringReader, byteString } from "./sequence.ts";

const elements = [0, 1, 23, 24, 255, 256, 65_535, 65_536].map((length) => new Uint8Array(length).fill(length % 251));
const sequence = concat(...elements.map(byteString));

function readAll(reader: ByteStringReader): Uint8Array[] {
  const found: Uint8Array[] = [];
  for (let element = reader.next(); element !== undefined; element = reader.next()) found.push(element);
  return found;
}

function readInPieces(size: number): Uint8Array[] {
  const reader = new ByteStringReader(65_536);
  const found: Uint8Array[] = [];
  for (let at = 0; at < sequence.length; at += size) {
    reader.push(sequence.subarray(at, at + size));
    found.push(...readAll(reader));
  }
  return found;
}

const reading = (hexText: string, maximum = 1000) => {
  const reader = new ByteStringReader(maximum);
  reader.push(fromHex(hexText) ?? new Uint8Array(0));
  return () => reader.next();
};

describe("byteString", () => {
  test.each(elements)("is the codec's encoding", (...element) => {
    const bytes = Uint8Array.from(element);
    expect(byteString(bytes)).toEqual(encodeCbor(bytes));
  });
});

describe("ByteStringReader", () => {
  test.each([1, 2, 3, 7, 1000, 65_537, sequence.length])("gives the elements from pieces of %d bytes", (size) => {
    expect(readInPieces(size)).toEqual(elements);
  });

  test("gives elements that were pushed together", () => {
    const reader = new ByteStringReader(65_536);
    for (const byte of sequence.subarray(0, 400)) reader.push(Uint8Array.of(byte));
    expect(readAll(reader)).toEqual(elements.slice(0, 5));
  });

  test("counts what is pending", () => {
    const reader = new ByteStringReader(10);
    reader.push(Uint8Array.of(0x41, 1, 0x42));
    reader.next();
    expect(reader.pending).toBe(1);
  });

  test("gives the rest once", () => {
    const reader = new ByteStringReader(10);
    reader.push(Uint8Array.of(0x41, 1, 0, 0));
    reader.push(Uint8Array.of(0));
    reader.next();
    expect([reader.rest(), reader.rest()]).toEqual([new Uint8Array(3), new Uint8Array(0)]);
  });

  test("accepts an element of the maximum", () => {
    expect(reading("5803010203", 3)).toThrow("format.malformed");
    expect(reading("43010203", 3)()).toEqual(Uint8Array.of(1, 2, 3));
  });

  test("refuses a longer element by its head alone", () => {
    expect(reading("5a00010000", 65_535)).toThrow("format.limit-exceeded");
  });

  test.each(["5817", "5900ff", "5a0000ffff", "00", "60", "5b0000000100000000", "5f", "c041"])("refuses %s", (text) => {
    expect(reading(text)).toThrow("format.malformed");
  });
});
