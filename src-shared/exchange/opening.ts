// Opens the held chunks with the key that came last and stages every entry in them: counted, digested, a few milliseconds at a time.

import type { Clock } from "../clock.ts";
import type { Primitives } from "../crypto/primitives.ts";
import { type ChunkKeys, openChunk } from "../crypto/stream.ts";
import { ExchangeError } from "../errors.ts";
import type { Compression } from "./compression.ts";
import { sameCounts } from "./entries.ts";
import { PayloadJoiner } from "./payload.ts";
import type { Counts, ImportTarget, StreamEntry } from "./ports.ts";
import { turns } from "./run.ts";
import { chain, DIGEST_START } from "./session.ts";
import { Unpacker } from "./unpacking.ts";

export type OpeningPorts = {
  readonly primitives: Primitives;
  readonly clock: Clock;
  readonly target: ImportTarget;
  readonly signal: AbortSignal;
  readonly working: (done: number, total: number) => void;
  readonly compression?: Compression;
};

export type HeldPayload = {
  readonly keys: ChunkKeys;
  readonly transferId: Uint8Array;
  readonly chunks: number;
  readonly chunkSize: number;
  readonly length: number;
  /** Bytes that blocks may hold together; undefined when there are none. */
  readonly packed: number | undefined;
};

const STREAM_EPOCH = 0;
/** Milliseconds between two reports to the other side. */
const REPORT_EVERY = 1000;

/**
 * Throws `counterpart.not-authenticated` for a chunk the key does not open, `stream.truncated` when the end entry is missing,
 * `counterpart.count-mismatch` when the end entry counts something else than came.
 */
export async function openPayload(ports: OpeningPorts, payload: HeldPayload): Promise<{ readonly counts: Counts; readonly digest: Uint8Array }> {
  const { primitives: p, target, signal, clock } = ports;
  const joiner = new PayloadJoiner(unpacker(ports.compression, payload.packed));
  const tally = new EntryTally();
  let digest: Uint8Array = DIGEST_START;
  const rest = turns(clock);
  let reported = clock.elapsed();
  for (let sequence = 0; sequence < payload.chunks; sequence++) {
    if (signal.aborted) throw new ExchangeError("owner.cancelled");
    const final = sequence === payload.chunks - 1;
    const plain = openChunk(p, payload.keys, payload.transferId, STREAM_EPOCH, sequence, final, target.held(sequence));
    const expected = final ? payload.length - sequence * payload.chunkSize : payload.chunkSize;
    if (plain.length !== expected) throw new ExchangeError("counterpart.protocol-violation", { detail: "chunk length" });
    digest = chain(p, digest, plain);
    for (const entry of joiner.push(plain)) {
      tally.add(entry);
      target.stage(entry);
      const pause = rest();
      if (pause !== undefined) await pause;
    }
    await rest();
    if (clock.elapsed() - reported < REPORT_EVERY) continue;
    reported = clock.elapsed();
    ports.working(sequence + 1, payload.chunks);
  }
  if (!joiner.ended) throw new ExchangeError("stream.truncated");
  return { counts: tally.finish(), digest };
}

function unpacker(compression: Compression | undefined, maximum: number | undefined): Unpacker | undefined {
  if (maximum === undefined) return undefined;
  if (compression === undefined) throw new ExchangeError("internal.bug", { detail: "took a packed payload" });
  return new Unpacker(compression, maximum);
}

/** Counts what came, to hold it against what the end entry claims. */
class EntryTally {
  #first = true;
  readonly #count = { account: 0, collection: 0, item: 0, file: 0 };
  #claimed: Counts | undefined;

  add(entry: StreamEntry): void {
    if ((entry.kind === "header") !== this.#first) throw new ExchangeError("format.malformed", { detail: "header first, once" });
    this.#first = false;
    if (entry.kind === "end") this.#claimed = entry.counts;
    else if (entry.kind === "file") this.#count.file += entry.last ? 1 : 0;
    else if (entry.kind !== "header") this.#count[entry.kind]++;
  }

  finish(): Counts {
    const { account: accounts, collection: collections, item: items, file: files } = this.#count;
    const claimed = this.#claimed;
    if (claimed === undefined || !sameCounts(claimed, { accounts, collections, items, files, credentials: claimed.credentials }))
      throw new ExchangeError("counterpart.count-mismatch");
    return claimed;
  }
}
