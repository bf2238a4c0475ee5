// The oracle for the crypto port: noble's pure implementations. Slow, for tests only.

import { gcm } from "@noble/ciphers/aes.js";
import { p256 } from "@noble/curves/nist.js";
import { hkdf } from "@noble/hashes/hkdf.js";
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { concat, sameBytes } from "../bytes.ts";
import type { Primitives } from "../crypto/primitives.ts";

export function noblePrimitives(random: (length: number) => Uint8Array): Primitives {
  return {
    random,
    sha256: (...parts) => sha256(concat(...parts)),
    hmacSha256: (key, ...parts) => hmac(sha256, key, concat(...parts)),
    hkdfSha256: (ikm, salt, info, length) => hkdf(sha256, ikm, salt, info, length),
    seal: (key, nonce, associatedData, plaintext, head = new Uint8Array(0)) => concat(head, gcm(key, nonce, associatedData).encrypt(plaintext)),
    open(key, nonce, associatedData, sealed) {
      try {
        return gcm(key, nonce, associatedData).decrypt(sealed);
      } catch {
        return undefined;
      }
    },
    equal: sameBytes,
    generateSigningKey() {
      const privateKey = p256.utils.randomSecretKey(random(48));
      return { privateKey, publicKey: p256.getPublicKey(privateKey, false).slice(1) };
    },
    sign: (privateKey, message) => p256.sign(message, privateKey, { lowS: false }),
    verify(publicKey, message, signature) {
      try {
        return p256.verify(signature, message, concat(Uint8Array.of(4), publicKey), { lowS: false });
      } catch {
        return false;
      }
    },
  };
}
