// Frames split at every boundary, byte by byte and all at once, and the limit before the allocation.

import { expect, test } from "vitest";
import { concat } from "../../src-shared/bytes.ts";
import { MAXIMUM_FRAME } from "../../src-shared/exchange/channel.ts";
import { FrameAssembly, frameHead } from "./tcp-frames.ts";

const frames = [Uint8Array.of(1), new Uint8Array(), Uint8Array.of(2, 3), new Uint8Array(70_000).fill(7)];
const wire = concat(...frames.flatMap((frame) => [frameHead(frame), frame]));

function assemble(pieces: readonly Uint8Array[]): Uint8Array[] {
  const assembly = new FrameAssembly();
  const out: Uint8Array[] = [];
  for (const piece of pieces) assembly.add(piece, (frame) => out.push(frame));
  return out;
}

test("all frames in one piece", () => {
  expect(assemble([wire])).toEqual(frames);
});

test("one byte at a time", () => {
  expect(assemble(Array.from(wire, (byte) => Uint8Array.of(byte)))).toEqual(frames);
});

test("split at every boundary of the first frames", () => {
  const start = wire.subarray(0, 25);
  const whole = assemble([start]);
  for (let cut = 0; cut <= start.length; cut++) expect(assemble([start.subarray(0, cut), start.subarray(cut)])).toEqual(whole);
});

test("the largest frame is taken", () => {
  const frame = new Uint8Array(MAXIMUM_FRAME);
  expect(assemble([frameHead(frame), frame])[0]?.length).toBe(MAXIMUM_FRAME);
});

test("one byte more is refused from its head alone", () => {
  const head = Uint8Array.of(0, 4, 0, 1);
  expect(() => assemble([head])).toThrow(expect.objectContaining({ code: "counterpart.limit-exceeded" }));
});

test("a head of all ones is refused, not taken as negative", () => {
  expect(() => assemble([Uint8Array.of(255, 255, 255, 255)])).toThrow(expect.objectContaining({ code: "counterpart.limit-exceeded" }));
});

test("a frame of our own above the limit is our bug", () => {
  expect(() => frameHead(new Uint8Array(MAXIMUM_FRAME + 1))).toThrow(expect.objectContaining({ code: "internal.bug" }));
});

test.each([
  [0, false],
  [1, true],
  [4, true],
  [5, false],
])("after %i bytes of a five-byte frame, inside is %s", (count, inside) => {
  const assembly = new FrameAssembly();
  assembly.add(wire.subarray(0, count), () => {});
  expect(assembly.inside).toBe(inside);
});
