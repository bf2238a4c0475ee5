// EditableField types: what is done with an unusual one, and whether a text has the form its type asks for. CXF 1.0 §3.4.2, §3.4.3

import { FIELD_TYPES, type FieldType } from "./document.ts";
import type { Reader } from "./reader.ts";

const FORMS: { readonly [type in FieldType]?: RegExp } = {
  email: /^[^\s@]+@[^\s@]+$/,
  number: /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/,
  boolean: /^(true|false)$/,
  date: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
  "year-month": /^\d{4}-(0[1-9]|1[0-2])$/,
  "wifi-network-security-type": /^(unsecured|wpa-personal|wpa2-personal|wpa3-personal|wep)$/,
  "country-code": /^[A-Z]{2}$/,
  "subdivision-code": /^[A-Z]{2}-[A-Z0-9]{1,3}$/,
};

/** The object to read the field from: a bare string or a missing type is completed, everything odd is noted. */
export function readFieldType(reader: Reader, value: unknown, prescribed: FieldType | undefined, path: string): unknown {
  if (typeof value === "string") {
    reader.repair(path, "bare-string");
    return { fieldType: prescribed ?? "string", value };
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const field = value as { readonly fieldType?: unknown; readonly value?: unknown };
  if (field.fieldType === undefined || field.fieldType === null) {
    reader.repair(path, "missing-field-type");
    return { ...field, fieldType: prescribed ?? "string" };
  }
  noteOddities(reader, field.fieldType, field.value, prescribed, path);
  return value;
}

function noteOddities(reader: Reader, type: unknown, value: unknown, prescribed: FieldType | undefined, path: string): void {
  if (typeof type !== "string") return;
  if (!isFieldType(type)) reader.note(path, "unknown-field-type");
  else if (prescribed !== undefined && type !== prescribed) reader.note(path, "unexpected-field-type");
  else if (typeof value === "string" && value !== "" && FORMS[type]?.test(value) === false) reader.note(path, "field-format");
}

function isFieldType(text: string): text is FieldType {
  return (FIELD_TYPES as readonly string[]).includes(text);
}
