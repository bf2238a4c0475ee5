// The strict CXF 1.0 JSON writer: required arrays always, empty optional arrays and null never, canonical base64url. CXF 1.0 §2.1, §3.

import { base64url } from "../bytes.ts";
import { ExchangeError } from "../errors.ts";
import { checkStruct } from "./check.ts";
import type { AccountHead, Collection, CxfDocument, DocumentHead, Item } from "./document.ts";
import { type ContentOf, withContents } from "./file-content.ts";
import { ACCOUNT_HEAD, COLLECTION, DOCUMENT_HEAD, ITEM } from "./schema.ts";
import type { Struct } from "./shape.ts";
import { headOf } from "./to-cbor.ts";

export type EncodeOptions = {
  /** The bytes of a file credential; when given, they are embedded as the `keyferry.app/file-content` extension of their item. */
  readonly contentOf?: ContentOf;
};

/** A document whose parts are produced as they are written. */
export type DocumentParts = {
  readonly head: DocumentHead;
  readonly accounts: Iterable<{ readonly head: AccountHead; readonly collections: Iterable<Collection>; readonly items: Iterable<Item> }>;
};

/** JSON text, always marked 1.0. Throws `format.malformed` with the path of what is not CXF, and `format.limit-exceeded`. */
export function encodeDocument(document: CxfDocument, options: EncodeOptions = {}): string {
  const accounts = document.accounts.map((account) => ({ head: account, collections: account.collections, items: account.items }));
  return [...encodeDocumentParts({ head: document, accounts }, options)].join("");
}

/** The same text in pieces, one element at a time; throws like `encodeDocument`, possibly after some pieces. */
export function* encodeDocumentParts(parts: DocumentParts, options: EncodeOptions = {}): Generator<string> {
  const version = { ...parts.head.version, major: 1, minor: 0 };
  yield* openObject(DOCUMENT_HEAD, { ...parts.head, version }, []);
  yield '"accounts":[';
  const accounts = new UniqueIds();
  let index = 0;
  for (const { head, collections, items } of parts.accounts) {
    if (index > 0) yield ",";
    const at = ["accounts", index++];
    accounts.add(head.id, at);
    yield* openObject(ACCOUNT_HEAD, head, at);
    yield '"collections":[';
    yield* elements(COLLECTION, collections, [...at, "collections"]);
    yield '],"items":[';
    const { contentOf } = options;
    yield* elements(ITEM, items, [...at, "items"], (item) => (contentOf ? withContents(item, head.id, contentOf) : item));
    yield "]}";
  }
  yield "]}";
}

/** The members of a head and the comma before the lists that follow; every head has required members. */
function* openObject(struct: Struct, value: { readonly [name: string]: unknown }, at: readonly (string | number)[]): Generator<string> {
  const head = headOf(struct, value);
  checkStruct(struct, head, at);
  yield `${JSON.stringify(jsonOf(head)).slice(0, -1)},`;
}

function* elements<T extends Item | Collection>(
  struct: Struct,
  values: Iterable<T>,
  at: readonly (string | number)[],
  finish: (value: T) => T = (value) => value,
): Generator<string> {
  const ids = new UniqueIds();
  let index = 0;
  for (const value of values) {
    checkStruct(struct, value, [...at, index]);
    ids.addTree(value, [...at, index]);
    const text = JSON.stringify(jsonOf(finish(value)));
    yield index++ === 0 ? text : `,${text}`;
  }
}

class UniqueIds {
  readonly #seen = new Set<string>();

  add(id: Uint8Array, at: readonly (string | number)[]): void {
    const key = base64url(id);
    if (this.#seen.has(key)) throw new ExchangeError("format.malformed", { path: `/${at.join("/")}/id`, detail: "duplicate identifier" });
    this.#seen.add(key);
  }

  addTree(value: Item | Collection, at: readonly (string | number)[]): void {
    this.add(value.id, at);
    const below = (value as Collection).subCollections ?? [];
    for (const [i, collection] of below.entries()) this.addTree(collection, [...at, "subCollections", i]);
  }
}

/** Bytes as canonical base64url; everything else is JSON already. */
function jsonOf(value: unknown): unknown {
  if (value instanceof Uint8Array) return base64url(value);
  if (Array.isArray(value)) return value.map(jsonOf);
  if (typeof value !== "object" || value === null) return value;
  const out: { [name: string]: unknown } = {};
  for (const [name, held] of Object.entries(value)) out[name] = jsonOf(held);
  return out;
}
