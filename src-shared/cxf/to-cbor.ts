// Model to canonical CBOR, one element at a time: the members of CXF §3 under their own names, bytes as byte strings. docs/protocol.md

import { type CborValue, encodeCbor } from "../cbor/codec.ts";
import { ExchangeError } from "../errors.ts";
import { checkStruct } from "./check.ts";
import type { AccountHead, Collection, CxfDocument, DocumentHead, Item } from "./document.ts";
import { LIMITS } from "./limits.ts";
import { ACCOUNT_HEAD, COLLECTION, DOCUMENT, DOCUMENT_HEAD, ITEM } from "./schema.ts";
import type { Struct } from "./shape.ts";

// All of these throw `format.malformed` with a path when the value is not what its type says, and `format.limit-exceeded`.

export function itemToCbor(item: Item): Uint8Array {
  return elementToCbor(ITEM, item);
}

/** The whole tree below it included. */
export function collectionToCbor(collection: Collection): Uint8Array {
  return elementToCbor(COLLECTION, collection);
}

/** The head alone: items and collections travel as elements of their own and are left out here. */
export function accountToCbor(account: AccountHead): Uint8Array {
  return elementToCbor(ACCOUNT_HEAD, headOf(ACCOUNT_HEAD, account));
}

/** The document's head alone, without its accounts. */
export function headerToCbor(header: DocumentHead): Uint8Array {
  return elementToCbor(DOCUMENT_HEAD, headOf(DOCUMENT_HEAD, header));
}

/** For small documents: everything in one piece of CBOR. */
export function documentToCbor(document: CxfDocument): Uint8Array {
  return elementToCbor(DOCUMENT, document);
}

/** A copy without the members that travel beside this structure. */
export function headOf(struct: Struct, value: { readonly [name: string]: unknown }): { readonly [name: string]: unknown } {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !struct.without.has(name)));
}

function elementToCbor(struct: Struct, value: { readonly [name: string]: unknown }): Uint8Array {
  checkStruct(struct, value);
  const bytes = encodeCbor(value as CborValue);
  if (bytes.length > LIMITS.elementBytes) throw new ExchangeError("format.limit-exceeded", { detail: `${struct.name} size` });
  return bytes;
}
