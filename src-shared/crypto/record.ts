// The record layer: 8-byte big-endian sequence || AES-256-GCM under the direction's traffic key. docs/protocol.md §6

import { ExchangeError } from "../errors.ts";
import type { TrafficKey } from "./kdf.ts";
import type { Primitives } from "./primitives.ts";

/** Bytes a record adds to its plaintext. */
export const RECORD_OVERHEAD = 24;

export function sealRecord(_p: Primitives, _key: TrafficKey, _sequence: number, _plaintext: Uint8Array): Uint8Array {
  throw new ExchangeError("internal.bug", { detail: "not built yet" });
}

/**
 * Throws `counterpart.not-authenticated` for a frame that does not authenticate, `counterpart.replayed` for one
 * below `expected`, `transport.closed` (detail "gap") for one above it.
 */
export function openRecord(_p: Primitives, _key: TrafficKey, _expected: number, _frame: Uint8Array): Uint8Array {
  throw new ExchangeError("internal.bug", { detail: "not built yet" });
}
