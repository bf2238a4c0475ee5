// One-time codes and SSH keys as they are typed or pasted: a setup address as well as a secret, a key file's text in any usual form.

import { type Credential, isType, type SshKey, type Totp } from "../../../src-shared/cxf/document.ts";
import { ExchangeError } from "../../../src-shared/errors.ts";
import { readSshKey } from "../../../src-shared/migrate/openssh-key.ts";
import { otpOf, readOtp } from "../../../src-shared/migrate/otpauth-uri.ts";

type Typed = ReadonlyMap<string, string>;

/** A pasted address brings its own settings and fills in names that are not there. Throws `usage.invalid`, detail the reason. */
export function typedTotp(held: Credential, typed: Typed): Totp {
  const before = isType(held, "totp") ? held : undefined;
  const read = before !== undefined && !SETTINGS.some((name) => typed.has(name)) ? before : readTotp(before, typed);
  const named = (name: "username" | "issuer") => {
    if (!typed.has(name)) return before?.[name] ?? read[name];
    return typed.get(name) || (before?.[name] === undefined ? read[name] : undefined);
  };
  const { username: _, issuer: __, ...others } = { ...before, ...read };
  const username = named("username");
  const issuer = named("issuer");
  return { ...others, ...(username !== undefined && { username }), ...(issuer !== undefined && { issuer }) };
}

const SETTINGS = ["secret", "period", "digits", "algorithm"];

function readTotp(before: Totp | undefined, typed: Typed): Totp {
  const secret = typed.get("secret") ?? before?.secret ?? "";
  const part = (name: "period" | "digits" | "algorithm") => typed.get(name) || (before === undefined ? undefined : String(before[name]));
  const reading = isAddress(secret) ? readOtp(secret) : otpOf({ secret, period: part("period"), digits: part("digits"), algorithm: part("algorithm") });
  if ("refused" in reading) throw new ExchangeError("usage.invalid", { detail: reading.refused });
  return reading.totp;
}

function isAddress(text: string): boolean {
  return /^\s*[a-z]+:\/\//i.test(text) || /(^|&)key=/i.test(text);
}

/** With the key that was pasted, and its type and comment. Throws `usage.invalid`, detail the reason. */
export function typedSshKey(held: Credential, typed: Typed): Credential {
  const text = typed.get("privateKey");
  if (text === undefined && held.privateKey !== undefined) return held;
  if (!text) throw new ExchangeError("usage.invalid", { detail: "privateKey" });
  const reading = readSshKey(text);
  if ("refused" in reading) throw new ExchangeError("usage.invalid", { detail: reading.refused });
  const { keyType, privateKey, comment } = reading;
  const key: SshKey = { ...held, type: "ssh-key", keyType, privateKey };
  return { ...key, ...(comment !== "" && key.keyComment === undefined && { keyComment: comment }) };
}

/** Members that the pasted key answers, and what was left empty beside it. */
export function sshMembersRead(held: Credential, typed: Typed): readonly string[] {
  if (!typed.has("privateKey")) return [];
  return ["privateKey", "keyType", ...(typed.get("keyComment") || held.keyComment !== undefined ? [] : ["keyComment"])];
}
