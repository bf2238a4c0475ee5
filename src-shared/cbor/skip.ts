// Finds where one CBOR item ends without reading what is in it: for taking whole values out of a document and putting them back.

import { ExchangeError } from "../errors.ts";

/** What the head at `at` says: for text and bytes their length, for lists and maps their elements, for the rest its value; and where the head ends. */
export type Head = { readonly major: number; readonly argument: number; readonly end: number };

/** Throws `format.malformed` where the bytes end too early or hold what is not in deterministic CBOR without tags. */
export function headAt(bytes: Uint8Array, at: number): Head {
  const initial = bytes[at];
  if (initial === undefined) throw truncated();
  const major = initial >> 5;
  const low = initial & 31;
  if (low < 24) return { major, argument: low, end: at + 1 };
  if (low > 27 || major === 6) throw new ExchangeError("format.malformed", { detail: "CBOR head" });
  const end = at + 1 + (1 << (low - 24));
  if (end > bytes.length) throw truncated();
  let argument = 0;
  for (let i = at + 1; i < end; i++) argument = argument * 256 + (bytes[i] as number);
  return { major, argument, end };
}

/** The offset behind the item that begins at `at`, whatever it holds. Takes no longer than its bytes are many. Throws as `headAt`. */
export function itemEnd(bytes: Uint8Array, at: number): number {
  let here = at;
  for (let open = 1; open > 0; open--) {
    const { major, argument, end } = headAt(bytes, here);
    here = end;
    if (major === 2 || major === 3) here += argument;
    else if (major === 4) open += argument;
    else if (major === 5) open += argument * 2;
    if (here > bytes.length) throw truncated();
  }
  return here;
}

function truncated(): ExchangeError {
  return new ExchangeError("format.malformed", { detail: "CBOR truncated" });
}
