// Byte-array arithmetic shared by every layer: joining, comparing, and the text forms bytes take (hex, base64url, UTF-8).

const encoder = new TextEncoder();
const strictDecoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const out = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** Throws TypeError on invalid UTF-8. */
export function fromUtf8(bytes: Uint8Array): string {
  return strictDecoder.decode(bytes);
}

/** Not constant-time: for public values only; secrets go through `Primitives.equal`. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Bytewise order, a prefix first: RFC 8949 §4.2.1. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const difference = (a[i] as number) - (b[i] as number);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

const HEX = "0123456789abcdef";

export function hex(bytes: Uint8Array): string {
  const codes = new Uint8Array(bytes.length * 2);
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    codes[i * 2] = HEX.charCodeAt(byte >> 4);
    codes[i * 2 + 1] = HEX.charCodeAt(byte & 15);
  }
  return ascii(codes);
}

/** One flat text; put together character by character it would stay a tree of ten times its size. */
function ascii(codes: Uint8Array): string {
  let out = "";
  for (let at = 0; at < codes.length; at += 4096) out += String.fromCharCode.apply(null, codes.subarray(at, at + 4096) as unknown as number[]);
  return out;
}

/** Undefined when the text is not pairs of hexadecimal digits. */
export function fromHex(text: string): Uint8Array | undefined {
  if (text.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(text)) return undefined;
  return Uint8Array.from({ length: text.length / 2 }, (_, i) => Number.parseInt(text.slice(i * 2, i * 2 + 2), 16));
}

const BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const BASE64URL_VALUE = new Int16Array(128).fill(-1);
for (let value = 0; value < 64; value++) BASE64URL_VALUE[BASE64URL.charCodeAt(value)] = value;

/** RFC 4648 §5, unpadded. */
export function base64url(bytes: Uint8Array): string {
  const codes = new Uint8Array(Math.ceil((bytes.length * 4) / 3));
  let group = 0;
  let bits = 0;
  let at = 0;
  for (let i = 0; i < bytes.length; i++) {
    group = ((group << 8) | (bytes[i] as number)) & 0xffff;
    for (bits += 8; bits >= 6; ) {
      bits -= 6;
      codes[at++] = BASE64URL.charCodeAt((group >> bits) & 63);
    }
  }
  if (bits > 0) codes[at] = BASE64URL.charCodeAt((group << (6 - bits)) & 63);
  return ascii(codes);
}

export type Base64urlText = { readonly bytes: Uint8Array; readonly canonical: boolean };

/** RFC 4648 §5 with or without padding; `canonical` is false for padding or non-zero trailing bits; undefined when it is not base64url. */
export function fromBase64url(text: string): Base64urlText | undefined {
  let length = text.length;
  while (length > 0 && text.charCodeAt(length - 1) === 61 && text.length - length < 2) length--;
  const padding = text.length - length;
  if (length % 4 === 1 || (padding > 0 && text.length % 4 !== 0)) return undefined;
  const bytes = new Uint8Array((length * 3) >> 2);
  let group = 0;
  let bits = 0;
  let at = 0;
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    const value = code < 128 ? (BASE64URL_VALUE[code] as number) : -1;
    if (value < 0) return undefined;
    group = ((group << 6) | value) & 0xffffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (group >> bits) & 255;
    }
  }
  const trailing = group & ((1 << bits) - 1);
  return { bytes, canonical: padding === 0 && trailing === 0 };
}

/** Big-endian unsigned 32-bit. */
export function uint32(value: number): Uint8Array {
  return Uint8Array.of((value >>> 24) & 255, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);
}

export function readUint32(bytes: Uint8Array, at = 0): number {
  return (((bytes[at] as number) << 24) | ((bytes[at + 1] as number) << 16) | ((bytes[at + 2] as number) << 8) | (bytes[at + 3] as number)) >>> 0;
}

/** Big-endian unsigned 64-bit; exact up to 2^53 - 1. */
export function uint64(value: number): Uint8Array {
  return concat(uint32(Math.floor(value / 0x100000000)), uint32(value % 0x100000000));
}

/** Best effort only: a copy the runtime made elsewhere stays (docs/security.md). */
export function wipe(...buffers: readonly (Uint8Array | undefined)[]): void {
  for (const buffer of buffers) buffer?.fill(0);
}
