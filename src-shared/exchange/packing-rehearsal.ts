// Packs a payload without keeping it, a few milliseconds at a time: its beginning to see what packing comes to, all of it for its length.

import type { Clock } from "../clock.ts";
import { ExchangeError } from "../errors.ts";
import type { Compression } from "./compression.ts";
import type { Weighed } from "./link-rate.ts";
import { BLOCK, packed } from "./packing.ts";
import { turns } from "./run.ts";

/** Bytes that say how the rest will be: a few blocks, of which the first are packed before the code has warmed up. */
const SAMPLE = 1 << 20;

export type RehearsalPorts = {
  readonly clock: Clock;
  readonly compression: Compression;
  /** Those that are not of files. */
  readonly entries: () => Iterable<Uint8Array>;
  readonly signal: AbortSignal;
};

export class PackingRehearsal {
  readonly #ports: RehearsalPorts;

  constructor(ports: RehearsalPorts) {
    this.#ports = ports;
  }

  /** By the quickest of the full blocks, because anything else only slows one down. */
  async weigh(): Promise<Weighed> {
    const sample = limited(this.#ports.entries(), SAMPLE);
    const pieces: Piece[] = [];
    let before = 0;
    await this.#pack(sample, (packed, milliseconds) => {
      pieces.push({ plain: sample.taken() - before, packed, milliseconds });
      before = sample.taken();
    });
    const total = { plain: sample.taken(), packed: sum(pieces, "packed"), milliseconds: sum(pieces, "milliseconds") };
    const full = pieces.filter(({ plain }) => plain * 2 > BLOCK).map(({ plain, milliseconds }) => milliseconds / plain);
    return full.length === 0 ? total : { ...total, milliseconds: Math.min(...full) * total.plain };
  }

  /** Bytes of the whole. */
  async length(): Promise<number> {
    let length = 0;
    await this.#pack(this.#ports.entries(), (packed) => {
      length += packed;
    });
    return length;
  }

  async #pack(entries: Iterable<Uint8Array>, each: (packed: number, milliseconds: number) => void): Promise<void> {
    const { clock, compression, signal } = this.#ports;
    const rest = turns(clock);
    const pieces = packed(entries, compression);
    for (let started = clock.elapsed(), piece = pieces.next(); !piece.done; started = clock.elapsed(), piece = pieces.next()) {
      if (signal.aborted) throw new ExchangeError("owner.cancelled");
      each(piece.value.length, clock.elapsed() - started);
      await rest();
    }
  }
}

type Piece = { readonly plain: number; readonly packed: number; readonly milliseconds: number };

function sum(pieces: readonly Piece[], of: keyof Piece): number {
  return pieces.reduce((total, piece) => total + piece[of], 0);
}

/** The first of them, and how many bytes these had. */
function limited(entries: Iterable<Uint8Array>, bytes: number): Iterable<Uint8Array> & { taken(): number } {
  let taken = 0;
  return {
    taken: () => taken,
    *[Symbol.iterator]() {
      for (const entry of entries) {
        taken += entry.length;
        yield entry;
        if (taken >= bytes) return;
      }
    },
  };
}
