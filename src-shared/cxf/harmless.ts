// What of a CXF element may meet a compressor: a closed list of members that hold no secret. All else, and everything unknown, stays out.
// A compressor gives away, by the length it comes to, whether two texts are alike; so a secret must never lie beside a text that
// somebody else may have chosen (CRIME, 2012). docs/protocol.md §7.1

import { utf8 } from "../bytes.ts";
import { FIELD_TYPES } from "./document.ts";
import { ACCOUNT_HEAD, COLLECTION, EDITABLE_FIELD, ITEM } from "./schema.ts";
import type { Member, Shape, Struct } from "./shape.ts";

/** How to treat a value. What has another form than its rule expects is taken out whole. */
export type Rule =
  | { readonly is: "secret" }
  /** A short text, a whole number or a flag. */
  | { readonly is: "open" }
  /** A short address without a user, a query or a fragment, where passwords and tokens stand. */
  | { readonly is: "url" }
  /** A text of this list. */
  | { readonly is: "word"; readonly of: ReadonlySet<string> }
  | { readonly is: "list"; readonly of: Rule }
  | MapRule
  /** Of a structure that the member `by` (its encoded name) names; an unknown one is secret. */
  | { readonly is: "variant"; readonly by: Uint8Array; readonly of: ReadonlyMap<string, Rule> };

/** A name that is not among the members is secret, with what it holds. */
export type MapRule = { readonly is: "map"; readonly members: NamedRule[] };
type NamedRule = { readonly name: Uint8Array; readonly rule: Rule };

const SECRET: Rule = { is: "secret" };
const OPEN: Rule = { is: "open" };

/**
 * Of each structure the members whose value may be compressed. Names of accounts at services are among them: they are shown beside the
 * title everywhere, open nothing, and repeat; what compression could give away of them is that one is alike to another, once per
 * transfer that both owners agreed to, behind padding. Dates are those of the item alone: others are of cards and persons.
 */
const HARMLESS: { readonly [struct: string]: string } = {
  collection: "title subtitle creationAt modifiedAt",
  item: "title subtitle creationAt modifiedAt favorite tags",
  "android-app": "bundleId name",
  "basic-auth": "username",
  passkey: "rpId username userDisplayName",
  totp: "period digits issuer username",
};
const URLS: { readonly [struct: string]: string } = { scope: "urls", "api-key": "url" };

const compiled = new Map<Struct, MapRule>();

/** The structure's members are filled in after it is known, because collections hold collections. */
function ofStruct(struct: Struct): MapRule {
  const known = compiled.get(struct);
  if (known !== undefined) return known;
  const rule: MapRule = { is: "map", members: [] };
  compiled.set(struct, rule);
  for (const [name, { shape }] of struct.members) rule.members.push({ name: encodedName(name), rule: ofMember(struct, name, shape) });
  return rule;
}

function ofMember(struct: Struct, name: string, shape: Shape): Rule {
  const listed = (table: { readonly [struct: string]: string }) => table[struct.name]?.split(" ").includes(name) === true;
  const leaf: Rule = listed(URLS) ? { is: "url" } : listed(HARMLESS) ? OPEN : SECRET;
  return ofShape(shape, leaf);
}

function ofShape(shape: Shape, leaf: Rule): Rule {
  switch (shape.shape) {
    case "list":
      return { is: "list", of: ofShape(shape.of, leaf) };
    case "struct":
      return ofStruct(shape.struct());
    case "field":
      return fieldOf(leaf);
    case "choice":
      return wordOf(shape.of);
    case "variant":
      return { is: "variant", by: encodedName(shape.by), of: new Map([...shape.of].map(([tag, struct]) => [tag, taggedBy(shape.by, tag, struct)])) };
    default:
      return leaf;
  }
}

function wordOf(words: readonly string[]): Rule {
  return { is: "word", of: new Set(words) };
}

/** The structure, and that the member which names it may show. */
function taggedBy(by: string, tag: string, struct: Struct): Rule {
  const { members } = ofStruct(struct);
  const name = encodedName(by);
  return { is: "map", members: members.map((member) => (equal(member.name, name) ? { name, rule: wordOf([tag]) } : member)) };
}

function fieldOf(value: Rule): Rule {
  const rules: { readonly [name: string]: Rule } = { value, fieldType: wordOf(FIELD_TYPES) };
  const members = [...EDITABLE_FIELD.members].map(([name, { shape }]: [string, Member]) => {
    return { name: encodedName(name), rule: rules[name] ?? ofShape(shape, SECRET) };
  });
  return { is: "map", members };
}

/** A name as a CBOR map has it. */
function encodedName(name: string): Uint8Array {
  const text = utf8(name);
  return Uint8Array.of(...(text.length < 24 ? [0x60 | text.length] : [0x78, text.length]), ...text);
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

/** By what an entry holds. */
export const HARMLESS_RULES = { account: ofStruct(ACCOUNT_HEAD), collection: ofStruct(COLLECTION), item: ofStruct(ITEM) } as const;
