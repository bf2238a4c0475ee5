// What a structure cannot say about an item: keys that must parse, secrets that must have a length. CXF 1.0 §3.3.7, §3.3.12, §3.3.15, §3.3.16

import { ExchangeError } from "../errors.ts";
import { type Credential, type Item, isType, type Passkey, type Totp } from "./document.ts";
import { LIMITS } from "./limits.ts";
import { pkcs8Algorithm } from "./pkcs8.ts";
import type { ReadReason } from "./reasons.ts";

export type Problem = {
  /** RFC 6901, from the credential or the item it was found in. */
  readonly path: string;
  readonly reason: ReadReason;
  /** What must be left out because of it: the credential, the member at `path`, or nothing. */
  readonly costs: "credential" | "member" | "nothing";
};

export type ValidationOptions = {
  /** Raw DEFLATE, RFC 1951; undefined when the bytes are not, or give more than `maximum`. Large blobs go unchecked without it. */
  readonly inflateRaw?: ((bytes: Uint8Array, maximum: number) => Uint8Array | undefined) | undefined;
};

/** Everything an importer should know of an item that is structurally right. */
export function validateItem(item: Item, options: ValidationOptions = {}): readonly Problem[] {
  return item.credentials.flatMap((credential, index) =>
    credentialProblems(credential, options).map((problem) => ({ ...problem, path: `/credentials/${index}${problem.path}` })),
  );
}

export function credentialProblems(credential: Credential, options: ValidationOptions): readonly Problem[] {
  if (isType(credential, "passkey")) return passkeyProblems(credential, options);
  if (isType(credential, "ssh-key")) return keyProblems(credential.privateKey, "/privateKey");
  if (isType(credential, "totp")) return totpProblems(credential);
  if (isType(credential, "file") && credential.integrityHash.length !== 32) return [{ path: "/integrityHash", reason: "integrity-hash", costs: "nothing" }];
  return [];
}

function passkeyProblems(passkey: Passkey, options: ValidationOptions): readonly Problem[] {
  const problems: Problem[] = [...keyProblems(passkey.key, "/key")];
  if (!isRpId(passkey.rpId)) problems.push({ path: "/rpId", reason: "rp-id", costs: "credential" });
  if (passkey.userHandle.length === 0) problems.push({ path: "/userHandle", reason: "empty-user-handle", costs: "nothing" });
  const { hmacCredentials: hmac, largeBlob } = passkey.fido2Extensions ?? {};
  if (hmac && (hmac.credWithUV.length !== LIMITS.hmacSeed || hmac.credWithoutUV.length !== LIMITS.hmacSeed)) {
    problems.push({ path: "/fido2Extensions/hmacCredentials", reason: "hmac-seed-length", costs: "member" });
  }
  if (largeBlob && !unpacks(largeBlob.data, largeBlob.uncompressedSize, options)) {
    problems.push({ path: "/fido2Extensions/largeBlob", reason: "large-blob", costs: "member" });
  }
  return problems;
}

function keyProblems(der: Uint8Array, path: string): readonly Problem[] {
  try {
    return pkcs8Algorithm(der) === "unknown" ? [{ path, reason: "unknown-key-algorithm", costs: "nothing" }] : [];
  } catch (error) {
    if (error instanceof ExchangeError && error.code === "format.malformed") return [{ path, reason: "key-not-pkcs8", costs: "credential" }];
    throw error;
  }
}

function totpProblems(totp: Totp): readonly Problem[] {
  const problems: Problem[] = [];
  if (!/^[A-Z2-7]+$/.test(totp.secret)) problems.push({ path: "/secret", reason: "totp-secret", costs: "credential" });
  if (totp.period < 1) problems.push({ path: "/period", reason: "totp-range", costs: "credential" });
  if (totp.digits < 1 || totp.digits > LIMITS.totpDigits) problems.push({ path: "/digits", reason: "totp-range", costs: "credential" });
  return problems;
}

/** A host name without scheme, port or path; case and script are the site's own affair. */
function isRpId(text: string): boolean {
  return text.length <= LIMITS.rpId && text.split(".").every((label) => /^[\p{L}\p{M}\p{N}_-]{1,63}$/u.test(label));
}

function unpacks(data: Uint8Array, size: number, options: ValidationOptions): boolean {
  if (size > LIMITS.largeBlob) return false;
  return options.inflateRaw === undefined || options.inflateRaw(data, size)?.length === size;
}
