// Tolerant reading of a foreign JSON file: what has another type than expected is absent, never an exception.

import { ExchangeError } from "../errors.ts";
import { sourceText } from "./source-text.ts";

export type JsonObject = { readonly [member: string]: unknown };

/** Throws `format.malformed` when it is not JSON with an object at its root. */
export function parseJsonObject(bytes: Uint8Array): JsonObject {
  const text = sourceText(bytes);
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    // The parser's message quotes the source, so it is not kept as the cause.
    throw new ExchangeError("format.malformed", { detail: "not JSON" });
  }
  const object = asObject(root);
  if (object === undefined) throw new ExchangeError("format.malformed", { detail: "not a JSON object" });
  return object;
}

export function asObject(value: unknown): JsonObject | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}

/** Empty when it is no list. */
export function listIn(object: JsonObject | undefined, name: string): readonly unknown[] {
  const value = object?.[name];
  return Array.isArray(value) ? value : [];
}

/** Numbers and booleans as text; undefined for anything else and for "". */
export function textIn(object: JsonObject | undefined, name: string): string | undefined {
  const value = object?.[name];
  if (typeof value === "string") return value === "" ? undefined : value.toWellFormed();
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

/** A number, or text that is one; undefined for anything else. */
export function numberIn(object: JsonObject | undefined, name: string): number | undefined {
  const text = textIn(object, name);
  const number = text === undefined ? Number.NaN : Number(text);
  return Number.isFinite(number) ? number : undefined;
}
