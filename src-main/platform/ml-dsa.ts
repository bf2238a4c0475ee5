// ML-DSA (FIPS 204) by noble, for runtimes whose own crypto lacks it; the key forms of RFC 9881 §6.

import { ml_dsa44, ml_dsa65, ml_dsa87 } from "@noble/post-quantum/ml-dsa.js";
import type { SignatureAlgorithm } from "../../src-shared/crypto/primitives.ts";
import { ExchangeError } from "../../src-shared/errors.ts";

export type MlDsaAlgorithm = Extract<SignatureAlgorithm, `ML-DSA-${string}`>;
export type MlDsaKey = { readonly algorithm: MlDsaAlgorithm; readonly publicKey: Uint8Array; readonly secretKey: Uint8Array };

const SCHEMES = { "ML-DSA-44": ml_dsa44, "ML-DSA-65": ml_dsa65, "ML-DSA-87": ml_dsa87 } as const;
const SEED = 32;
const SEED_TAG = 0x80;
const OCTET_STRING = 0x04;
const SEQUENCE = 0x30;

export function isMlDsa(algorithm: SignatureAlgorithm): algorithm is MlDsaAlgorithm {
  return algorithm in SCHEMES;
}

/** From a PKCS#8 key whose algorithm is known: a seed, an expanded key, or both. Throws `format.malformed`. */
export function mlDsaKey(algorithm: MlDsaAlgorithm, pkcs8: Uint8Array): MlDsaKey {
  const scheme = SCHEMES[algorithm];
  const held = contentOf(pkcs8, scheme.lengths.secretKey ?? 0);
  const seed = held.length === SEED ? held : undefined;
  try {
    const secretKey = seed === undefined ? held : scheme.keygen(seed).secretKey;
    return { algorithm, secretKey, publicKey: scheme.getPublicKey(secretKey) };
  } catch (cause) {
    throw malformed(cause);
  }
}

export function mlDsaSign(key: MlDsaKey, message: Uint8Array): Uint8Array {
  return SCHEMES[key.algorithm].sign(message, key.secretKey);
}

export function mlDsaVerify(key: MlDsaKey, message: Uint8Array, signature: Uint8Array): boolean {
  const scheme = SCHEMES[key.algorithm];
  return signature.length === scheme.lengths.signature && scheme.verify(signature, message, key.publicKey);
}

/** The seed where there is one, else the expanded key: the last element of the private key's choice. */
function contentOf(pkcs8: Uint8Array, expandedLength: number): Uint8Array {
  const outer = element(pkcs8, 0, SEQUENCE);
  const version = element(pkcs8, outer.start, 0x02);
  const identifier = element(pkcs8, version.end, SEQUENCE);
  const key = element(pkcs8, identifier.end, OCTET_STRING);
  const choice = pkcs8[key.start];
  if (choice === SEED_TAG) return slice(pkcs8, element(pkcs8, key.start, SEED_TAG), SEED);
  if (choice === OCTET_STRING) return slice(pkcs8, element(pkcs8, key.start, OCTET_STRING), expandedLength);
  const both = element(pkcs8, key.start, SEQUENCE);
  return slice(pkcs8, element(pkcs8, both.start, OCTET_STRING), SEED);
}

type Element = { readonly start: number; readonly end: number };

/** The content of the DER element at `at`. Throws `format.malformed`. */
function element(bytes: Uint8Array, at: number, tag: number): Element {
  if (bytes[at] !== tag) throw malformed();
  const first = bytes[at + 1] ?? 0xff;
  const size = first < 0x80 ? 0 : first - 0x80;
  if (size > 2) throw malformed();
  let length = size === 0 ? first : 0;
  for (let i = 0; i < size; i++) length = length * 256 + (bytes[at + 2 + i] ?? 0);
  const start = at + 2 + size;
  if (start + length > bytes.length) throw malformed();
  return { start, end: start + length };
}

function slice(bytes: Uint8Array, { start, end }: Element, length: number): Uint8Array {
  if (end - start !== length) throw malformed();
  return bytes.slice(start, end);
}

function malformed(cause?: unknown): ExchangeError {
  return new ExchangeError("format.malformed", { detail: "ML-DSA private key", cause });
}
