// The strict check of a model value against the schema: what is written, and what arrives from another computer, passes here first.

import { ExchangeError } from "../errors.ts";
import { LIMITS } from "./limits.ts";
import { isPlain, type Plain } from "./plain.ts";
import { pointer } from "./pointer.ts";
import { EDITABLE_FIELD } from "./schema.ts";
import { FORBIDDEN, type Shape, type Struct, variantOf } from "./shape.ts";

type Trail = (string | number)[];

/** Throws `format.malformed` or `format.limit-exceeded` with the path under `at`; values are never in the error. */
export function checkStruct(struct: Struct, value: unknown, at: readonly (string | number)[] = []): void {
  walkStruct(struct, value, [...at], 0);
}

function walkStruct(struct: Struct, value: unknown, trail: Trail, nesting: number): void {
  if (!isPlain(value)) malformed(trail, `not a ${struct.name}`);
  let known = 0;
  for (const [name, member] of struct.members) {
    const held = Object.hasOwn(value, name) ? value[name] : undefined;
    if (held === undefined) {
      if (member.required || Object.hasOwn(value, name)) malformed([...trail, name], "missing");
      continue;
    }
    known++;
    trail.push(name);
    walkShape(member.shape, held, trail, nesting);
    if (!member.required && member.shape.shape === "list" && (held as readonly unknown[]).length === 0) malformed(trail, "empty");
    trail.pop();
  }
  const names = Object.keys(value);
  if (names.length > known) walkUnknown(struct, value, names, trail);
}

function walkUnknown(struct: Struct, value: Plain, names: readonly string[], trail: Trail): void {
  for (const name of names) {
    if (struct.members.has(name)) continue;
    trail.push(name);
    if (name === FORBIDDEN || struct.without.has(name) || !name.isWellFormed()) malformed(trail, "member not allowed");
    checkJson(value[name], trail, 0);
    trail.pop();
  }
}

function walkShape(shape: Shape, value: unknown, trail: Trail, nesting: number): void {
  switch (shape.shape) {
    case "text":
      walkText(value, shape.maximum, trail);
      break;
    case "choice":
      if (typeof value !== "string" || !shape.of.includes(value)) malformed(trail, "not one of its values");
      break;
    case "bytes":
      walkBytes(value, shape.minimum, shape.maximum, trail);
      break;
    case "id":
      walkBytes(value, 1, LIMITS.identifier, trail);
      break;
    case "uint":
      walkUint(value, shape.maximum, trail);
      break;
    case "time":
      walkUint(value, Number.MAX_SAFE_INTEGER, trail);
      break;
    case "flag":
      if (typeof value !== "boolean") malformed(trail, "not a boolean");
      break;
    case "field":
      walkStruct(EDITABLE_FIELD, value, trail, nesting);
      break;
    case "list":
      walkList(shape.of, shape.maximum, value, trail, nesting);
      break;
    case "struct":
      walkNested(shape.struct(), value, trail, nesting);
      break;
    case "variant":
      walkVariant(shape, isPlain(value) ? value[shape.by] : undefined, value, trail, nesting);
      break;
  }
}

function walkVariant(shape: Extract<Shape, { shape: "variant" }>, tag: unknown, value: unknown, trail: Trail, nesting: number): void {
  if (tag === FORBIDDEN) malformed(trail, "tag not allowed");
  walkStruct(variantOf(shape, tag), value, trail, nesting);
}

function walkNested(struct: Struct, value: unknown, trail: Trail, nesting: number): void {
  const deeper = struct.name === "collection" ? nesting + 1 : nesting;
  if (deeper > LIMITS.collectionDepth) exceeded(trail, "collection depth");
  walkStruct(struct, value, trail, deeper);
}

function walkList(of: Shape, maximum: number, value: unknown, trail: Trail, nesting: number): void {
  if (!Array.isArray(value)) malformed(trail, "not a list");
  if (value.length > maximum) exceeded(trail, "list length");
  for (let i = 0; i < value.length; i++) {
    trail.push(i);
    walkShape(of, value[i], trail, nesting);
    trail.pop();
  }
}

function walkText(value: unknown, maximum: number, trail: Trail): void {
  if (typeof value !== "string" || !value.isWellFormed()) malformed(trail, "not text");
  if (value.length > maximum) exceeded(trail, "text length");
}

function walkBytes(value: unknown, minimum: number, maximum: number, trail: Trail): void {
  if (!(value instanceof Uint8Array)) malformed(trail, "not bytes");
  if (value.length < minimum) malformed(trail, "too short");
  if (value.length > maximum) exceeded(trail, "byte length");
}

function walkUint(value: unknown, maximum: number, trail: Trail): void {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0 || value > maximum) malformed(trail, "not an unsigned integer in range");
}

/** What an unknown member may hold: exactly what JSON can say. */
function checkJson(value: unknown, trail: Trail, depth: number): void {
  if (typeof value === "string") walkText(value, LIMITS.text, trail);
  else if (typeof value === "number") {
    if (!Number.isFinite(value)) malformed(trail, "not a JSON number");
  } else if (value !== null && typeof value !== "boolean") checkNested(value, trail, depth);
}

function checkNested(value: unknown, trail: Trail, depth: number): void {
  if (depth >= LIMITS.unknownDepth) exceeded(trail, "depth");
  if (Array.isArray(value)) {
    for (const [i, held] of value.entries()) checkStep(i, held, trail, depth);
    return;
  }
  if (!isPlain(value)) malformed(trail, "not a JSON value");
  for (const name of Object.keys(value)) {
    if (name === FORBIDDEN || !name.isWellFormed()) malformed(trail, "member not allowed");
    checkStep(name, value[name], trail, depth);
  }
}

function checkStep(step: string | number, value: unknown, trail: Trail, depth: number): void {
  trail.push(step);
  checkJson(value, trail, depth + 1);
  trail.pop();
}

function malformed(trail: Trail, detail: string): never {
  throw new ExchangeError("format.malformed", { path: pointer(trail), detail });
}

function exceeded(trail: Trail, detail: string): never {
  throw new ExchangeError("format.limit-exceeded", { path: pointer(trail), detail });
}
