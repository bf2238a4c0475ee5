import { expect, it } from "vitest";
import { brotli } from "./compression.ts";

const TEXT = Buffer.from("https://example.com/login ".repeat(500));

it("gives back what it was given", () => {
  expect(Buffer.from(brotli.decompress(brotli.compress(TEXT), TEXT.length) ?? [])).toEqual(TEXT);
});

it("makes it smaller", () => {
  expect(brotli.compress(TEXT).length).toBeLessThan(TEXT.length / 20);
});

it("gives nothing back when it would be a byte longer than allowed", () => {
  expect(brotli.decompress(brotli.compress(TEXT), TEXT.length - 1)).toBeUndefined();
});

it.each([0, 1, 20])("gives nothing back when it was cut to %d bytes", (length) => {
  expect(brotli.decompress(brotli.compress(TEXT).subarray(0, length), TEXT.length)).toBeUndefined();
});

it("gives nothing back of one byte where none is allowed", () => {
  expect(brotli.decompress(brotli.compress(Uint8Array.of(1)), 0)).toBeUndefined();
});

it("gives back nothing of nothing", () => {
  expect(brotli.decompress(brotli.compress(new Uint8Array(0)), 0)).toEqual(new Uint8Array(0));
});
