// The short authentication string: 8 digits both sides take from the transcript; shown on one, typed on the other. crypto.md §2.1

import { hex } from "../bytes.ts";
import { deriveKey, type MasterSecret } from "./kdf.ts";
import type { Primitives } from "./primitives.ts";

const DIGITS = 8;
const CODES = 10n ** BigInt(DIGITS);

/** 64 derived bits modulo 10^8: no code is likelier than another by more than 10^8 / 2^64, so none is rejected. */
export function shortCode(p: Primitives, master: MasterSecret, transcript: Uint8Array): string {
  const bits = deriveKey(p, master, "cxt1 short code", transcript, 8);
  return (BigInt(`0x${hex(bits)}`) % CODES).toString().padStart(DIGITS, "0");
}

/** The 8 digits, from what a person typed with any spaces and dashes; undefined when it cannot be them. */
export function normaliseDigits(text: string): string | undefined {
  const digits = text.replace(/[\s-]/gu, "");
  return /^[0-9]{8}$/.test(digits) ? digits : undefined;
}
