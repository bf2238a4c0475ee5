// Signatures with the PKCS#8 keys credentials carry, on node:crypto's thread pool: ECDSA, EdDSA, RSA and ML-DSA (RFC 9053, 8812, 9964).

import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import type { CredentialKeys, SignatureAlgorithm } from "../../src-shared/crypto/primitives.ts";
import { type KeyAlgorithm, pkcs8Algorithm } from "../../src-shared/cxf/pkcs8.ts";
import { ExchangeError } from "../../src-shared/errors.ts";
import { isMlDsa, type MlDsaKey, mlDsaKey, mlDsaSign, mlDsaVerify } from "./ml-dsa.ts";

/** Above this a key costs seconds per signature: RSA 8192 fits, RSA 16384 does not. */
const MAXIMUM_PKCS8 = 6 << 10;

const DIGEST: Partial<Record<SignatureAlgorithm, string>> = { ES256: "sha256", ES384: "sha384", ES512: "sha512", RS256: "sha256" };

/** ECDSA signatures are DER, as authenticators write them (WebAuthn §6.5.5); RSA's are PKCS #1 v1.5. `sign` and `verify` reject with `format.malformed` for a key that does not load, `format.unsupported` for one without an algorithm here. */
export const nodeCredentialKeys: CredentialKeys = {
  algorithm(pkcs8) {
    return signatureAlgorithm(pkcs8Algorithm(pkcs8), pkcs8.length);
  },

  async sign(pkcs8, message) {
    const key = load(pkcs8);
    if (key.kind === "noble") return mlDsaSign(key.key, message);
    if (key.algorithm === "ES256") return signedAtOnce(key, message);
    return new Promise((resolve, reject) => {
      // OpenSSL answers an empty signature for a scalar of zero.
      sign(digestOf(key), message, key.key, (cause, signature) => (signature?.length ? resolve(new Uint8Array(signature)) : reject(unusable(cause))));
    });
  },

  async verify(pkcs8, message, signature) {
    const key = load(pkcs8);
    if (key.kind === "noble") return mlDsaVerify(key.key, message, signature);
    if (key.algorithm === "ES256") return verify(digestOf(key), message, key.key, signature);
    return new Promise((resolve, reject) => {
      verify(digestOf(key), message, createPublicKey(key.key), signature, (cause, fits) => (cause === null ? resolve(fits) : reject(unusable(cause))));
    });
  },
};

/** P-256, which almost every passkey is, takes less time here than handing it to another thread and back. */
function signedAtOnce(key: NativeKey, message: Uint8Array): Uint8Array {
  const signature = sign(digestOf(key), message, key.key);
  if (signature.length === 0) throw unusable(undefined);
  return new Uint8Array(signature);
}

/** Bytes of the private scalar. */
const SCALAR: Partial<Record<SignatureAlgorithm, number>> = { ES256: 32, ES384: 48, ES512: 66 };

/** OpenSSL loads such a key, signs with it, and finds its own signature good. RFC 5915: INTEGER 1, then the scalar as OCTET STRING. */
function hasZeroScalar(pkcs8: Uint8Array, size: number): boolean {
  const at = pkcs8.findIndex((_, i) => pkcs8[i] === 2 && pkcs8[i + 1] === 1 && pkcs8[i + 2] === 1 && pkcs8[i + 3] === 4 && pkcs8[i + 4] === size);
  return at >= 0 && pkcs8.subarray(at + 5, at + 5 + size).every((byte) => byte === 0);
}

type NativeKey = { readonly kind: "native"; readonly algorithm: SignatureAlgorithm; readonly key: KeyObject };
type LoadedKey = NativeKey | { readonly kind: "noble"; readonly key: MlDsaKey };

function signatureAlgorithm(algorithm: KeyAlgorithm, length: number): SignatureAlgorithm | undefined {
  if (length > MAXIMUM_PKCS8 || algorithm === "unknown") return undefined;
  return algorithm === "RSA" ? "RS256" : algorithm;
}

function load(pkcs8: Uint8Array): LoadedKey {
  const algorithm = nodeCredentialKeys.algorithm(pkcs8);
  if (algorithm === undefined) throw new ExchangeError("format.unsupported", { detail: "key algorithm" });
  if (algorithm in SCALAR && hasZeroScalar(pkcs8, SCALAR[algorithm] ?? 0)) throw unusable(undefined);
  try {
    return { kind: "native", algorithm, key: withoutStackTraces(() => createPrivateKey({ key: Buffer.from(pkcs8), format: "der", type: "pkcs8" })) };
  } catch (cause) {
    // Runtimes without ML-DSA (Electron before 43) refuse the key; a key that is broken fails in noble as well.
    if (isMlDsa(algorithm)) return { kind: "noble", key: mlDsaKey(algorithm, pkcs8) };
    throw unusable(cause);
  }
}

/** Node 24 finds out what it was given by four exceptions that it catches; their stack traces take as long as loading the key. */
function withoutStackTraces<T>(work: () => T): T {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return work();
  } finally {
    Error.stackTraceLimit = limit;
  }
}

function digestOf({ algorithm }: NativeKey): string | null {
  return DIGEST[algorithm] ?? null;
}

function unusable(cause: unknown): ExchangeError {
  return new ExchangeError("format.malformed", { detail: "private key", cause });
}
