// docs/protocol.md §7: cut and joined again at every boundary.

import { describe, expect, it } from "vitest";
import { concat } from "../bytes.ts";
import { toExchangeError } from "../errors.ts";
import { encodeEntry } from "./entries.ts";
import { PayloadCutter, PayloadJoiner, type PayloadPlan, planPayload } from "./payload.ts";
import type { StreamEntry } from "./ports.ts";

const END: StreamEntry = { kind: "end", counts: { accounts: 0, collections: 0, items: 0, files: 0, credentials: {} } };
const HEADER: StreamEntry = { kind: "header", bytes: Uint8Array.of(0xa0) };
const item = (length: number): StreamEntry => ({ kind: "item", account: 0, bytes: new Uint8Array(length).fill(7) });

function cut(entries: readonly Uint8Array[], plan: PayloadPlan): readonly Uint8Array[] {
  const cutter = new PayloadCutter(entries, plan);
  const chunks: Uint8Array[] = [];
  for (let final = false; !final; ) {
    const next = cutter.next();
    chunks.push(next.bytes);
    final = next.final;
  }
  return chunks;
}

function join(pieces: readonly Uint8Array[]): { readonly entries: readonly StreamEntry[]; readonly ended: boolean } {
  const joiner = new PayloadJoiner();
  const entries = pieces.flatMap((piece) => [...joiner.push(piece)]);
  return { entries, ended: joiner.ended };
}

const lengthOf = (entries: readonly Uint8Array[]) => entries.reduce((total, { length }) => total + length, 0);

describe("a plan", () => {
  it.each([0, 1, 4095, 4096, 4097, 65_535, 65_536, 65_537, 1_000_000])("for %i bytes pads by at most 12 %%, and its chunks hold just that", (length) => {
    const plan = planPayload(length, 4096);
    const fits = plan.length >= Math.max(1, length) && plan.length <= Math.max(1, Math.ceil(length * 1.12));
    expect([fits, plan.chunks]).toEqual([true, Math.ceil(plan.length / 4096)]);
  });
});

describe("cut and joined", () => {
  const SIZES = [0, 1, 23, 24, 255, 256, 4080, 4095, 4096, 4097, 8192, 70_000];

  it.each(SIZES)("an item of %i bytes comes back, in chunks of one size", (size) => {
    const entries = [HEADER, item(size), END];
    const encoded = entries.map(encodeEntry);
    const plan = planPayload(lengthOf(encoded), 4096);
    const chunks = cut(encoded, plan);
    const whole = chunks.slice(0, -1).every(({ length }) => length === 4096) && lengthOf(chunks) === plan.length && chunks.length === plan.chunks;
    expect([join(chunks), whole]).toEqual([{ entries, ended: true }, true]);
  });

  it("byte by byte the same comes back", () => {
    const entries = [HEADER, item(0), item(30), item(300), END];
    const stream = concat(...entries.map(encodeEntry), new Uint8Array(40));
    expect(join([...stream].map((byte) => Uint8Array.of(byte)))).toEqual({ entries, ended: true });
  });

  it("split at any place the same comes back", () => {
    const entries = [HEADER, item(30), END];
    const stream = concat(...entries.map(encodeEntry), new Uint8Array(3));
    const wrong = Array.from(stream, (_, at) => join([stream.subarray(0, at), stream.subarray(at)])).filter(
      ({ ended, entries: got }) => !ended || got.length !== 3,
    );
    expect(wrong).toEqual([]);
  });
});

it("entries that outgrow their plan are a mistake of ours, said before the final chunk leaves", () => {
  const encoded = [HEADER, item(5000), END].map(encodeEntry);
  expect(() => cut(encoded, { length: 4096, chunks: 1, chunkSize: 4096 })).toThrow("internal.bug");
});

it("a cutter that is closed lets its entries go", () => {
  let closed = false;
  function* entries() {
    try {
      yield encodeEntry(HEADER);
      yield encodeEntry(END);
    } finally {
      closed = true;
    }
  }
  const cutter = new PayloadCutter(entries(), { length: 2, chunks: 1, chunkSize: 1 });
  cutter.next();
  cutter.close();
  expect(closed).toBe(true);
});

it("has not ended before its end entry", () => {
  expect(join([encodeEntry(HEADER)]).ended).toBe(false);
});

it.each([
  ["something after the end in the same chunk", [concat(encodeEntry(END), Uint8Array.of(0, 0, 1))], "format.malformed"],
  ["something after the end in a later chunk", [encodeEntry(END), Uint8Array.of(0), Uint8Array.of(1)], "format.malformed"],
  ["something that is no byte string", [Uint8Array.of(0x01)], "format.malformed"],
  ["zeros before the end", [encodeEntry(HEADER), new Uint8Array(8)], "format.malformed"],
  ["an entry announced above the largest", [Uint8Array.of(0x5a, 0x40, 0, 0, 0)], "format.limit-exceeded"],
] as readonly (readonly [string, readonly Uint8Array[], string])[])("refuses %s", (_, pieces, code) => {
  let refused: unknown;
  try {
    join(pieces);
  } catch (thrown) {
    refused = thrown;
  }
  expect(toExchangeError(refused).code).toBe(code);
});
