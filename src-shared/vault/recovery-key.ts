// The printed recovery key: 128 random bits and a 12-bit check, as 28 characters in seven groups. Alphabet: Crockford base32.

import { concat, utf8 } from "../bytes.ts";
import type { Primitives } from "../crypto/primitives.ts";
import { ExchangeError } from "../errors.ts";
import { Secret } from "../secret.ts";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const SECRET = 16;
const CHARACTERS = 28;
const GROUP = 4;

export function newRecoverySecret(p: Primitives): Secret {
  return new Secret(p.random(SECRET));
}

/** Such as `7K2M-…`, 34 characters with the hyphens. */
export function printRecoveryKey(p: Primitives, secret: Secret): string {
  return secret.use((bytes) => {
    const padded = concat(bytes, check(p, bytes));
    const characters = Array.from({ length: CHARACTERS }, (_, place) => ALPHABET[fiveBits(padded, place)] as string).join("");
    return (characters.match(new RegExp(`.{${GROUP}}`, "g")) ?? []).join("-");
  });
}

/** In any case, with anything between the characters, O for 0 and I or L for 1. Throws `vault.wrong-key`, detail "mistyped". */
export function readRecoveryKey(p: Primitives, text: string): Secret {
  const characters = text.toUpperCase().replaceAll("O", "0").replaceAll(/[IL]/g, "1").replaceAll(/[\s-]/g, "");
  const values = Array.from(characters, (character) => ALPHABET.indexOf(character));
  if (values.length !== CHARACTERS || values.includes(-1)) throw mistyped();
  const padded = new Uint8Array(18);
  for (const [place, value] of values.entries()) addFiveBits(padded, place, value);
  const bytes = padded.slice(0, SECRET);
  if (!p.equal(check(p, bytes), padded.subarray(SECRET))) throw mistyped();
  padded.fill(0);
  return new Secret(bytes);
}

/** 12 bits in two bytes, the last four bits zero. */
function check(p: Primitives, bytes: Uint8Array): Uint8Array {
  const digest = p.sha256(utf8("keyferry recovery key v1"), bytes);
  return Uint8Array.of(digest[0] as number, (digest[1] as number) & 0xf0);
}

function fiveBits(bytes: Uint8Array, place: number): number {
  const bit = place * 5;
  const window = ((bytes[bit >> 3] as number) << 8) | (bytes[(bit >> 3) + 1] ?? 0);
  return (window >> (11 - (bit & 7))) & 31;
}

function addFiveBits(bytes: Uint8Array, place: number, value: number): void {
  const bit = place * 5;
  const window = value << (11 - (bit & 7));
  const at = bit >> 3;
  bytes[at] = (bytes[at] as number) | (window >> 8);
  if (at + 1 < bytes.length) bytes[at + 1] = (bytes[at + 1] as number) | (window & 255);
}

function mistyped(): ExchangeError {
  return new ExchangeError("vault.wrong-key", { detail: "mistyped" });
}
