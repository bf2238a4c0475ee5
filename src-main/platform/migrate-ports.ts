// What reading foreign files needs, on node:crypto and node:zlib; Argon2 by platform/passphrase-kdf.ts.

import { createDecipheriv, pbkdf2 } from "node:crypto";
import { promisify } from "node:util";
import { inflateRawSync } from "node:zlib";
import type { Primitives } from "../../src-shared/crypto/primitives.ts";
import type { MigratePorts } from "../../src-shared/migrate/ports.ts";
import { type Argon2Version, argon2 } from "./passphrase-kdf.ts";

const pbkdf2Async = promisify(pbkdf2);

export function migratePorts(primitives: Primitives): MigratePorts {
  return {
    primitives,
    argon2: (kind, version, passphrase, salt, memoryKiB, passes, lanes, length) =>
      argon2(kind === "argon2d" ? "d" : "id", version as Argon2Version, passphrase, salt, { memoryKiB, passes, lanes }, length),
    pbkdf2Sha256: async (passphrase, salt, iterations, length) => plain(await pbkdf2Async(passphrase, salt, iterations, length, "sha256")),
    aesCbcDecrypt,
    inflateRaw,
  };
}

function aesCbcDecrypt(key: Uint8Array, iv: Uint8Array, ciphertext: Uint8Array): Uint8Array | undefined {
  const decipher = createDecipheriv("aes-256-cbc", key, iv);
  const start = decipher.update(ciphertext);
  try {
    return plain(Buffer.concat([start, decipher.final()]));
  } catch {
    // OpenSSL says only that the padding or the length does not fit.
    return undefined;
  }
}

function inflateRaw(deflated: Uint8Array, maximum: number): Uint8Array | undefined {
  try {
    return plain(inflateRawSync(deflated, { maxOutputLength: Math.max(1, maximum) }));
  } catch {
    // zlib says only that the input is damaged or would be longer.
    return undefined;
  }
}

function plain(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length);
}
