// The inner header of a KDBX 4 file: the key stream for protected values and the attached files.

import { ExchangeError } from "../errors.ts";

const END = 0;
const STREAM_ALGORITHM = 1;
const STREAM_KEY = 2;
const BINARY = 3;

export type InnerHeader = {
  readonly algorithm: number;
  readonly key: Uint8Array;
  /** By their number, from "0" on. */
  readonly binaries: ReadonlyMap<string, Uint8Array>;
  /** Bytes up to the XML. */
  readonly length: number;
};

/** Each field is its kind, a little-endian 32-bit length and the content. Throws `format.malformed`. */
export function innerHeader(bytes: Uint8Array): InnerHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const binaries = new Map<string, Uint8Array>();
  let algorithm = 0;
  let key = new Uint8Array();
  let at = 0;
  for (;;) {
    if (at + 5 > bytes.length) throw new ExchangeError("format.malformed", { detail: "KDBX inner header" });
    const kind = bytes[at];
    const length = view.getUint32(at + 1, true);
    at += 5;
    if (length > bytes.length - at) throw new ExchangeError("format.malformed", { detail: "KDBX inner header" });
    const content = new Uint8Array(bytes.subarray(at, at + length));
    if (kind === STREAM_ALGORITHM && length === 4) algorithm = view.getUint32(at, true);
    at += length;
    if (kind === END) return { algorithm, key, binaries, length: at };
    if (kind === STREAM_KEY) key = content;
    // The first byte says whether the program should guard it in memory.
    if (kind === BINARY) binaries.set(String(binaries.size), content.subarray(1));
  }
}
