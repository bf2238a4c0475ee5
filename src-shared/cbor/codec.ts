// CBOR in and out: cbor-x configured once, canonical bytes only. RFC 8949 §4.2.1; vectors/cbor-appendix-a.json

import { ExchangeError } from "../errors.ts";
import type { CborLimits } from "./strict.ts";

export type CborKey = string | number;
/** Integers are safe integers; other numbers become 64-bit floats. */
export type CborValue = string | number | boolean | null | Uint8Array | readonly CborValue[] | CborObject | CborMap;
export type CborObject = { readonly [key: string]: CborValue };
export type CborMap = ReadonlyMap<CborKey, CborValue>;

export function encodeCbor(_value: CborValue): Uint8Array {
  throw new ExchangeError("internal.bug", { detail: "not built yet" });
}

/** Maps come back as plain objects. */
export function decodeCbor(_bytes: Uint8Array, _limits?: CborLimits): CborValue {
  throw new ExchangeError("internal.bug", { detail: "not built yet" });
}

/** Maps come back as Map and may have integer keys (COSE, protocol messages). */
export function decodeCborMaps(_bytes: Uint8Array, _limits?: CborLimits): CborValue {
  throw new ExchangeError("internal.bug", { detail: "not built yet" });
}
