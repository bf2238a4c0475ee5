// fast-check arbitraries for canonical CXF documents, grown from the schema table itself: every credential type, every member, unknown ones too.

import fc from "fast-check";
import { concat, fromBase64url, uint32 } from "../bytes.ts";
import { type Account, type Collection, CREDENTIAL_TYPES, type CxfDocument, FIELD_TYPES, type Item, isType } from "../cxf/document.ts";
import { REHEARSAL_KEYS } from "../cxf/rehearsal-keys.ts";
import { ACCOUNT_HEAD, COLLECTION, DOCUMENT_HEAD, EDITABLE_FIELD, ITEM } from "../cxf/schema.ts";
import type { Shape, Struct } from "../cxf/shape.ts";

const bytes = (minLength: number, maxLength: number) => fc.uint8Array({ minLength, maxLength });
const text = () => fc.oneof(fc.string({ unit: "grapheme" }), fc.string({ unit: "binary" }));
const key = () => fc.constantFrom(...Object.values(REHEARSAL_KEYS)).map((encoded) => fromBase64url(encoded)?.bytes);

/** What the shape alone does not say, by structure and member. */
const SPECIAL: ReadonlyMap<string, () => fc.Arbitrary<unknown>> = new Map<string, () => fc.Arbitrary<unknown>>([
  ["passkey.key", key],
  ["ssh-key.privateKey", key],
  ["passkey.rpId", () => fc.domain()],
  ["hmac-credentials.credWithUV", () => bytes(32, 32)],
  ["hmac-credentials.credWithoutUV", () => bytes(32, 32)],
  ["large-blob.uncompressedSize", () => fc.nat(65_536)],
  ["totp.secret", () => fc.stringMatching(/^[A-Z2-7]{1,32}$/)],
  ["totp.period", () => fc.integer({ min: 1, max: 0xffff })],
  ["totp.digits", () => fc.integer({ min: 1, max: 10 })],
  ["file.integrityHash", () => bytes(32, 32)],
  ["editable-field.fieldType", () => fc.constantFrom(...FIELD_TYPES, "future-type")],
  ["extension.name", () => fc.constantFrom("example.com/colour", "example.com/origin")],
  ["unknown-credential.type", () => fc.constant("example.com/loyalty-card")],
  ["document-head.version", () => fc.constant({ major: 1, minor: 0 })],
]);

/** Members this version does not know, as JSON can hold them; -0 is 0 in JSON text. */
const unknownMembers = () =>
  fc.dictionary(
    fc.string({ unit: "grapheme", maxLength: 6 }).map((name) => `x${name}`),
    fc
      .jsonValue({ maxDepth: 2, stringUnit: "grapheme" })
      .map((value) => JSON.parse(JSON.stringify(value)))
      .filter(withoutProto),
    { maxKeys: 2 },
  );

function withoutProto(value: unknown): boolean {
  return !JSON.stringify(value).includes("__proto__");
}

function ofStruct(struct: Struct, depth: number): fc.Arbitrary<{ [name: string]: unknown }> {
  const members: { [name: string]: fc.Arbitrary<unknown> } = {};
  const requiredKeys: string[] = [];
  for (const [name, member] of struct.members) {
    if (depth <= 0 && name === "subCollections") continue;
    const special = SPECIAL.get(`${struct.name}.${name}`);
    members[name] = special ? special() : ofShape(member.shape, struct, name, member.required ? 0 : 1, depth);
    if (member.required) requiredKeys.push(name);
  }
  return fc.tuple(fc.record(members, { requiredKeys, noNullPrototype: true }), unknownMembers()).map(([known, unknown]) => ({ ...unknown, ...known }));
}

function ofShape(shape: Shape, owner: Struct, name: string, minLength: number, depth: number): fc.Arbitrary<unknown> {
  switch (shape.shape) {
    case "text":
      // The member that tells structures apart says which one this is.
      return name === "type" && (CREDENTIAL_TYPES as readonly string[]).includes(owner.name)
        ? fc.constant(owner.name)
        : owner.name === "shared"
          ? fc.constant("shared")
          : text();
    case "choice":
      return fc.constantFrom(...shape.of);
    case "bytes":
      return bytes(shape.minimum, Math.min(shape.maximum, 64));
    case "id":
      return bytes(1, 60);
    case "uint":
      return fc.integer({ min: 0, max: shape.maximum });
    case "time":
      return fc.oneof(fc.constant(0), fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }));
    case "flag":
      return fc.boolean();
    case "field":
      return ofStruct(EDITABLE_FIELD, depth);
    case "list":
      return fc.array(ofShape(shape.of, owner, name, 0, depth), { minLength, maxLength: 3 });
    case "struct":
      return ofStruct(shape.struct(), depth - 1);
    case "variant":
      return fc.oneof(...[...shape.of.values(), shape.otherwise].map((struct) => ofStruct(struct, depth)));
  }
}

export function anyItem(): fc.Arbitrary<Item> {
  return ofStruct(ITEM, 1) as fc.Arbitrary<unknown> as fc.Arbitrary<Item>;
}

function anyCollection(): fc.Arbitrary<Collection> {
  return ofStruct(COLLECTION, 2) as fc.Arbitrary<unknown> as fc.Arbitrary<Collection>;
}

/** Identifiers are unique, as a writer must make them. */
export function anyDocument(): fc.Arbitrary<CxfDocument> {
  const account = fc
    .tuple(ofStruct(ACCOUNT_HEAD, 1), fc.array(anyCollection(), { maxLength: 2 }), fc.array(anyItem(), { maxLength: 4 }))
    .map(([head, collections, items]) => ({ ...head, collections, items }) as unknown as Account);
  return fc
    .tuple(ofStruct(DOCUMENT_HEAD, 1), fc.array(account, { maxLength: 2 }))
    .map(([head, accounts]) => unique({ ...head, accounts } as unknown as CxfDocument));
}

function unique(document: CxfDocument): CxfDocument {
  let count = 0;
  const renamed = <T extends { readonly id: Uint8Array }>(value: T): T => ({ ...value, id: concat(value.id.subarray(0, 60), uint32(count++)) });
  const tree = (collection: Collection): Collection => {
    const { subCollections, ...rest } = renamed(collection);
    return subCollections === undefined ? rest : { ...rest, subCollections: subCollections.map(tree) };
  };
  const accounts = document.accounts.map((account) => ({
    ...renamed(account),
    collections: account.collections.map(tree),
    items: account.items.map((item) => ({
      ...renamed(item),
      credentials: item.credentials.map((credential) => (isType(credential, "file") ? renamed(credential) : credential)),
    })),
  }));
  return { ...document, accounts };
}
