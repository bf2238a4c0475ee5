// PEM blocks, RFC 7468, tolerant of missing line breaks.

import { fromBase64 } from "./base64.ts";

export type PemBlock = { readonly label: string; readonly bytes: Uint8Array };

/** The first block of `text`; undefined when there is none, when it has headers (encrypted, RFC 1421) or is not Base64. */
export function readPem(text: string): PemBlock | undefined {
  const match = /-----BEGIN ([A-Z0-9 ]{1,40})-----([^-]*)-----END \1-----/.exec(text);
  const bytes = fromBase64(match?.[2] ?? "");
  return match?.[1] !== undefined && bytes !== undefined && bytes.length > 0 ? { label: match[1], bytes } : undefined;
}
