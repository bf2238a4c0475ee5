// The tolerant walk of parsed JSON along the schema: a broken element costs itself, its neighbours stay, and the report says so. CXF 1.0 §2.1

import { type CborValue, encodeCbor } from "../cbor/codec.ts";
import { readFieldType } from "./field-types.ts";
import { LIMITS } from "./limits.ts";
import { isPlain, type Plain } from "./plain.ts";
import { readBytes, readChoice, readId, readText, readTime, readUint } from "./read-scalar.ts";
import { keepUnknown } from "./read-unknown.ts";
import type { Reader } from "./reader.ts";
import { repairSource, settle } from "./repairs.ts";
import { EDITABLE_FIELD } from "./schema.ts";
import { type Fallback, FORBIDDEN, type Member, type Shape, type Struct, variantOf } from "./shape.ts";

/** `depth` counts collections within collections. */
export function readStruct(reader: Reader, struct: Struct, value: unknown, path: string, depth = 0): Plain | undefined {
  if (!isPlain(value)) return reader.refuse(path, "wrong-type");
  if (depth > LIMITS.collectionDepth) return reader.refuse(path, "too-deep");
  if (!reader.weigh(0)) return undefined;
  const source = repairSource(reader, struct.name, value, path);
  const out: Plain = {};
  let complete = true;
  for (const [name, member] of struct.members) {
    const held = Object.hasOwn(source, name) ? source[name] : undefined;
    const read = readMember(reader, member, held, `${path}/${name}`, depth);
    if (read !== undefined) out[name] = read;
    else if (member.required && member.fallback !== "content-id") complete = false;
  }
  if (!complete) return reader.refuse(path, "incomplete");
  keepUnknown(reader, struct, source, out, path);
  if (struct.members.get("id")?.fallback === "content-id" && !claimId(reader, struct, out, path)) return reader.refuse(path, "incomplete");
  if (struct.name === "linked-item") reader.linkRead(out.item as Uint8Array, out.account as Uint8Array | undefined, path);
  return out;
}

function readMember(reader: Reader, member: Member, value: unknown, path: string, depth: number): unknown {
  const { shape, required } = member;
  if (value === undefined || value === null) {
    if (required) return missing(reader, member.fallback, path);
    if (value === null) reader.repair(path, "null-member");
    return undefined;
  }
  if (!required && isEmpty(shape, value)) {
    reader.repair(path, shape.shape === "list" ? "empty-array" : "empty-id");
    return undefined;
  }
  const read = readShape(reader, shape, value, path, depth);
  if (read === undefined) return member.lenient ? missing(reader, member.fallback, path) : undefined;
  // All elements of an optional list were refused.
  return !required && isEmpty(shape, read) ? undefined : read;
}

function missing(reader: Reader, fallback: Fallback | undefined, path: string): unknown {
  if (fallback === undefined) return reader.refuse(path, "missing-member");
  if (fallback === "content-id") return undefined;
  const { value } = fallback;
  const empty = value === "" || value === 0 || (typeof value === "object" && value.length === 0);
  reader.repair(path, empty ? "assumed-empty" : "assumed-default");
  return value;
}

function isEmpty(shape: Shape, value: unknown): boolean {
  return shape.shape === "list" ? Array.isArray(value) && value.length === 0 : shape.shape === "id" && value === "";
}

function readShape(reader: Reader, shape: Shape, value: unknown, path: string, depth: number): unknown {
  switch (shape.shape) {
    case "text":
      return readText(reader, value, shape.maximum, path);
    case "choice":
      return readChoice(reader, value, shape.of, path);
    case "bytes":
      return readBytes(reader, value, shape.minimum, shape.maximum, path);
    case "id":
      return readId(reader, value, path);
    case "uint":
      return readUint(reader, value, shape.maximum, path);
    case "time":
      return readTime(reader, value, path);
    case "flag":
      return typeof value === "boolean" ? value : reader.refuse(path, "wrong-type");
    case "field": {
      const source = readFieldType(reader, value, shape.fieldType, path);
      return readStruct(reader, EDITABLE_FIELD, source, path);
    }
    case "list":
      return readList(reader, shape.of, shape.maximum, value, path, depth);
    case "struct": {
      const struct = shape.struct();
      return readStruct(reader, struct, value, path, struct.name === "collection" ? depth + 1 : depth);
    }
    case "variant":
      return readVariant(reader, shape, value, path);
  }
}

function readList(reader: Reader, of: Shape, maximum: number, value: unknown, path: string, depth: number): unknown[] | undefined {
  if (!Array.isArray(value)) return reader.refuse(path, "wrong-type");
  if (value.length > maximum) return reader.refuse(path, "too-large");
  const out: unknown[] = [];
  for (let i = 0; i < value.length && !reader.overweight; i++) {
    const read = readShape(reader, of, value[i], `${path}/${i}`, depth);
    if (read !== undefined) out.push(read);
  }
  return out;
}

function readVariant(reader: Reader, shape: Extract<Shape, { shape: "variant" }>, value: unknown, path: string): unknown {
  const tag = isPlain(value) ? value[shape.by] : undefined;
  if (tag === FORBIDDEN) return reader.refuse(path, "forbidden-name");
  const struct = variantOf(shape, tag);
  const read = readStruct(reader, struct, value, path);
  return read && settle(reader, struct.name, read, path);
}

/** Gives an identifier where there is none, and a new one where it is taken. */
function claimId(reader: Reader, struct: Struct, out: Plain, path: string): boolean {
  let id = out.id as Uint8Array | undefined;
  if (id === undefined) {
    if (reader.options.sha256 === undefined) return false;
    reader.repair(`${path}/id`, "content-id");
    id = reader.options.sha256(encodeCbor(out as CborValue)).slice(0, 16);
  }
  out.id = reader.claim(struct.name, id, `${path}/id`);
  return true;
}
