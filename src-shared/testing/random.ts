// Deterministic randomness for tests: SHA-256 in counter mode over a seed.

import { sha256 } from "@noble/hashes/sha2.js";
import { concat, uint32, utf8 } from "../bytes.ts";

/** Answers a `random(length)` whose bytes depend on the seed and the calls before. */
export function seededRandom(seed: string | number): (length: number) => Uint8Array {
  const key = sha256(utf8(String(seed)));
  let counter = 0;
  return (length) => {
    const out = new Uint8Array(length);
    for (let at = 0; at < length; at += 32) out.set(sha256(concat(key, uint32(counter++))).subarray(0, length - at), at);
    return out;
  };
}
