// The record layer: 8-byte big-endian sequence || AES-256-GCM under the direction's traffic key. docs/protocol.md §3

import { concat, readUint32, uint64 } from "../bytes.ts";
import { ExchangeError } from "../errors.ts";
import type { TrafficKey } from "./kdf.ts";
import type { Primitives } from "./primitives.ts";
import { LENGTH } from "./suite.ts";

const SEQUENCE = 8;
/** GCM's limit per key (NIST SP 800-38D §8.3). */
const MAXIMUM_SEQUENCE = 2 ** 32 - 1;
const NONCE_PREFIX = new Uint8Array(LENGTH.nonce - SEQUENCE);

/** Bytes a record adds to its plaintext. */
export const RECORD_OVERHEAD = SEQUENCE + LENGTH.tag;

/** `sequence` counts from 0 and is used once per key. Throws `internal.bug` beyond 2^32 - 1. */
export function sealRecord(p: Primitives, key: TrafficKey, sequence: number, plaintext: Uint8Array): Uint8Array {
  if (sequence > MAXIMUM_SEQUENCE) throw new ExchangeError("internal.bug", { detail: "record sequence" });
  const number = uint64(sequence);
  return p.seal(key, concat(NONCE_PREFIX, number), number, plaintext, number);
}

/**
 * The plaintext of the record `expected`. Throws `counterpart.not-authenticated` for a frame that does not authenticate,
 * `counterpart.replayed` for an authentic one before it, `transport.closed` (detail "gap") for an authentic one after it.
 */
export function openRecord(p: Primitives, key: TrafficKey, expected: number, frame: Uint8Array): Uint8Array {
  const number = frame.subarray(0, SEQUENCE);
  const plaintext = frame.length < RECORD_OVERHEAD ? undefined : p.open(key, concat(NONCE_PREFIX, number), number, frame.subarray(SEQUENCE));
  if (plaintext === undefined) throw new ExchangeError("counterpart.not-authenticated", { detail: "record" });
  const sequence = readUint32(number) * 0x100000000 + readUint32(number, 4);
  if (sequence < expected) throw new ExchangeError("counterpart.replayed", { detail: "record" });
  if (sequence > expected) throw new ExchangeError("transport.closed", { detail: "gap" });
  return plaintext;
}
