// The code that is read out over the phone: 8 letters of base32 without look-alikes, 40 bits, shown as XXXX-XXXX. crypto.md §0.3

import type { Primitives } from "./primitives.ts";

/** Crockford's: no I, L, O, U. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LOOK_ALIKES: { readonly [letter: string]: string } = { O: "0", I: "1", L: "1" };
const LETTERS = 8;

/** A fresh code; every one of the 2^40 is equally likely. */
export function newPhoneCode(p: Primitives): string {
  let code = "";
  for (const byte of p.random(LETTERS)) code += ALPHABET[byte & 31];
  return hyphenated(code);
}

/** As shown, from what a person typed in any case, spacing and with look-alikes; undefined when it cannot be a code. */
export function normalisePhoneCode(text: string): string | undefined {
  const letters = Array.from(text.replace(/[\s-]/gu, "").toUpperCase(), (letter) => LOOK_ALIKES[letter] ?? letter);
  return letters.length === LETTERS && letters.every((letter) => ALPHABET.includes(letter)) ? hyphenated(letters.join("")) : undefined;
}

function hyphenated(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}
