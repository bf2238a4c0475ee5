// Members this version does not know: kept verbatim on the object they came on. CXF 1.0 §3.1.1

import { LIMITS } from "./limits.ts";
import type { Plain } from "./plain.ts";
import { pointerStep } from "./pointer.ts";
import { readText } from "./read-scalar.ts";
import type { Reader } from "./reader.ts";
import { FORBIDDEN, type Struct } from "./shape.ts";

export function keepUnknown(reader: Reader, struct: Struct, source: Plain, out: Plain, path: string): void {
  for (const name of Object.keys(source)) {
    if (struct.members.has(name) || struct.without.has(name)) continue;
    const at = `${path}/${pointerStep(name)}`;
    const kept = keepJson(reader, source[name], at, 0);
    if (kept === undefined || !keepMember(reader, out, name, kept, at)) continue;
    if (!struct.open) reader.note(at, "unknown-member");
  }
}

/** A copy of JSON that is safe to carry; undefined when it is too deep or too heavy. */
function keepJson(reader: Reader, value: unknown, path: string, depth: number): unknown {
  if (typeof value === "string") return readText(reader, value, LIMITS.text, path);
  if (!reader.weigh(0)) return undefined;
  if (typeof value === "number") return value + 0;
  if (typeof value !== "object" || value === null) return value;
  if (depth >= LIMITS.unknownDepth) return reader.refuse(path, "too-deep");
  return Array.isArray(value) ? keepArray(reader, value, path, depth) : keepObject(reader, value, path, depth);
}

/** Whole or not at all: an array with a hole would say something else. */
function keepArray(reader: Reader, value: readonly unknown[], path: string, depth: number): unknown[] | undefined {
  const out: unknown[] = [];
  for (const [i, held] of value.entries()) {
    const kept = keepJson(reader, held, `${path}/${i}`, depth + 1);
    if (kept === undefined) return undefined;
    out.push(kept);
  }
  return out;
}

function keepObject(reader: Reader, value: object, path: string, depth: number): Plain | undefined {
  const out: Plain = {};
  for (const [name, held] of Object.entries(value)) {
    const at = `${path}/${pointerStep(name)}`;
    const kept = keepJson(reader, held, at, depth + 1);
    if (kept === undefined) return undefined;
    keepMember(reader, out, name, kept, at);
  }
  return out;
}

/** `__proto__` is left out: it would be a member in one program and a trap in the next. */
function keepMember(reader: Reader, out: Plain, name: string, value: unknown, path: string): boolean {
  const fits = name !== FORBIDDEN && name.isWellFormed() && reader.weigh(name.length);
  if (fits) out[name] = value;
  else reader.refuse(path, "forbidden-name");
  return fits;
}
