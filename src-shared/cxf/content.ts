// An item apart from its identifier: how the same content is recognised under another one, and how it gets a new one.

import { type CborValue, encodeCbor } from "../cbor/codec.ts";
import type { Item } from "./document.ts";
import { itemFromCbor } from "./from-cbor.ts";
import { itemToCbor } from "./to-cbor.ts";

/** Canonical CBOR of everything but `id`: equal exactly when two items differ in nothing else. */
export function contentBytes(item: Item): Uint8Array {
  const { id: _, ...content } = item;
  return encodeCbor(content as CborValue);
}

/** The canonical CBOR of the same item under `id`, 1 to 64 bytes. Throws `format.malformed`. */
export function withId(itemBytes: Uint8Array, id: Uint8Array): Uint8Array {
  return itemToCbor({ ...itemFromCbor(itemBytes), id });
}
