// CBOR from another computer, or from our own store, to the model: strict CBOR, then every structure checked against the schema.

import { decodeCbor } from "../cbor/codec.ts";
import { ExchangeError } from "../errors.ts";
import { checkStruct } from "./check.ts";
import type { AccountHead, Collection, CxfDocument, DocumentHead, Item } from "./document.ts";
import { LIMITS } from "./limits.ts";
import { ACCOUNT_HEAD, COLLECTION, DOCUMENT, DOCUMENT_HEAD, ITEM } from "./schema.ts";
import type { Struct } from "./shape.ts";

// All of these throw `format.malformed` with a path at the first deviation, and `format.limit-exceeded`.

export function itemFromCbor(bytes: Uint8Array): Item {
  return elementFromCbor<Item>(ITEM, bytes);
}

export function collectionFromCbor(bytes: Uint8Array): Collection {
  return elementFromCbor<Collection>(COLLECTION, bytes);
}

export function accountFromCbor(bytes: Uint8Array): AccountHead {
  return elementFromCbor<AccountHead>(ACCOUNT_HEAD, bytes);
}

/** Throws `format.unsupported` as well, when the major version is not 1. */
export function headerFromCbor(bytes: Uint8Array): DocumentHead {
  return versionOne(elementFromCbor<DocumentHead>(DOCUMENT_HEAD, bytes));
}

/** Throws `format.unsupported` as well, when the major version is not 1. */
export function documentFromCbor(bytes: Uint8Array): CxfDocument {
  return versionOne(elementFromCbor<CxfDocument>(DOCUMENT, bytes));
}

/** The schema table and the types of document.ts say the same; schema.test.ts holds them together. */
function elementFromCbor<T>(struct: Struct, bytes: Uint8Array): T {
  if (bytes.length > LIMITS.elementBytes) throw new ExchangeError("format.limit-exceeded", { detail: `${struct.name} size` });
  const value = decodeCbor(bytes, { maximumDepth: LIMITS.cborDepth, maximumItems: LIMITS.cborValues, maximumString: LIMITS.elementBytes, floats: true });
  checkStruct(struct, value);
  return value as T;
}

function versionOne<T extends DocumentHead>(head: T): T {
  if (head.version.major !== 1) throw new ExchangeError("format.unsupported", { path: "/version/major", detail: "CXF version" });
  return head;
}
