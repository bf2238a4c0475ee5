// Base64 as other programs write it: either alphabet, padded or not, with line breaks. RFC 4648 §4, §5.

import { fromBase64url } from "../bytes.ts";

/** Undefined when it is not Base64. */
export function fromBase64(text: string): Uint8Array | undefined {
  const plain = text
    .replace(/[ \t\r\n]+/g, "")
    .replaceAll("+", "-")
    .replaceAll("/", "_");
  return fromBase64url(plain)?.bytes;
}
