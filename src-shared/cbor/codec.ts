// CBOR in and out: cbor-x configured once, canonical bytes only. RFC 8949 §4.2.1; vectors/appendix-a.json

import { addExtension, Encoder } from "cbor-x/encode";
import { ExchangeError } from "../errors.ts";
import { canonical, NegativeZero } from "./canonical.ts";
import { readChecked } from "./checked-reader.ts";
import { type CborLimits, validateCbor } from "./strict.ts";

export type CborKey = string | number;
/** Safe integers are integers on the wire, other numbers 64-bit floats. */
export type CborValue = string | number | boolean | null | Uint8Array | readonly CborValue[] | CborObject | CborMap;
export type CborObject = { readonly [key: string]: CborValue };
export type CborMap = ReadonlyMap<CborKey, CborValue>;

const SETTINGS = {
  useRecords: false,
  variableMapSize: true,
  tagUint8Array: false,
  useTag259ForMaps: false,
  int64AsNumber: true,
  copyBuffers: true,
  mapsAsObjects: true,
};
const codec = new Encoder(SETTINGS);

const negativeZero = {
  Class: NegativeZero,
  encode(this: { alwaysUseFloat?: boolean }, _value: NegativeZero, write: (number: number) => void): void {
    this.alwaysUseFloat = true;
    write(-0);
    this.alwaysUseFloat = false;
  },
};
// An extension without a tag writes its value bare; the published types know only tagged ones.
addExtension(negativeZero as unknown as Parameters<typeof addExtension>[0]);

/**
 * Canonical bytes in a buffer of their own. Lone surrogates become U+FFFD, because UTF-8 cannot hold them.
 * Throws `format.malformed` for a key `__proto__`, `format.limit-exceeded` below depth 128, `internal.bug` for what has no CBOR form.
 */
export function encodeCbor(value: CborValue): Uint8Array {
  const scratch: Uint8Array = codec.encode(canonical(value));
  const bytes = new Uint8Array(scratch);
  scratch.fill(0);
  return bytes;
}

/** One strict item; maps come back as plain objects, byte strings as copies. Throws `format.malformed` or `format.limit-exceeded`. */
export function decodeCbor(bytes: Uint8Array, limits: CborLimits = {}): CborValue {
  validateCbor(bytes, { ...limits, plainObjects: true });
  // A view of its own: cbor-x hangs a DataView onto what it reads.
  const source = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (hasByteOrderMark(source)) return readChecked(source, { maps: false, shared: false });
  try {
    return codec.decode(source);
  } catch (cause) {
    throw new ExchangeError("internal.bug", { detail: "CBOR decoder", cause });
  }
}

/**
 * As `decodeCbor`, but maps come back as Map and may have integer keys (COSE, protocol messages). `shared`: byte strings are parts
 * of `bytes`, so that a message that is mostly one long byte string is not copied.
 */
export function decodeCborMaps(bytes: Uint8Array, limits: CborLimits = {}, byteStrings: "copied" | "shared" = "copied"): CborValue {
  validateCbor(bytes, { ...limits, integerKeys: true });
  return readChecked(bytes, { maps: true, shared: byteStrings === "shared" });
}

/** cbor-x drops a leading U+FEFF from text above 64 bytes; what may hold one is read without it. */
function hasByteOrderMark(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(0xef); at >= 0; at = bytes.indexOf(0xef, at + 1)) {
    if (bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf) return true;
  }
  return false;
}
