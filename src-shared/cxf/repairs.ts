// Repairs that need to know what they look at: older and sloppier forms before a structure is read, and its meaning afterwards. CXF 1.0 §3.3, §3.5

import { type Credential, isType } from "./document.ts";
import type { Plain } from "./plain.ts";
import type { Reader } from "./reader.ts";
import { urlForm } from "./urls.ts";
import { credentialProblems } from "./validate-item.ts";

/** The object to read instead of `source`; `source` itself is left alone. */
export function repairSource(reader: Reader, struct: string, source: Plain, path: string): Plain {
  if (struct === "totp") return repairTotp(reader, source, path);
  if (struct === "fido2-extensions") return repairHmacSecret(reader, source, path);
  if (struct === "scope") noteUrls(reader, source.urls, `${path}/urls`);
  if (struct === "sharing-accessor") noteAccessor(reader, source, path);
  return source;
}

/** Base32 in any spelling, algorithm names in any spelling. */
function repairTotp(reader: Reader, source: Plain, path: string): Plain {
  const { secret, algorithm } = source;
  const repaired = { ...source };
  if (typeof secret === "string") {
    repaired.secret = secret.replace(/[\s=-]/g, "").toUpperCase();
    if (repaired.secret !== secret) reader.repair(`${path}/secret`, "totp-secret-form");
  }
  if (typeof algorithm === "string") {
    repaired.algorithm = algorithm.toLowerCase().replace(/^(hmac-?)?sha-?(1|256|512)$/, "sha$2");
    if (repaired.algorithm !== algorithm) reader.repair(`${path}/algorithm`, "totp-algorithm-form");
  }
  return repaired;
}

/** The example of CXF 1.0 before its errata: one seed under HS256. It is used with and without user verification. */
function repairHmacSecret(reader: Reader, source: Plain, path: string): Plain {
  const legacy = source.hmacSecret;
  if (typeof legacy !== "object" || legacy === null || (source.hmacCredentials ?? null) !== null) return source;
  const { algorithm, secret, ...others } = legacy as Plain;
  if (algorithm !== "HS256" || typeof secret !== "string") return source;
  const { hmacSecret: _, ...rest } = source;
  reader.repair(`${path}/hmacSecret`, "legacy-hmac-secret");
  return { ...rest, hmacCredentials: { ...others, algorithm: "hmac-sha256", credWithUV: secret, credWithoutUV: secret } };
}

/** What a read structure means: notes, members left out, or undefined when all of it must go. */
export function settle(reader: Reader, struct: string, value: Plain, path: string): Plain | undefined {
  if (struct === "shared") return value;
  if (struct === "extension") noteExtension(reader, value, path);
  else if (struct === "unknown-credential") reader.note(path, "unknown-type");
  else return settleCredential(reader, value as Credential, path);
  return value;
}

function settleCredential(reader: Reader, credential: Credential, path: string): Credential | undefined {
  const problems = credentialProblems(credential, reader.options);
  const fatal = problems.find((problem) => problem.costs === "credential");
  if (fatal) return reader.refuse(path, fatal.reason);
  let settled: Plain = credential;
  for (const { path: at, reason, costs } of problems) {
    if (costs === "nothing") {
      reader.note(path + at, reason);
      continue;
    }
    reader.refuse(path + at, reason);
    settled = without(settled, at.split("/").slice(1));
  }
  return isType(credential, "file") ? reader.contents.match(reader, credential, path) : (settled as Credential);
}

function without(value: Plain, [step, ...below]: readonly string[]): Plain {
  if (step === undefined) return value;
  const { [step]: held, ...rest } = value;
  return below.length === 0 ? rest : { ...rest, [step]: without(held as Plain, below) };
}

const ACCESSOR_TYPES = new Set(["user", "group"]);
const PERMISSIONS = new Set(["read", "readSecret", "update", "create", "delete", "share", "manage"]);

/** Kept whatever it says: this product grants nothing from it, and another may know more. */
function noteAccessor(reader: Reader, source: Plain, path: string): void {
  const { type, permissions } = source;
  if (typeof type === "string" && !ACCESSOR_TYPES.has(type)) reader.note(path, "unknown-accessor");
  if (Array.isArray(permissions) && permissions.some((permission) => typeof permission === "string" && !PERMISSIONS.has(permission))) {
    reader.note(`${path}/permissions`, "unknown-permission");
  }
}

function noteExtension(reader: Reader, value: Plain, path: string): void {
  if (typeof value.name === "string" && !value.name.includes("/")) reader.note(path, "extension-name");
}

/** Addresses are kept as they came. */
function noteUrls(reader: Reader, urls: unknown, path: string): void {
  if (!Array.isArray(urls)) return;
  for (const [i, url] of urls.entries()) {
    const form = typeof url === "string" ? urlForm(url) : undefined;
    if (form === "without-scheme") reader.note(`${path}/${i}`, "url-without-scheme");
    if (form === "unusable") reader.note(`${path}/${i}`, "unusable-url");
  }
}
