// Cuts the stream of entries into chunks of one size, padded with zeros, and puts it together again on the other side. docs/protocol.md §7

import { ByteStringReader } from "../cbor/sequence.ts";
import { padmeLength } from "../crypto/stream.ts";
import { ExchangeError } from "../errors.ts";
import { decodeEntry, MAXIMUM_ENTRY } from "./entries.ts";
import type { StreamEntry } from "./ports.ts";
import { isBlock, type Unpacker } from "./unpacking.ts";

/** Chunks, and bytes of them, after which the importer acknowledges at the latest. docs/protocol.md §5 */
const ACKNOWLEDGED = { chunks: 8, bytes: 131_072 } as const;

/** Chunks between two acknowledgements. */
export function acknowledgedEvery(chunkSize: number): number {
  return Math.max(1, Math.min(ACKNOWLEDGED.chunks, Math.floor(ACKNOWLEDGED.bytes / chunkSize)));
}

/** `packed`: for slow links; docs/protocol.md §7.1 */
export type PayloadPlan = { readonly length: number; readonly chunks: number; readonly chunkSize: number; readonly packed?: boolean };

/** `length` is the entries' upper bound in bytes; the plan's is padded so that only its coarse size shows (Padmé, PETS 2019). */
export function planPayload(length: number, chunkSize: number): PayloadPlan {
  const padded = padmeLength(Math.max(length, 1));
  return { length: padded, chunks: Math.ceil(padded / chunkSize), chunkSize };
}

/** Hands out the chunks of a plan in order; each is `chunkSize` long but the last. Throws `internal.bug` when the entries outgrow the plan. */
export class PayloadCutter {
  readonly #entries: Iterator<Uint8Array>;
  readonly #plan: PayloadPlan;
  #entry = new Uint8Array(0);
  #at = 0;
  #ended = false;
  #cut = 0;

  constructor(entries: Iterable<Uint8Array>, plan: PayloadPlan) {
    this.#entries = entries[Symbol.iterator]();
    this.#plan = plan;
  }

  next(): { readonly bytes: Uint8Array; readonly final: boolean } {
    const { length, chunkSize } = this.#plan;
    const bytes = new Uint8Array(Math.min(chunkSize, length - this.#cut));
    let filled = 0;
    while (filled < bytes.length && this.#advance()) {
      const piece = this.#entry.subarray(this.#at, this.#at + bytes.length - filled);
      bytes.set(piece, filled);
      filled += piece.length;
      this.#at += piece.length;
    }
    this.#cut += bytes.length;
    const final = this.#cut === length;
    if (final && this.#advance()) throw new ExchangeError("internal.bug", { detail: "payload longer than planned" });
    return { bytes, final };
  }

  #advance(): boolean {
    while (!this.#ended && this.#at === this.#entry.length) {
      const step = this.#entries.next();
      this.#ended = step.done === true;
      this.#entry = step.done === true ? new Uint8Array(0) : (step.value as Uint8Array<ArrayBuffer>);
      this.#at = 0;
    }
    return !this.#ended;
  }

  close(): void {
    this.#entries.return?.();
  }
}

/** Takes opened chunks in order and gives the entries in them. Throws `format.malformed` or `format.limit-exceeded`. */
export class PayloadJoiner {
  readonly #reader = new ByteStringReader(MAXIMUM_ENTRY);
  readonly #unpacker: Unpacker | undefined;
  #ended = false;

  /** `unpacker`: of a packed payload. */
  constructor(unpacker?: Unpacker) {
    this.#unpacker = unpacker;
  }

  get ended(): boolean {
    return this.#ended;
  }

  *push(chunk: Uint8Array): Generator<StreamEntry> {
    if (this.#ended) return onlyZeros(chunk);
    this.#reader.push(chunk);
    for (let body = this.#reader.next(); body !== undefined; body = this.#reader.next()) {
      if (this.#unpacker !== undefined && isBlock(body)) {
        for (const inner of this.#unpacker.open(body)) yield decodeEntry(inner);
        continue;
      }
      const entry = decodeEntry(body);
      yield entry;
      if (entry.kind === "end") {
        this.#ended = true;
        return onlyZeros(this.#reader.rest());
      }
    }
  }
}

function onlyZeros(bytes: Uint8Array): void {
  for (const byte of bytes) if (byte !== 0) throw new ExchangeError("format.malformed", { detail: "something after the end" });
}
