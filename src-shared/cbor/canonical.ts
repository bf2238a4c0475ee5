// Brings a value into the shape cbor-x writes canonically: sorted keys, wide integers as BigInt, well-formed text. RFC 8949 §4.2.1

import { compareBytes, utf8 } from "../bytes.ts";
import { ExchangeError } from "../errors.ts";

/** Containers inside containers that the encoder follows. */
const MAXIMUM_DEPTH = 128;

/** Stands for -0, which cbor-x would write as the integer 0. */
export class NegativeZero {}
const NEGATIVE_ZERO = new NegativeZero();

/** The value itself where nothing has to change. Throws `internal.bug` for what CBOR has no place for, `format.limit-exceeded` below depth 128. */
export function canonical(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return value.isWellFormed() ? value : value.toWellFormed();
  if (typeof value === "number") return canonicalNumber(value);
  if (typeof value === "boolean" || value === null || value instanceof Uint8Array) return value;
  if (depth >= MAXIMUM_DEPTH) throw new ExchangeError("format.limit-exceeded", { detail: "CBOR depth" });
  if (Array.isArray(value)) return canonicalArray(value, depth);
  if (value instanceof Map) return canonicalEntries([...value.keys()], (key) => value.get(key), depth) ?? value;
  if (isPlainObject(value)) return canonicalObject(value, depth);
  throw new ExchangeError("internal.bug", { detail: `no CBOR form for ${typeof value}` });
}

function canonicalNumber(value: number): unknown {
  if (Object.is(value, -0)) return NEGATIVE_ZERO;
  if (!Number.isFinite(value)) throw new ExchangeError("internal.bug", { detail: "no CBOR form for a number that is not finite" });
  return isWide(value) ? BigInt(value) : value;
}

/** An integer that cbor-x would write as a float. */
function isWide(value: string | number): value is number {
  return Number.isSafeInteger(value) && ((value as number) >= 0x100000000 || (value as number) < -0x100000000);
}

function canonicalArray(list: readonly unknown[], depth: number): readonly unknown[] {
  let changed: unknown[] | undefined;
  for (let i = 0; i < list.length; i++) {
    const element = canonical(list[i], depth + 1);
    if (changed === undefined && element !== list[i]) changed = list.slice(0, i);
    changed?.push(element);
  }
  return changed ?? list;
}

function canonicalObject(value: { readonly [key: string]: unknown }, depth: number): unknown {
  const keys = Object.keys(value);
  if (keys.includes("__proto__")) throw new ExchangeError("format.malformed", { detail: "CBOR key __proto__" });
  return canonicalEntries(keys, (key) => value[key as string], depth) ?? value;
}

/** Undefined when keys and values are canonical as they are. A Map otherwise, because objects put number-like keys first. */
function canonicalEntries(keys: readonly unknown[], member: (key: unknown) => unknown, depth: number): Map<unknown, unknown> | undefined {
  let previous: string | number | undefined;
  let changed: [string | number, unknown][] | undefined;
  for (let i = 0; i < keys.length; i++) {
    const value = member(keys[i]);
    const newKey = canonicalKey(keys[i]);
    const newValue = canonical(value, depth + 1);
    const sorted = previous === undefined || compareKeys(previous, newKey) < 0;
    const kept = sorted && newKey === keys[i] && newValue === value && !isWide(newKey);
    if (changed === undefined && !kept) changed = keys.slice(0, i).map((key) => [key as string | number, member(key)]);
    changed?.push([newKey, newValue]);
    previous = newKey;
  }
  if (changed === undefined) return undefined;
  changed.sort((a, b) => compareKeys(a[0], b[0]));
  const map = new Map(changed.map(([key, value]) => [isWide(key) ? BigInt(key) : key, value]));
  if (map.size < changed.length) throw new ExchangeError("format.malformed", { detail: "CBOR map keys duplicated" });
  return map;
}

function canonicalKey(key: unknown): string | number {
  if (typeof key === "string") return key.isWellFormed() ? key : key.toWellFormed();
  if (typeof key === "number" && Number.isSafeInteger(key)) return key === 0 ? 0 : key;
  throw new ExchangeError("internal.bug", { detail: `no CBOR map key of ${typeof key}` });
}

/** Bytewise order of the encodings: unsigned, then negative, then text by length and bytes. */
function compareKeys(a: string | number, b: string | number): number {
  if (typeof a === "string" && typeof b === "string") return compareText(a, b);
  if (typeof a === "number" && typeof b === "number") return a >= 0 && b >= 0 ? a - b : b - a;
  return typeof a === "number" ? -1 : 1;
}

const ASCII = /^[\0-\x7f]*$/;

function compareText(a: string, b: string): number {
  if (!ASCII.test(a) || !ASCII.test(b)) {
    const left = utf8(a);
    const right = utf8(b);
    return left.length - right.length || compareBytes(left, right);
  }
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}

function isPlainObject(value: unknown): value is { readonly [key: string]: unknown } {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
