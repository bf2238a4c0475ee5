// Tolerant reading of single values out of parsed JSON: each answers undefined after saying in the report why. CXF 1.0 §2.1

import { fromBase64url } from "../bytes.ts";
import { LIMITS } from "./limits.ts";
import type { Reader } from "./reader.ts";

const DAY = 86_400;
/** From 1970-01-01 to 2001-01-01: what a time shifts by when the two are confused. */
const APPLE_EPOCH = 978_307_200;

export function readText(reader: Reader, value: unknown, maximum: number, path: string): string | undefined {
  if (typeof value !== "string") return reader.refuse(path, "wrong-type");
  if (!reader.weigh(value.length)) return undefined;
  if (value.length > maximum) return reader.refuse(path, "too-large");
  if (value.isWellFormed()) return value;
  reader.repair(path, "ill-formed-text");
  return value.toWellFormed();
}

export function readChoice(reader: Reader, value: unknown, choices: readonly string[], path: string): string | undefined {
  if (typeof value !== "string") return reader.refuse(path, "wrong-type");
  return choices.includes(value) ? value : reader.refuse(path, "unknown-algorithm");
}

export function readBytes(reader: Reader, value: unknown, minimum: number, maximum: number, path: string): Uint8Array | undefined {
  const bytes = readBase64url(reader, value, path);
  if (bytes === undefined) return undefined;
  if (bytes.length < minimum) return reader.refuse(path, "too-short");
  return bytes.length > maximum ? reader.refuse(path, "too-large") : bytes;
}

/** Longer ones become their SHA-256, wherever they are, so that links still lead to their target. */
export function readId(reader: Reader, value: unknown, path: string): Uint8Array | undefined {
  const bytes = readBase64url(reader, value, path);
  if (bytes === undefined) return undefined;
  if (bytes.length === 0) return reader.refuse(path, "too-short");
  if (bytes.length <= LIMITS.identifier) return bytes;
  if (reader.options.sha256 === undefined) return reader.refuse(path, "too-large");
  reader.repair(path, "long-id");
  return reader.options.sha256(bytes);
}

function readBase64url(reader: Reader, value: unknown, path: string): Uint8Array | undefined {
  if (typeof value !== "string") return reader.refuse(path, "wrong-type");
  if (!reader.weigh(value.length)) return undefined;
  if (value.length > LIMITS.text) return reader.refuse(path, "too-large");
  const decoded = fromBase64url(value);
  if (decoded === undefined) return reader.refuse(path, "not-base64url");
  if (!decoded.canonical) reader.repair(path, "base64-form");
  return decoded.bytes;
}

export function readUint(reader: Reader, value: unknown, maximum: number, path: string): number | undefined {
  if (typeof value !== "number" || !Number.isInteger(value) || value < 0) return reader.refuse(path, "wrong-type");
  return value > maximum ? reader.refuse(path, "too-large") : value + 0;
}

/** Unix seconds; an impossible time is as good as none. */
export function readTime(reader: Reader, value: unknown, path: string): number | undefined {
  if (typeof value !== "number") return reader.refuse(path, "wrong-type");
  const seconds = Math.trunc(value) + 0;
  if (seconds < 0) return leaveOut(reader, path, "negative-time");
  if (seconds > Number.MAX_SAFE_INTEGER) return leaveOut(reader, path, "time-out-of-range");
  if (seconds !== value) reader.repair(path, "fractional-time");
  const { now } = reader.options;
  if (now === undefined || seconds <= now + DAY) return seconds;
  if (seconds - APPLE_EPOCH > now + DAY) {
    reader.note(path, "future-time");
    return seconds;
  }
  reader.repair(path, "apple-epoch");
  return seconds - APPLE_EPOCH;
}

function leaveOut(reader: Reader, path: string, reason: "negative-time" | "time-out-of-range"): undefined {
  reader.repair(path, reason);
  return undefined;
}
