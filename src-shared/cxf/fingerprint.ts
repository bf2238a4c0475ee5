// The keyed fingerprint both computers make of an item: what the receipt compares. docs/protocol.md §8

import { utf8 } from "../bytes.ts";
import type { Primitives } from "../crypto/primitives.ts";

const LABEL = utf8("keyferry item v1\0");

/** Bytes of a fingerprint. */
export const FINGERPRINT = 16;

/** `FINGERPRINT` bytes: HMAC-SHA256 under `key` over the label and the item's canonical CBOR, cut. */
export function fingerprint(primitives: Primitives, key: Uint8Array, itemBytes: Uint8Array): Uint8Array {
  return primitives.hmacSha256(key, LABEL, itemBytes).slice(0, FINGERPRINT);
}
