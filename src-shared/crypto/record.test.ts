import { describe, expect, test } from "vitest";
import { noblePrimitives } from "../testing/noble-primitives.ts";
import { seededRandom } from "../testing/random.ts";
import type { TrafficKey } from "./kdf.ts";
import { openRecord, RECORD_OVERHEAD, sealRecord } from "./record.ts";

const p = noblePrimitives(seededRandom("record"));
const key: TrafficKey = p.random(32);
const plaintext = p.random(100);
const frame = sealRecord(p, key, 5, plaintext);

const flipped = (bytes: Uint8Array, at: number) => bytes.map((byte, i) => (i === at ? byte ^ 1 : byte));

describe("a record", () => {
  test("opens under its number", () => {
    expect(openRecord(p, key, 5, frame)).toEqual(plaintext);
  });

  test("adds its overhead", () => {
    expect(frame.length).toBe(plaintext.length + RECORD_OVERHEAD);
  });

  test("is a replay when a later one is expected", () => {
    expect(() => openRecord(p, key, 6, frame)).toThrow("counterpart.replayed");
  });

  test("is a gap when an earlier one is expected", () => {
    expect(() => openRecord(p, key, 4, frame)).toThrow("transport.closed: gap");
  });

  test.each(Array.from(frame.keys()))("with byte %d changed is not authentic, whatever number it names", (at) => {
    expect(() => openRecord(p, key, 5, flipped(frame, at))).toThrow("counterpart.not-authenticated");
  });

  test.each([0, 7, 8, RECORD_OVERHEAD - 1, frame.length - 1])("cut to %d bytes is not authentic", (length) => {
    expect(() => openRecord(p, key, 5, frame.subarray(0, length))).toThrow("counterpart.not-authenticated");
  });

  test("under another key is not authentic", () => {
    expect(() => openRecord(p, p.random(32), 5, frame)).toThrow("counterpart.not-authenticated");
  });

  test("may be empty", () => {
    expect(openRecord(p, key, 0, sealRecord(p, key, 0, new Uint8Array(0)))).toEqual(new Uint8Array(0));
  });

  test("is not sealed beyond GCM's limit", () => {
    expect(() => sealRecord(p, key, 2 ** 32, plaintext)).toThrow("internal.bug");
  });
});
