// A file's bytes as text: UTF-8 or, with its byte order mark, UTF-16.

import { ExchangeError } from "../errors.ts";

/** Without the byte order mark. Throws `format.malformed` when it is not text. */
export function sourceText(bytes: Uint8Array): string {
  try {
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new ExchangeError("format.malformed", { detail: "not UTF-8 text", cause });
  }
}

/** The first 64 KiB, with whatever is not text replaced: enough to recognise a format. */
export function sourceHead(bytes: Uint8Array): string {
  const head = bytes.subarray(0, 1 << 16);
  return new TextDecoder(encodingOf(head)).decode(head);
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : "utf-8";
}
