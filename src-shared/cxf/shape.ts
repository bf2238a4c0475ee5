// What the schema table is written with: the shapes a member can have, and the few words that build them.

import type { FieldType } from "./document.ts";
import { LIMITS } from "./limits.ts";

export type Shape =
  | { readonly shape: "text"; readonly maximum: number }
  /** One of a closed list, where the specification says to ignore the enclosing structure otherwise. */
  | { readonly shape: "choice"; readonly of: readonly string[] }
  /** base64url in JSON, a byte string in CBOR. */
  | { readonly shape: "bytes"; readonly minimum: number; readonly maximum: number }
  /** 1 to 64 bytes. */
  | { readonly shape: "id" }
  | { readonly shape: "uint"; readonly maximum: number }
  /** Unix seconds. */
  | { readonly shape: "time" }
  | { readonly shape: "flag" }
  /** An EditableField; `fieldType` is the prescribed one, undefined where any is. */
  | { readonly shape: "field"; readonly fieldType: FieldType | undefined }
  | { readonly shape: "list"; readonly of: Shape; readonly maximum: number }
  | { readonly shape: "struct"; readonly struct: () => Struct }
  /** The member `by` tells which structure it is. */
  | { readonly shape: "variant"; readonly by: string; readonly of: ReadonlyMap<string, Struct>; readonly otherwise: Struct };

/** What a tolerant reader takes for a required member it did not find; `content-id` is made from the element's own content. */
export type Fallback = "content-id" | { readonly value: string | number | Uint8Array | readonly never[] };

export type Member = {
  readonly shape: Shape;
  readonly required: boolean;
  readonly fallback?: Fallback;
  /** Whether the fallback also stands in for a member that is there but unreadable. */
  readonly lenient: boolean;
};

export type Struct = {
  readonly name: string;
  readonly members: ReadonlyMap<string, Member>;
  /** Members that travel beside this structure, not in it. */
  readonly without: ReadonlySet<string>;
  /** Holds whatever its author put there: its members are not worth a note. */
  readonly open: boolean;
};

/** No name of a member and no type: counts by type are objects, which cannot hold it safely. */
export const FORBIDDEN = "__proto__";

export type Members = { readonly [name: string]: Member };

export function struct(name: string, members: Members, without: readonly string[] = []): Struct {
  return { name, members: new Map(Object.entries(members)), without: new Set(without), open: false };
}

export function openStruct(name: string, members: Members): Struct {
  return { ...struct(name, members), open: true };
}

export function must(shape: Shape): Member {
  return { shape, required: true, lenient: false };
}

/** Required, but assumed by a tolerant reader when missing. */
export function assumed(shape: Shape, value: string | number | Uint8Array): Member {
  return { shape, required: true, fallback: { value }, lenient: false };
}

/** Required, but its loss must not cost the whole element. */
export function lenient(shape: Shape, fallback: Fallback): Member {
  return { shape, required: true, fallback, lenient: true };
}

export function may(shape: Shape): Member {
  return { shape, required: false, lenient: false };
}

export const TEXT: Shape = { shape: "text", maximum: LIMITS.text };
export const ID: Shape = { shape: "id" };
export const TIME: Shape = { shape: "time" };
export const FLAG: Shape = { shape: "flag" };
export const UINT8: Shape = { shape: "uint", maximum: 0xff };
export const UINT16: Shape = { shape: "uint", maximum: 0xffff };
export const SIZE: Shape = { shape: "uint", maximum: Number.MAX_SAFE_INTEGER };

export function bytes(minimum: number, maximum: number): Shape {
  return { shape: "bytes", minimum, maximum };
}

export function listOf(of: Shape, maximum: number = LIMITS.entries): Shape {
  return { shape: "list", of, maximum };
}

export function structOf(get: () => Struct): Shape {
  return { shape: "struct", struct: get };
}

/** Optional EditableFields: "streetAddress postalCode" with their prescribed type. */
export function fields(fieldType: FieldType | undefined, names: string): Members {
  const member = may({ shape: "field", fieldType });
  return Object.fromEntries(names.split(" ").map((name) => [name, member]));
}

/** A list that is read as empty when it is not there. */
export function manyOf(of: Shape, maximum: number = LIMITS.entries): Member {
  return lenient(listOf(of, maximum), { value: [] });
}

/** Text that is read as empty when it is not there. */
export const NAME: Member = lenient(TEXT, { value: "" });

/** The identifier of an account, a collection or an item. */
export const OWN_ID: Member = lenient(ID, "content-id");

/** The structure a tagged value has; `otherwise` when the tag is unknown or no text. */
export function variantOf(shape: Extract<Shape, { shape: "variant" }>, tag: unknown): Struct {
  return (typeof tag === "string" ? shape.of.get(tag) : undefined) ?? shape.otherwise;
}
