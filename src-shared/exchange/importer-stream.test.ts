// docs/protocol.md §5

import { describe, expect, it } from "vitest";
import { nodePrimitives as p } from "../../src-main/platform/primitives.ts";
import type { Receiving } from "./importer-state.ts";
import { onChunk, onHeld } from "./importer-stream.ts";
import { secured } from "./secured.ts";

const sealed = new Uint8Array(64);

/** As far as `received` and `held` go, of nine chunks. */
function receiving(received: number, held: number) {
  const start = { name: "start", transferId: new Uint8Array(16), length: 9 * 4096, chunkSize: 4096, chunks: 9, commitment: new Uint8Array(32) };
  const link = secured(new Uint8Array(32).fill(1), new Uint8Array(32).fill(2));
  return { name: "receiving", start, received, held, sealedDigest: new Uint8Array(32), link } as unknown as { readonly name: "receiving" } & Receiving;
}

const sends = (effects: readonly { readonly do: string }[]) => effects.some((effect) => effect.do === "send");

it.each([7, 8])("says nothing of chunk %i before it is held", (sequence) => {
  expect(sends(onChunk(p, receiving(sequence, sequence), { name: "chunk", sequence, sealed })[1])).toBe(false);
});

it.each([
  ["the eighth chunk is held", 8, 7, true, "receiving"],
  ["the seventh is, though the eighth came", 8, 6, false, "receiving"],
  ["the last one is", 9, 8, true, "waiting-key"],
])("answers as it should when %s", (_, received, held, answers, name) => {
  const [state, effects] = onHeld(p, receiving(received, held));
  expect([sends(effects), state.name]).toEqual([answers, name]);
});

describe("refuses", () => {
  it("a chunk more than announced while the last one is not held yet", () => {
    expect(() => onChunk(p, receiving(9, 8), { name: "chunk", sequence: 9, sealed })).toThrow("counterpart.limit-exceeded");
  });

  it("to have held what never came", () => {
    expect(() => onHeld(p, receiving(3, 3))).toThrow("internal.bug");
  });
});
