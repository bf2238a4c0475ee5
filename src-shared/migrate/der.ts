// The little of DER (X.690) that writing a private key needs.

import { concat, fromHex } from "../bytes.ts";

const SEQUENCE = 0x30;

function tlv(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = concat(...parts);
  return concat(Uint8Array.of(tag), lengthOctets(content.length), content);
}

function lengthOctets(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length);
  if (length < 0x100) return Uint8Array.of(0x81, length);
  return Uint8Array.of(0x82, length >> 8, length & 255);
}

export function derSequence(...parts: readonly Uint8Array[]): Uint8Array {
  return tlv(SEQUENCE, ...parts);
}

/** Unsigned, big-endian. */
export function derInteger(value: Uint8Array): Uint8Array {
  let start = 0;
  while (start < value.length - 1 && value[start] === 0) start++;
  const digits = value.length === 0 ? Uint8Array.of(0) : value.subarray(start);
  return tlv(0x02, (digits[0] as number) >= 0x80 ? concat(Uint8Array.of(0), digits) : digits);
}

export function derOctets(content: Uint8Array): Uint8Array {
  return tlv(0x04, content);
}

export function derBits(content: Uint8Array): Uint8Array {
  return tlv(0x03, Uint8Array.of(0), content);
}

/** `[number]` EXPLICIT. */
export function derExplicit(number: number, content: Uint8Array): Uint8Array {
  return tlv(0xa0 | number, content);
}

/** An object identifier from the hexadecimal of its content octets. */
export function derOid(content: string): Uint8Array {
  return tlv(0x06, fromHex(content) as Uint8Array);
}

export const DER_NULL = Uint8Array.of(0x05, 0x00);
