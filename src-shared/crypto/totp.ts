// Time-based one-time codes, RFC 6238 over RFC 4226: used to compare codes on both ends and to show them.

import { hmac } from "@noble/hashes/hmac.js";
import { sha1 } from "@noble/hashes/legacy.js";
import { sha256, sha512 } from "@noble/hashes/sha2.js";
import { readUint32, uint64 } from "../bytes.ts";

const HASHES = { sha1, sha256, sha512 } as const;

export type TotpParameters = {
  /** Base32, RFC 4648 §6, upper case, unpadded. */
  readonly secret: string;
  readonly algorithm: keyof typeof HASHES;
  readonly digits: number;
  /** Seconds. */
  readonly period: number;
};

/** The code valid at `moment` (Unix seconds), `digits` long. Undefined when the secret is not Base32. */
export function totpCode(totp: TotpParameters, moment: number): string | undefined {
  const key = fromBase32(totp.secret);
  if (key === undefined || key.length === 0) return undefined;
  const mac = hmac(HASHES[totp.algorithm], key, uint64(Math.floor(moment / totp.period)));
  // RFC 4226 §5.3, dynamic truncation
  const offset = (mac[mac.length - 1] as number) & 15;
  const value = readUint32(mac, offset) & 0x7fffffff;
  return String(value % 10 ** totp.digits).padStart(totp.digits, "0");
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** RFC 4648 §6, upper case, unpadded; undefined for any other character. */
export function fromBase32(text: string): Uint8Array | undefined {
  const out = new Uint8Array(Math.floor((text.length * 5) / 8));
  let bits = 0;
  let group = 0;
  let at = 0;
  for (const letter of text) {
    const value = ALPHABET.indexOf(letter);
    if (value < 0) return undefined;
    group = ((group << 5) | value) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    out[at++] = (group >> bits) & 255;
  }
  return out;
}

export function base32(bytes: Uint8Array): string {
  let out = "";
  let bits = 0;
  let group = 0;
  for (const byte of bytes) {
    group = ((group << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      out += ALPHABET[(group >> bits) & 31];
    }
  }
  return bits > 0 ? out + ALPHABET[(group << (5 - bits)) & 31] : out;
}
