// X-Wing (MLKEM768-X25519) for the handshake and every resume: what a counterpart sent and does not fit is its violation. docs/protocol.md §3

import { ml_kem768_x25519 } from "@noble/post-quantum/hybrid.js";
import type { Primitives } from "./primitives.ts";
import { LENGTH } from "./suite.ts";
import { violation } from "./wire.ts";

/** `secretKey` is the seed, 32 bytes. */
export function kemKeyPair(p: Primitives): { readonly publicKey: Uint8Array; readonly secretKey: Uint8Array } {
  return ml_kem768_x25519.keygen(p.random(LENGTH.kemSeed));
}

/** Throws `counterpart.protocol-violation`. */
export function encapsulate(p: Primitives, publicKey: Uint8Array): { readonly cipherText: Uint8Array; readonly sharedSecret: Uint8Array } {
  try {
    return ml_kem768_x25519.encapsulate(publicKey, p.random(LENGTH.kemCoins));
  } catch (cause) {
    throw violation("KEM public key", cause);
  }
}

/** Throws `counterpart.protocol-violation`. */
export function decapsulate(ciphertext: Uint8Array, secretKey: Uint8Array): Uint8Array {
  try {
    return ml_kem768_x25519.decapsulate(ciphertext, secretKey);
  } catch (cause) {
    throw violation("KEM ciphertext", cause);
  }
}
