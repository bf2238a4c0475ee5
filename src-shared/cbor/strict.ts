// Strict check of untrusted CBOR before any decoder sees it: RFC 8949 §4.2.1 core deterministic form, without tags.

import { ExchangeError } from "../errors.ts";

/** What a document may hold; lengths in bytes. Absent members take the defaults. */
export type CborLimits = {
  readonly maximumDepth?: number;
  readonly maximumItems?: number;
  readonly maximumString?: number;
  /** Allow finite 64-bit floats that are not safe integers; default false. */
  readonly floats?: boolean;
};

export type StrictOptions = CborLimits & {
  /** Allow integers beside text as map keys; default false. */
  readonly integerKeys?: boolean;
};

/** Throws `format.malformed` or `format.limit-exceeded`, with the reason and byte offset as detail. */
export function validateCbor(_bytes: Uint8Array, _options: StrictOptions = {}): void {
  throw new ExchangeError("internal.bug", { detail: "not built yet" });
}
