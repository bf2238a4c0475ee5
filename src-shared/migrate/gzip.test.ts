import { deflateRawSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { migratePorts } from "../../src-main/platform/migrate-ports.ts";
import { nodePrimitives } from "../../src-main/platform/primitives.ts";
import { utf8 } from "../bytes.ts";
import { gunzip } from "./gzip.ts";

const ports = migratePorts(nodePrimitives);
const CONTENT = utf8("content ".repeat(100));
const malformed = expect.objectContaining({ code: "format.malformed" });

test("what gzip wrote is read", () => {
  expect(gunzip(gzipSync(CONTENT), 1000, ports)).toEqual(CONTENT);
});

test("optional header fields are skipped", () => {
  const header = Buffer.from([0x1f, 0x8b, 8, 4 | 8 | 16 | 2, 0, 0, 0, 0, 0, 3, 2, 0, 9, 9, ...utf8("name\0"), ...utf8("comment\0"), 1, 2]);
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(CONTENT.length, 4);
  expect(gunzip(Buffer.concat([header, deflateRawSync(CONTENT), trailer]), 1000, ports)).toEqual(CONTENT);
});

test("one byte above the maximum is refused", () => {
  expect(() => gunzip(gzipSync(CONTENT), CONTENT.length - 1, ports)).toThrow(malformed);
});

test("cut anywhere it is malformed", () => {
  const whole = gzipSync(CONTENT);
  for (let length = 0; length < whole.length; length++) expect(() => gunzip(whole.subarray(0, length), 1000, ports)).toThrow(malformed);
});

test("a wrong length field is malformed", () => {
  const bytes = gzipSync(CONTENT);
  bytes[bytes.length - 4] = (bytes[bytes.length - 4] ?? 0) ^ 1;
  expect(() => gunzip(bytes, 1000, ports)).toThrow(malformed);
});
