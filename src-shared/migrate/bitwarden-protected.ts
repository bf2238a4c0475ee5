// Opens Bitwarden's password-protected JSON export: KDF, HKDF-Expand, then HMAC-SHA-256 over AES-256-CBC (encryption type 2).

import { concat, utf8, wipe } from "../bytes.ts";
import type { Primitives } from "../crypto/primitives.ts";
import { ExchangeError } from "../errors.ts";
import type { Secret } from "../secret.ts";
import { fromBase64 } from "./base64.ts";
import { type JsonObject, numberIn, textIn } from "./json-source.ts";
import type { MigratePorts } from "./ports.ts";
import { SOURCE_LIMITS } from "./source-limits.ts";

/** The clear export inside. Throws `format.wrong-passphrase`, `format.malformed`, `format.unsupported`, `format.limit-exceeded`. */
export async function openProtectedExport(source: JsonObject, passphrase: Secret | undefined, ports: MigratePorts): Promise<Uint8Array> {
  if (passphrase === undefined) throw new ExchangeError("format.wrong-passphrase", { detail: "a password is needed" });
  const validation = cipherString(source, "encKeyValidation_DO_NOT_EDIT");
  const payload = cipherString(source, "data");
  const derived = await passphrase.use((bytes) => deriveKey(source, new Uint8Array(bytes), ports));
  const encryption = expand(ports.primitives, derived, "enc");
  const authentication = expand(ports.primitives, derived, "mac");
  try {
    if (openCipher(ports, encryption, authentication, validation) === undefined) throw new ExchangeError("format.wrong-passphrase");
    const clear = openCipher(ports, encryption, authentication, payload);
    if (clear === undefined) throw new ExchangeError("format.malformed", { path: "/data", detail: "authentication failed" });
    return clear;
  } finally {
    wipe(derived, encryption, authentication);
  }
}

/** 32 bytes; the salt is the export's Base64 text itself, not what it stands for. Takes ownership of `passphrase`. */
async function deriveKey(source: JsonObject, passphrase: Uint8Array, ports: MigratePorts): Promise<Uint8Array> {
  const salt = utf8(textIn(source, "salt") ?? "");
  const iterations = bounded(source, "kdfIterations", SOURCE_LIMITS.pbkdf2Iterations);
  try {
    switch (numberIn(source, "kdfType")) {
      case 0:
        return await ports.pbkdf2Sha256(passphrase, salt, iterations, 32);
      case 1: {
        const memoryKiB = 1024 * bounded(source, "kdfMemory", SOURCE_LIMITS.argon2MemoryKiB / 1024);
        const lanes = bounded(source, "kdfParallelism", SOURCE_LIMITS.argon2Lanes);
        if (memoryKiB * iterations > SOURCE_LIMITS.argon2Work)
          throw new ExchangeError("format.limit-exceeded", { path: "/kdfIterations", detail: "key derivation" });
        return await ports.argon2("argon2id", 0x13, passphrase, ports.primitives.sha256(salt), memoryKiB, iterations, lanes, 32);
      }
      default:
        throw new ExchangeError("format.unsupported", { path: "/kdfType", detail: "unknown key derivation" });
    }
  } finally {
    wipe(passphrase);
  }
}

function bounded(source: JsonObject, name: string, maximum: number): number {
  const value = numberIn(source, name);
  if (value === undefined || !Number.isSafeInteger(value) || value < 1) throw new ExchangeError("format.malformed", { path: `/${name}` });
  if (value > maximum) throw new ExchangeError("format.limit-exceeded", { path: `/${name}`, detail: "key derivation" });
  return value;
}

/** RFC 5869 §2.3 for one block: the derived key is used as the pseudorandom key, without the extract step. */
function expand(primitives: Primitives, key: Uint8Array, purpose: string): Uint8Array {
  return primitives.hmacSha256(key, utf8(purpose), Uint8Array.of(1));
}

type CipherString = { readonly iv: Uint8Array; readonly ciphertext: Uint8Array; readonly mac: Uint8Array };

/** `2.<iv>|<ciphertext>|<mac>`, each Base64. */
function cipherString(source: JsonObject, name: string): CipherString {
  const text = textIn(source, name) ?? "";
  const [type, rest] = [text.slice(0, 2), text.slice(2).split("|").map(fromBase64)];
  const [iv, ciphertext, mac] = rest;
  if (type !== "2." || rest.length !== 3 || iv?.length !== 16 || mac?.length !== 32 || ciphertext === undefined) {
    throw new ExchangeError("format.malformed", { path: `/${name}`, detail: "not an encrypted string" });
  }
  return { iv, ciphertext, mac };
}

function openCipher(ports: MigratePorts, encryption: Uint8Array, authentication: Uint8Array, { iv, ciphertext, mac }: CipherString): Uint8Array | undefined {
  const expected = ports.primitives.hmacSha256(authentication, concat(iv, ciphertext));
  return ports.primitives.equal(expected, mac) ? ports.aesCbcDecrypt(encryption, iv, ciphertext) : undefined;
}
