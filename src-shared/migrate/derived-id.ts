// Identifiers for elements whose source has none: derived from what identifies them there, so that a second import finds them again.

import { concat, uint32, utf8 } from "../bytes.ts";
import type { Primitives } from "../crypto/primitives.ts";

/** 16 bytes: SHA-256 over the parts, each with its length before it. */
export function derivedId(primitives: Primitives, ...parts: readonly string[]): Uint8Array {
  const hashed = [utf8("keyferry bring-in v1")];
  for (const part of parts) {
    const bytes = utf8(part);
    hashed.push(concat(uint32(bytes.length), bytes));
  }
  return primitives.sha256(...hashed).slice(0, 16);
}

/** Answers each `take` with an identifier; the second time for the same parts with another one, in the order of the source. */
export function derivedIds(primitives: Primitives, formatId: string): (...parts: readonly string[]) => Uint8Array {
  const seen = new Map<string, number>();
  return (...parts) => {
    const key = JSON.stringify(parts);
    const repeats = seen.get(key) ?? 0;
    seen.set(key, repeats + 1);
    return derivedId(primitives, formatId, ...parts, String(repeats));
  };
}
