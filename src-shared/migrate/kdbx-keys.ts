// From a passphrase and key file to the keys of a KDBX file; what the file asks of the key derivation is bounded before it runs.
// Format: https://keepass.info/help/kb/kdbx.html; the parts of kdbxweb that read it are used one by one.

import { sha512 } from "@noble/hashes/sha2.js";
import kdbxweb from "kdbxweb";
import { concat, wipe } from "../bytes.ts";
import { ExchangeError } from "../errors.ts";
import type { Secret } from "../secret.ts";
import type { MigratePorts } from "./ports.ts";
import { SOURCE_LIMITS } from "./source-limits.ts";

export type KdbxHeader = InstanceType<typeof kdbxweb.KdbxHeader>;

/** 32 bytes: the hash over the hashes of what was given. */
export async function compositeKey(passphrase: Secret | undefined, keyFile: Uint8Array | undefined): Promise<Uint8Array> {
  const password = passphrase?.use((bytes) => kdbxweb.ProtectedValue.fromBinary(exact(bytes))) ?? null;
  const credentials = new kdbxweb.KdbxCredentials(password, keyFile === undefined ? null : exact(keyFile));
  return new Uint8Array(await credentials.getHash());
}

export type KdbxKeys = { readonly cipherKey: Uint8Array /** KDBX 4 only: 64 bytes. */; readonly macKey: Uint8Array };

/** Wipes `composite`. Throws `format.limit-exceeded`, `format.unsupported`, `format.malformed`. */
export async function kdbxKeys(header: KdbxHeader, composite: Uint8Array, ports: MigratePorts): Promise<KdbxKeys> {
  const seed = new Uint8Array(header.masterSeed ?? malformed("master seed"));
  const transformed = header.versionMajor === 3 ? await transform3(header, composite) : await transform4(header, composite, ports);
  wipe(composite);
  const cipherKey = ports.primitives.sha256(seed, transformed);
  const macKey = sha512(concat(seed, transformed, Uint8Array.of(1)));
  wipe(transformed);
  return { cipherKey, macKey };
}

async function transform3(header: KdbxHeader, composite: Uint8Array): Promise<Uint8Array> {
  return aesKdf(composite, new Uint8Array(header.transformSeed ?? malformed("transform seed")), header.keyEncryptionRounds);
}

async function aesKdf(composite: Uint8Array, seed: Uint8Array, rounds: number | undefined): Promise<Uint8Array> {
  const checked = bounded(rounds, SOURCE_LIMITS.aesKdfRounds, "AES-KDF rounds");
  const encrypted = await kdbxweb.KeyEncryptorAes.encrypt(composite, exact(seed), checked);
  return new Uint8Array(await kdbxweb.CryptoEngine.sha256(exact(encrypted)));
}

async function transform4(header: KdbxHeader, composite: Uint8Array, ports: MigratePorts): Promise<Uint8Array> {
  const parameters = header.kdfParameters ?? malformed("key derivation");
  const number = (key: string): number | undefined => {
    const value = parameters.get(key);
    return value instanceof kdbxweb.Int64 ? value.value : typeof value === "number" ? value : undefined;
  };
  const bytes = (key: string): Uint8Array => {
    const value = parameters.get(key);
    return value instanceof ArrayBuffer ? new Uint8Array(value) : malformed("key derivation");
  };
  const { KdfId } = kdbxweb.Consts;
  const kind = kdbxweb.ByteUtils.bytesToBase64(bytes("$UUID"));
  if (kind === KdfId.Aes) return aesKdf(composite, bytes("S"), number("R"));
  if (kind !== KdfId.Argon2d && kind !== KdfId.Argon2id) throw new ExchangeError("format.unsupported", { detail: "unknown key derivation" });
  if (parameters.get("K") !== undefined || parameters.get("A") !== undefined) throw new ExchangeError("format.unsupported", { detail: "Argon2 with a secret" });
  const memoryKiB = bounded(number("M"), SOURCE_LIMITS.argon2MemoryKiB * 1024, "Argon2 memory") / 1024;
  const lanes = bounded(number("P"), SOURCE_LIMITS.argon2Lanes, "Argon2 lanes");
  const passes = bounded(number("I"), SOURCE_LIMITS.argon2Work / memoryKiB, "Argon2 passes");
  const version = number("V");
  if (!Number.isInteger(memoryKiB) || (version !== 0x10 && version !== 0x13)) malformed("key derivation");
  return ports.argon2(kind === KdfId.Argon2d ? "argon2d" : "argon2id", version, composite, bytes("S"), memoryKiB, passes, lanes, 32);
}

/** A buffer of its own with exactly these bytes; a host's kind of Uint8Array may share its buffer with others, even after `slice`. */
export function exact(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}

function bounded(value: number | undefined, maximum: number, detail: string): number {
  if (value === undefined || !Number.isSafeInteger(value) || value < 1) malformed("key derivation");
  if (value > maximum) throw new ExchangeError("format.limit-exceeded", { detail });
  return value;
}

function malformed(detail: string): never {
  throw new ExchangeError("format.malformed", { detail: `KDBX ${detail}` });
}
