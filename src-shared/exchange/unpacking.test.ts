// A block from somebody who lies: refused with a code, and never more held than it announces.

import { describe, expect, it } from "vitest";
import { brotli } from "../../src-main/platform/compression.ts";
import { concat } from "../bytes.ts";
import { type CborValue, encodeCbor } from "../cbor/codec.ts";
import { BLOCK } from "./packing.ts";
import { TAKEN_OUT } from "./splitting.ts";
import { isBlock, Unpacker } from "./unpacking.ts";

/** [3, 0, {"a": (taken out)}] */
const SHAPE = Uint8Array.of(0x83, 3, 0, 0xa1, 0x61, 0x61, TAKEN_OUT);
const SECRET = Uint8Array.of(0x63, 1, 2, 3);
const JOINED = Uint8Array.of(0x83, 3, 0, 0xa1, 0x61, 0x61, 0x63, 1, 2, 3);

const BOMB = brotli.compress(new Uint8Array(100 << 20));

type Parts = { readonly length?: CborValue; readonly shape?: Uint8Array; readonly compressed?: CborValue; readonly secrets?: CborValue };

function blockOf({ shape = SHAPE, length = shape.length, compressed = brotli.compress(shape), secrets = SECRET }: Parts = {}): Uint8Array {
  return encodeCbor([6, length, compressed, secrets]);
}

const opening = (block: Uint8Array, maximum = 2 ** 30) => {
  const unpacker = new Unpacker(brotli, maximum);
  return () => [...unpacker.open(block)];
};

it("puts back what was taken out", () => {
  expect(opening(blockOf())()).toEqual([JOINED]);
});

it("puts back one after the other", () => {
  expect(opening(blockOf({ shape: concat(SHAPE, SHAPE), secrets: concat(SECRET, Uint8Array.of(0x01)) }))()).toEqual([
    JOINED,
    Uint8Array.of(0x83, 3, 0, 0xa1, 0x61, 0x61, 1),
  ]);
});

it("is told from an entry", () => {
  expect([isBlock(blockOf()), isBlock(JOINED)]).toEqual([true, false]);
});

describe("a block is refused", () => {
  const malformed: readonly (readonly [string, Parts])[] = [
    ["that announces more than a block", { length: BLOCK + 1 }],
    ["that holds nothing", { shape: new Uint8Array(0), secrets: new Uint8Array(0) }],
    ["that announces no whole number", { length: "7" }],
    ["that announces less than it holds", { length: SHAPE.length - 1 }],
    ["that announces more than it holds", { length: SHAPE.length + 1 }],
    ["that is damaged", { compressed: Uint8Array.of(1, 2, 3) }],
    ["whose parts are no bytes", { secrets: "abc" }],
    ["with more secrets than a block holds", { secrets: new Uint8Array(BLOCK + 1) }],
    ["with a secret too few", { secrets: new Uint8Array(0) }],
    ["with a secret too many", { secrets: concat(SECRET, SECRET) }],
    ["with a secret that ends too early", { secrets: SECRET.subarray(0, 2) }],
    ["with a shape that ends too early", { shape: Uint8Array.of(0x83, 3, 0, 0x44, 1), secrets: new Uint8Array(0) }],
    ["with a list of more than there is", { shape: Uint8Array.of(0x83, 3, 0, 0x9b, 0, 0x1f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff), secrets: new Uint8Array(0) }],
    ["with a header in it", { shape: Uint8Array.of(0x82, 0, 0xa0), secrets: new Uint8Array(0) }],
    ["with an end in it", { shape: Uint8Array.of(0x82, 5, 0xa0), secrets: new Uint8Array(0) }],
    ["with a block in it", { shape: Uint8Array.of(0x84, 6, 0, 0x40, 0x40), secrets: new Uint8Array(0) }],
    ["with a tag in it", { shape: Uint8Array.of(0x83, 3, 0, 0xc1, 0), secrets: new Uint8Array(0) }],
  ];
  it.each(malformed)("%s", (_, parts) => {
    expect(opening(blockOf(parts))).toThrow("format.malformed");
  });

  it("of a part too many", () => {
    expect(opening(encodeCbor([6, SHAPE.length, brotli.compress(SHAPE), SECRET, 0]))).toThrow("format.limit-exceeded");
  });

  it("when all together hold more than was offered", () => {
    const unpacker = new Unpacker(brotli, 2 * (SHAPE.length + SECRET.length));
    const open = () => [...unpacker.open(blockOf())];
    open();
    open();
    expect(open).toThrow("counterpart.limit-exceeded");
  });

  it("that would grow to a hundred megabytes", () => {
    expect(opening(blockOf({ length: BLOCK, compressed: BOMB }))).toThrow("format.malformed");
  });
});

it("a hundred megabytes fit into a block when they are compressed", () => {
  expect(BOMB.length).toBeLessThan(BLOCK);
});
