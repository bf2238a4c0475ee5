// The chunk layer: C2SP-style chunk keys and COSE_Encrypt0 chunks with a final flag. docs/protocol.md §7; crypto.md §2.2 row 7, §2.3

import { ExchangeError } from "../errors.ts";
import type { Key } from "./kdf.ts";
import type { Primitives } from "./primitives.ts";

export type ChunkKeys = { readonly key: Key<"chunk">; readonly baseNonce: Uint8Array; readonly commitment: Uint8Array };

export function chunkKeys(_p: Primitives, _contentKey: Uint8Array, _transferId: Uint8Array, _streamEpoch: number, _transcript: Uint8Array): ChunkKeys {
  throw new ExchangeError("internal.bug", { detail: "not built yet" });
}

export function sealChunk(
  _p: Primitives,
  _keys: ChunkKeys,
  _transferId: Uint8Array,
  _epoch: number,
  _sequence: number,
  _final: boolean,
  _plaintext: Uint8Array,
): Uint8Array {
  throw new ExchangeError("internal.bug", { detail: "not built yet" });
}

/** Throws `counterpart.not-authenticated`. */
export function openChunk(
  _p: Primitives,
  _keys: ChunkKeys,
  _transferId: Uint8Array,
  _epoch: number,
  _sequence: number,
  _final: boolean,
  _chunk: Uint8Array,
): Uint8Array {
  throw new ExchangeError("internal.bug", { detail: "not built yet" });
}

/** Padmé: the padded length of `length` bytes, at most 12 % more (PETS 2019). */
export function padmeLength(_length: number): number {
  throw new ExchangeError("internal.bug", { detail: "not built yet" });
}
