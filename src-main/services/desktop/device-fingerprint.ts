// A device key as two people can compare it: the beginning of its SHA-256 in groups of four.

import { fromBase64url, hex } from "../../../src-shared/bytes.ts";
import type { Primitives } from "../../../src-shared/crypto/primitives.ts";

const BYTES = 8;

/** `key` as bytes or as base64url; such as “A1B2 C3D4 E5F6 0718”, empty when it is no key. */
export function deviceFingerprint(primitives: Pick<Primitives, "sha256">, key: Uint8Array | string): string {
  const bytes = typeof key === "string" ? fromBase64url(key)?.bytes : key;
  if (bytes === undefined || bytes.length === 0) return "";
  const digits = hex(primitives.sha256(bytes).subarray(0, BYTES)).toUpperCase();
  return (digits.match(/.{4}/g) ?? []).join(" ");
}
