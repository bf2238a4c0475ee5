// The gzip wrapper, RFC 1952, around the host's bounded inflate.

import { ExchangeError } from "../errors.ts";
import type { MigratePorts } from "./ports.ts";

const EXTRA = 4;
const NAME = 8;
const COMMENT = 16;
const HEADER_CHECK = 2;

/** Throws `format.malformed`, also for what would be longer than `maximum` bytes, before it is longer. */
export function gunzip(bytes: Uint8Array, maximum: number, ports: MigratePorts): Uint8Array {
  const start = headerLength(bytes);
  const end = bytes.length - 8;
  const content = start > end ? undefined : ports.inflateRaw(bytes.subarray(start, end), maximum);
  if (content === undefined || (content.length ^ sizeField(bytes, end + 4)) !== 0) throw new ExchangeError("format.malformed", { detail: "gzip" });
  return content;
}

/** ISIZE is the length modulo 2^32, little-endian; the exclusive or above compares 32 bits. */
function sizeField(bytes: Uint8Array, at: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset + at, 4).getInt32(0, true);
}

function headerLength(bytes: Uint8Array): number {
  const flags = bytes[3] ?? 0;
  if (bytes.length < 18 || bytes[0] !== 0x1f || bytes[1] !== 0x8b || bytes[2] !== 8) throw new ExchangeError("format.malformed", { detail: "gzip header" });
  let at = 10;
  if (flags & EXTRA) at += 2 + (bytes[at] ?? 0) + 256 * (bytes[at + 1] ?? 0);
  for (const text of [NAME, COMMENT]) {
    if (!(flags & text)) continue;
    const zero = bytes.indexOf(0, at);
    if (zero < 0) throw new ExchangeError("format.malformed", { detail: "gzip header" });
    at = zero + 1;
  }
  return flags & HEADER_CHECK ? at + 2 : at;
}
