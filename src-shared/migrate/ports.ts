// What a host lends to the readers of foreign files: the ciphers and derivations those formats use. Implemented in src-main/platform/migrate-ports.ts.

import type { Primitives } from "../crypto/primitives.ts";

export type Argon2Kind = "argon2d" | "argon2id";

export interface MigratePorts {
  readonly primitives: Primitives;
  /** RFC 9106; `version` 0x10 or 0x13, memory in KiB, `length` in bytes. */
  argon2(
    kind: Argon2Kind,
    version: number,
    passphrase: Uint8Array,
    salt: Uint8Array,
    memoryKiB: number,
    passes: number,
    lanes: number,
    length: number,
  ): Promise<Uint8Array>;
  /** RFC 8018 §5.2 with HMAC-SHA-256; `length` in bytes. */
  pbkdf2Sha256(passphrase: Uint8Array, salt: Uint8Array, iterations: number, length: number): Promise<Uint8Array>;
  /** AES-256-CBC with PKCS#7 padding; undefined when the padding or a length does not fit. */
  aesCbcDecrypt(key: Uint8Array, iv: Uint8Array, ciphertext: Uint8Array): Uint8Array | undefined;
  /** RFC 1951; undefined when it is damaged or would be longer than `maximum` bytes. */
  inflateRaw(deflated: Uint8Array, maximum: number): Uint8Array | undefined;
}
