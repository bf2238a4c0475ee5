// Chunks that wait for their key: in memory up to a limit, then in the staging store, still sealed by the exporter.

import { ExchangeError } from "../errors.ts";
import type { StagingStore } from "./ports.ts";

/** Bytes kept in memory. */
export const HELD_IN_MEMORY = 32 * 1024 * 1024;

export class HeldChunks {
  readonly #staging: StagingStore;
  readonly #memory = new Map<number, Uint8Array>();
  #size = 0;

  constructor(staging: StagingStore) {
    this.#staging = staging;
  }

  hold(sequence: number, chunk: Uint8Array): void {
    if (this.#size + chunk.length > HELD_IN_MEMORY) {
      this.#staging.hold(sequence, chunk);
      return;
    }
    this.#memory.set(sequence, chunk.slice());
    this.#size += chunk.length;
  }

  /** Throws `vault.corrupt` when there is no such chunk. */
  take(sequence: number): Uint8Array {
    const chunk = this.#memory.get(sequence);
    if (chunk !== undefined) {
      this.#memory.delete(sequence);
      this.#size -= chunk.length;
      return chunk;
    }
    const spilled = this.#staging.held(sequence);
    if (spilled === undefined) throw new ExchangeError("vault.corrupt", { detail: "chunk not held" });
    return spilled;
  }

  clear(): void {
    this.#memory.clear();
    this.#size = 0;
  }
}
