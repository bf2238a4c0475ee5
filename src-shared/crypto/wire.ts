// Reads the deterministic CBOR a counterpart sent: what is not exactly in shape is its protocol violation.

import { type CborMap, type CborValue, decodeCborMaps } from "../cbor/codec.ts";
import { ExchangeError } from "../errors.ts";

const LIMITS = { maximumDepth: 4, maximumItems: 128, maximumString: 1 << 18 };

export function violation(detail: string, cause?: unknown): ExchangeError {
  return new ExchangeError("counterpart.protocol-violation", { detail, cause });
}

/** Throws `counterpart.protocol-violation` for anything but one strict item. */
export function decodeWire(bytes: Uint8Array): CborValue {
  try {
    return decodeCborMaps(bytes, LIMITS);
  } catch (cause) {
    throw violation("CBOR", cause);
  }
}

export function wireArray(value: CborValue | undefined, length: number): readonly CborValue[] {
  if (!Array.isArray(value) || value.length !== length) throw violation("array");
  return value;
}

/** A map with exactly these integer keys. */
export function wireMap(value: CborValue | undefined, keys: readonly number[]): CborMap {
  if (!(value instanceof Map) || value.size !== keys.length || !keys.every((key) => value.has(key))) throw violation("map members");
  return value;
}

export function wireBytes(value: CborValue | undefined, length?: number): Uint8Array {
  if (!(value instanceof Uint8Array) || (length !== undefined && value.length !== length)) throw violation("byte string");
  return value;
}
