// Passwords, passphrases and PINs drawn at random, every choice equally likely.

import { ExchangeError } from "../../../src-shared/errors.ts";
import { WORDS } from "./word-list.ts";

export type Wanted = {
  readonly kind: "letters" | "words" | "pin";
  /** Characters, or words. */
  readonly length: number;
  readonly digits: boolean;
  readonly symbols: boolean;
};

type Random = (length: number) => Uint8Array;

const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"];
const DIGITS = [..."0123456789"];
const SYMBOLS = [..."!#$%&*+-.:;=?@^_~"];

/** Bits: a letter 5.7, with digits and symbols 6.3, a word 12.9, a digit 3.3. */
export function generate(random: Random, wanted: Wanted): string {
  if (wanted.kind === "pin") return drawn(random, DIGITS, wanted.length).join("");
  return wanted.kind === "words" ? passphrase(random, wanted) : password(random, wanted);
}

/** Drawn anew until each kind of character that was asked for is in it, so that all such passwords are equally likely. */
function password(random: Random, { length, digits, symbols }: Wanted): string {
  const kinds = [LETTERS, ...(digits ? [DIGITS] : []), ...(symbols ? [SYMBOLS] : [])];
  const alphabet = kinds.flat();
  for (;;) {
    const characters = drawn(random, alphabet, length);
    if (kinds.every((kind) => characters.some((character) => kind.includes(character)))) return characters.join("");
  }
}

/** A digit and a symbol, for sites that ask for them, stand at the end. */
function passphrase(random: Random, { length, digits, symbols }: Wanted): string {
  const words = drawn(random, WORDS, length).join("-");
  return words + (digits ? drawn(random, DIGITS, 1).join("") : "") + (symbols ? drawn(random, SYMBOLS, 1).join("") : "");
}

function drawn(random: Random, choices: readonly string[], count: number): readonly string[] {
  return Array.from({ length: count }, () => choices[below(random, choices.length)] as string);
}

/** A whole number below `end`, without the bias of a remainder. `end` is at most 65,536. */
export function below(random: Random, end: number): number {
  const fair = 0x10000 - (0x10000 % end);
  for (;;) {
    const [high = 0, low = 0] = random(2);
    const value = high * 256 + low;
    if (value < fair) return value % end;
  }
}

/** What was made last, until it is copied away, replaced or the vault is locked. */
export class Generator {
  readonly #random: Random;
  #last: string | undefined;

  constructor(random: Random) {
    this.#random = random;
  }

  make(wanted: Wanted): string {
    this.#last = generate(this.#random, wanted);
    return this.#last;
  }

  /** Throws `usage.invalid` when nothing was made. */
  last(): string {
    if (this.#last === undefined) throw new ExchangeError("usage.invalid", { detail: "nothing was made" });
    return this.#last;
  }

  forget(): void {
    this.#last = undefined;
  }
}
