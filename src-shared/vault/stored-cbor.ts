// The CBOR of the vault's own records, which its keys vouch for: strict as any other, and as large as what was put in.

import { type CborValue, decodeCbor } from "../cbor/codec.ts";

const LIMITS = { maximumItems: Number.MAX_SAFE_INTEGER, maximumString: Number.MAX_SAFE_INTEGER };

/** Throws `format.malformed`. */
export function decodeStored(plaintext: Uint8Array): CborValue {
  return decodeCbor(plaintext, LIMITS);
}
