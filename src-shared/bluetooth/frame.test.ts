// docs/bluetooth.md, “Frames”

import fc from "fast-check";
import { expect, test } from "vitest";
import { ackValue, ahead, closeValue, dataValue, decodeFrame, type Frame, helloValue, pingValue, probeValue } from "./frame.ts";
import { LARGEST_VALUE } from "./ports.ts";

const byte = fc.integer({ min: 0, max: 255 });
const two = fc.integer({ min: 0, max: 0xffff });
const FRAMES: Record<Frame["kind"], fc.Arbitrary<Frame>> = {
  hello: fc.record({ kind: fc.constant("hello" as const), version: byte, round: byte, answers: byte, heard: two }),
  probe: fc.record({ kind: fc.constant("probe" as const), size: fc.integer({ min: 20, max: LARGEST_VALUE }) }),
  data: fc.record(
    {
      kind: fc.constant("data" as const),
      sequence: two,
      length: fc.integer({ min: 0, max: 0xffffff }),
      last: fc.boolean(),
      content: fc.uint8Array({ maxLength: 503 }),
    },
    { requiredKeys: ["kind", "sequence", "last", "content"] },
  ),
  ack: fc.record({
    kind: fc.constant("ack" as const),
    next: two,
    credits: byte,
    beyond: fc.uint8Array({ minLength: 8, maxLength: 8 }),
  }),
  ping: fc.constant({ kind: "ping" as const }),
  close: fc.record({ kind: fc.constant("close" as const), answer: fc.boolean(), sequence: two }),
};
const anyFrame = fc.oneof(...Object.values(FRAMES));

function encoded(frame: Frame): Uint8Array {
  switch (frame.kind) {
    case "hello":
      return helloValue(frame);
    case "probe":
      return probeValue(frame.size);
    case "data":
      return dataValue(frame);
    case "ack":
      return ackValue(frame);
    case "ping":
      return pingValue();
    case "close":
      return closeValue(frame);
  }
}

test("every frame comes out as it went in", () => {
  fc.assert(
    fc.property(anyFrame, (frame) => {
      expect(decodeFrame(encoded(frame))).toEqual(frame);
    }),
  );
});

test("what needs no content fits into the smallest value", () => {
  const longest = [helloValue({ version: 1, round: 255, answers: 255, heard: 509 }), ackValue({ next: 0xffff, credits: 64, beyond: new Uint8Array(8) })];
  expect(Math.max(...longest.map(({ length }) => length))).toBeLessThanOrEqual(20);
});

test("no bytes whatever make the decoder throw", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 600 }), (value) => {
      decodeFrame(value);
    }),
    { numRuns: 2000 },
  );
});

test("a value above the limit is none, whatever is in it", () => {
  expect(decodeFrame(dataValue({ sequence: 0, last: false, content: new Uint8Array(LARGEST_VALUE - 2) }))).toBeUndefined();
});

test("a probe that was cut is none", () => {
  fc.assert(
    fc.property(fc.integer({ min: 20, max: LARGEST_VALUE }), fc.nat(), (size, cut) => decodeFrame(probeValue(size).subarray(0, cut % size)) === undefined),
  );
});

test("a probe with a byte changed is none", () => {
  const changed = (size: number, at: number) => decodeFrame(probeValue(size).map((one, i) => (i === 3 + (at % (size - 3)) ? one ^ 1 : one)));
  fc.assert(fc.property(fc.integer({ min: 20, max: LARGEST_VALUE }), fc.nat(), (size, at) => changed(size, at) === undefined));
});

test.each([
  ["nothing", []],
  ["an unknown kind", [7]],
  ["flags nobody sets", [0x85]],
  ["a ping with more", [5, 0]],
  ["a hello too short", [1, 1, 1, 1, 0]],
  ["data without its number", [3, 0]],
  ["a start without its length", [0x13, 0, 0, 0, 1]],
  ["an ack without its bitmap", [4, 0, 0, 16]],
  ["a close with more", [6, 0, 0, 0]],
])("%s is no frame", (_, bytes) => {
  expect(decodeFrame(Uint8Array.from(bytes))).toBeUndefined();
});

test("what is decoded stays when the stack uses its buffer again", () => {
  const value = dataValue({ sequence: 1, last: true, content: Uint8Array.of(1, 2, 3) });
  const frame = decodeFrame(value);
  value.fill(0);
  expect(frame).toMatchObject({ content: Uint8Array.of(1, 2, 3) });
});

test.each([
  ["the same", 5, 5, 0],
  ["the next after the highest", 0, 0xffff, 1],
  ["one behind, across the wrap", 0xffff, 0x10000, -1],
  ["far along in a long transfer", 0x0003, 0x5fffe, 5],
])("numbers go round: %s", (_, sequence, from, distance) => {
  expect(ahead(sequence, from)).toBe(distance);
});
