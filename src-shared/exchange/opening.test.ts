import { expect, it } from "vitest";
import { chunkKeys, sealChunk } from "../crypto/stream.ts";
import { FakeClock } from "../testing/fake-clock.ts";
import { noblePrimitives } from "../testing/noble-primitives.ts";
import { seededRandom } from "../testing/random.ts";
import { encodeEntry } from "./entries.ts";
import { openPayload } from "./opening.ts";
import type { ImportTarget, StreamEntry } from "./ports.ts";

const p = noblePrimitives(seededRandom("opening"));
const TRANSFER = new Uint8Array(16);
const KEYS = chunkKeys(p, new Uint8Array(32), TRANSFER, 0, new Uint8Array(32));
const SIZE = 64;
const NOTHING = { accounts: 0, collections: 0, items: 0, files: 0, credentials: {} };

/** A whole payload of no items, with zeros behind it up to `length`. */
function payloadOf(length: number, claimed = NOTHING): Uint8Array {
  const payload = new Uint8Array(length);
  payload.set(encodeEntry({ kind: "header", bytes: Uint8Array.of(0xa0) }));
  payload.set(encodeEntry({ kind: "end", counts: claimed }), 4);
  return payload;
}

/** The kinds of entries that were staged from these plaintext chunks, for a START that announced `length` bytes. */
async function opened(parts: readonly Uint8Array[], length: number, signal = new AbortController().signal): Promise<readonly string[]> {
  const staged: string[] = [];
  const held = parts.map((part, i) => sealChunk(p, KEYS, TRANSFER, 0, i, i === parts.length - 1, part));
  const target = { held: (i: number) => held[i], stage: ({ kind }: StreamEntry) => staged.push(kind) } as unknown as ImportTarget;
  const ports = { primitives: p, clock: new FakeClock(), target, signal, working: () => {} };
  await openPayload(ports, { keys: KEYS, transferId: TRANSFER, chunks: parts.length, chunkSize: SIZE, length, packed: undefined });
  return staged;
}

const cut = (payload: Uint8Array, ...at: readonly number[]) => [0, ...at].map((from, i) => payload.subarray(from, at[i]));
const refused = (code: string, detail?: string) => expect.objectContaining({ code, ...(detail && { detail }) });

it("chunks of the announced size are staged entry by entry", async () => {
  expect(await opened(cut(payloadOf(150), 64, 128), 150)).toEqual(["header", "end"]);
});

it.each([
  ["shorter first", [63, 128]],
  ["longer first", [65, 128]],
  ["longer last", [64, 127]],
])("a %s chunk is refused, though it is authentic", async (_, at) => {
  await expect(opened(cut(payloadOf(150), ...at), 150)).rejects.toEqual(refused("counterpart.protocol-violation", "chunk length"));
});

it("less in all than was announced is refused", async () => {
  await expect(opened(cut(payloadOf(149), 64, 128), 150)).rejects.toEqual(refused("counterpart.protocol-violation", "chunk length"));
});

it("a payload without an end is truncated", async () => {
  const [first = new Uint8Array()] = cut(encodeEntry({ kind: "header", bytes: new Uint8Array(61) }), 64);
  await expect(opened([first], 64)).rejects.toEqual(refused("stream.truncated"));
});

it("an end that counts what did not come is refused", async () => {
  await expect(opened(cut(payloadOf(150, { ...NOTHING, items: 1 }), 64, 128), 150)).rejects.toEqual(refused("counterpart.count-mismatch"));
});

it("an owner who stops is heard between chunks", async () => {
  await expect(opened(cut(payloadOf(150), 64, 128), 150, AbortSignal.abort())).rejects.toEqual(refused("owner.cancelled"));
});
