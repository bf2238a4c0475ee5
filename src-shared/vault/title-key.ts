// The order of titles as bytes that compare as they should: letters in any case and without their accents, numbers by value.

import { fromUtf8, utf8 } from "../bytes.ts";

/** Bytes of a title, and of it folded, that count. */
const CONSIDERED = 200;
/** More than `writeTitleKey` ever writes: a digit takes two bytes at most. */
export const LONGEST_TITLE_KEY = CONSIDERED * 2;

const ZERO = 0x30;
const UPPER_A = 0x41;
const UPPER_Z = 0x5a;
const TO_LOWER = 0x20;
const LONG_NUMBER = 9;

export function titleKey(title: string): Uint8Array {
  const bytes = utf8(title);
  const key = new Uint8Array(LONGEST_TITLE_KEY);
  return key.slice(0, writeTitleKey(key, 0, bytes, 0, bytes.length));
}

/** Writes the key of the UTF-8 text from `from` to `to` into `out`; where it ends. */
export function writeTitleKey(out: Uint8Array, at: number, text: Uint8Array, from: number, to: number): number {
  const end = cut(text, from, to);
  const written = writeFolded(out, at, text, from, end, "ascii");
  if (written >= 0) return written;
  const folded = foldedText(fromUtf8(text.subarray(from, end)));
  return writeFolded(out, at, folded, 0, cut(folded, 0, folded.length), "any");
}

/** At most `CONSIDERED` bytes further, and not within a character. */
function cut(text: Uint8Array, from: number, to: number): number {
  if (to - from <= CONSIDERED) return to;
  let end = from + CONSIDERED;
  while (((text[end] as number) & 0xc0) === 0x80) end--;
  return end;
}

function foldedText(title: string): Uint8Array {
  return utf8(title.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase());
}

/** Where it ends; -1 at a letter that is not among `letters`. */
function writeFolded(out: Uint8Array, start: number, text: Uint8Array, from: number, to: number, letters: "ascii" | "any"): number {
  let at = start;
  let i = from;
  while (i < to) {
    const byte = text[i] as number;
    if (isDigit(byte)) {
      let end = i;
      while (end < to && isDigit(text[end] as number)) end++;
      at = writeNumber(out, at, text, i, end);
      i = end;
      continue;
    }
    if (byte >= 0x80 && letters === "ascii") return -1;
    out[at++] = byte >= UPPER_A && byte <= UPPER_Z ? byte + TO_LOWER : byte || 1; // 0 ends a key
    i++;
  }
  return at;
}

/** How many digits there are and then the digits, without the zeros before them: so 9 comes before 10. */
function writeNumber(out: Uint8Array, start: number, text: Uint8Array, from: number, to: number): number {
  let at = start;
  let first = from;
  while (first < to && text[first] === ZERO) first++;
  const digits = to - first;
  out[at++] = ZERO + Math.min(digits, LONG_NUMBER);
  if (digits >= LONG_NUMBER) out[at++] = 1 + digits - LONG_NUMBER;
  for (let i = first; i < to; i++) out[at++] = text[i] as number;
  return at;
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= ZERO + 9;
}
