// How hard what the generator makes is to guess: it is drawn at random, so its length says it all.

export type Recipe = { readonly kind: "letters" | "words" | "pin"; readonly length: number; readonly digits: boolean; readonly symbols: boolean };

export type Strength = "weak" | "fair" | "strong" | "very-strong";

/** Bits of one letter, digit, symbol of the generator's alphabets, and of a word of its list. */
const LETTERS = 52;
const DIGITS = 10;
const SYMBOLS = 17;
const WORD_BITS = 12.9;

function bitsOf({ kind, length, digits, symbols }: Recipe): number {
  if (kind === "pin") return length * Math.log2(DIGITS);
  if (kind === "words") return length * WORD_BITS;
  return length * Math.log2(LETTERS + (digits ? DIGITS : 0) + (symbols ? SYMBOLS : 0));
}

export function strengthOf(recipe: Recipe): Strength {
  const bits = bitsOf(recipe);
  return bits < 40 ? "weak" : bits < 60 ? "fair" : bits < 90 ? "strong" : "very-strong";
}

export const LENGTHS: { readonly [kind in Recipe["kind"]]: { readonly least: number; readonly most: number; readonly usual: number } } = {
  letters: { least: 8, most: 64, usual: 20 },
  words: { least: 3, most: 12, usual: 5 },
  pin: { least: 4, most: 12, usual: 6 },
};
