// One-time code settings in the spellings that occur: otpauth:// (Google's key URI format), steam://, KeeOtp's `key=…`, plain Base32.

import { fromBase32 } from "../crypto/totp.ts";
import type { EditableField, Totp } from "../cxf/document.ts";
import { LIMITS } from "../cxf/limits.ts";
import type { Findings, Reason } from "./reasons.ts";

export type OtpReading = { readonly totp: Totp } | { readonly refused: Extract<Reason, "hotp" | "steam-totp" | "unknown-otp-algorithm" | "unreadable-otp"> };

/** Seconds; 16 bits on the wire. */
const LONGEST_PERIOD = 0xffff;
const UNREADABLE = { refused: "unreadable-otp" } as const;

export function readOtp(text: string): OtpReading {
  const trimmed = text.trim();
  if (/^steam:\/\//i.test(trimmed)) return { refused: "steam-totp" };
  const uri = /^otpauth:\/\/([^/?#]*)\/?([^?#]*)(?:\?([^#]*))?/i.exec(trimmed);
  if (uri !== null) return readUri((uri[1] ?? "").toLowerCase(), uri[2] ?? "", queryOf(uri[3] ?? ""));
  const query = /^(?:[a-z]+=[^&]*&)*key=/i.test(trimmed) ? queryOf(trimmed) : undefined;
  if (query !== undefined)
    return otpOf({ secret: query.get("key"), period: query.get("step"), digits: query.get("size"), algorithm: query.get("otphashmode") });
  return otpOf({ secret: trimmed });
}

function readUri(kind: string, label: string, query: ReadonlyMap<string, string>): OtpReading {
  if (kind === "hotp") return { refused: "hotp" };
  if (kind !== "totp") return UNREADABLE;
  if (query.get("encoder")?.toLowerCase() === "steam") return { refused: "steam-totp" };
  const [prefix, ...rest] = decoded(label).split(":");
  const account = rest.join(":").trim();
  return otpOf({
    secret: query.get("secret"),
    period: query.get("period"),
    digits: query.get("digits"),
    algorithm: query.get("algorithm"),
    username: rest.length > 0 ? account : prefix?.trim(),
    issuer: query.get("issuer") ?? (rest.length > 0 ? prefix?.trim() : undefined),
  });
}

export type OtpParts = { readonly [part in "secret" | "period" | "digits" | "algorithm" | "username" | "issuer"]?: string | undefined };

/** A TOTP from its parts as text; what is missing is 30 seconds, 6 digits, SHA-1. CXF 1.0 §3.3.16 */
export function otpOf(parts: OtpParts): OtpReading {
  const secret = (parts.secret ?? "").replace(/[\s=-]+/g, "").toUpperCase();
  const key = fromBase32(secret);
  const period = Number(parts.period || 30);
  const digits = Number(parts.digits || 6);
  const algorithm = algorithmOf(parts.algorithm || "sha1");
  if (key === undefined || key.length === 0 || !within(period, LONGEST_PERIOD) || !within(digits, LIMITS.totpDigits)) return UNREADABLE;
  if (algorithm === undefined) return { refused: "unknown-otp-algorithm" };
  const { username, issuer } = parts;
  return { totp: { type: "totp", secret, period, digits, algorithm, ...(username && { username }), ...(issuer && { issuer }) } };
}

function algorithmOf(name: string): Totp["algorithm"] | undefined {
  const bits = /^(?:totp-?)?(?:hmac-?)?sha-?(1|256|512)$/i.exec(name.trim())?.[1];
  return bits === undefined ? undefined : (`sha${bits}` as Totp["algorithm"]);
}

function within(value: number, maximum: number): boolean {
  return Number.isSafeInteger(value) && value >= 1 && value <= maximum;
}

function queryOf(text: string): ReadonlyMap<string, string> {
  const query = new Map<string, string>();
  for (const pair of text.split("&")) {
    const equals = pair.indexOf("=");
    if (equals > 0) query.set(pair.slice(0, equals).toLowerCase(), decoded(pair.slice(equals + 1).replaceAll("+", " ")));
  }
  return query;
}

/** Percent-decoded, or as it is when the escapes are broken. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (thrown) {
    if (thrown instanceof URIError) return text;
    throw thrown;
  }
}

export type BroughtOtp = { readonly totp?: Totp; readonly kept?: EditableField };

/** The TOTP, or the text itself as a concealed field with a finding that says why. */
export function bringOtp(text: string | undefined, label: string, path: string, about: string, findings: Findings): BroughtOtp {
  if (text === undefined || text.trim() === "") return {};
  const reading = readOtp(text);
  if ("totp" in reading) return reading;
  findings.add("refused", path, reading.refused, about);
  return { kept: { fieldType: "concealed-string", value: text, label } };
}
