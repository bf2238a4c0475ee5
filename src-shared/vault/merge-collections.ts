// Two versions of a collection as one: all links of both, subcollections by id, the existing one's own members kept.

import { hex } from "../bytes.ts";
import type { Collection, LinkedItem } from "../cxf/document.ts";

export function mergeCollection(mine: Collection, theirs: Collection, account: Uint8Array): Collection {
  const linked = new Set(mine.items.map((link) => linkKey(link, account)));
  const items = [...mine.items, ...theirs.items.filter((link) => !linked.has(linkKey(link, account)))];
  const subCollections = mergeCollections(mine.subCollections ?? [], theirs.subCollections ?? [], account);
  return { ...mine, items, ...(subCollections.length > 0 && { subCollections }) };
}

function mergeCollections(mine: readonly Collection[], theirs: readonly Collection[], account: Uint8Array): readonly Collection[] {
  const merged = new Map(mine.map((collection) => [hex(collection.id), collection]));
  for (const collection of theirs) {
    const key = hex(collection.id);
    const existing = merged.get(key);
    merged.set(key, existing === undefined ? collection : mergeCollection(existing, collection, account));
  }
  return [...merged.values()];
}

/** Where a sent item is now: another id, or null when it was not kept; undefined leaves the link as it is. */
export type Moved = (account: Uint8Array, item: Uint8Array) => Uint8Array | null | undefined;

/** The tree with its links following `moved`. */
export function relink(collection: Collection, account: Uint8Array, moved: Moved): Collection {
  const items = collection.items.flatMap((link) => {
    const place = moved(link.account ?? account, link.item);
    if (place === null) return [];
    return [place === undefined ? link : { ...link, item: place }];
  });
  const subCollections = collection.subCollections?.map((sub) => relink(sub, account, moved));
  return { ...collection, items, ...(subCollections && { subCollections }) };
}

function linkKey(link: LinkedItem, account: Uint8Array): string {
  return `${hex(link.account ?? account)}/${hex(link.item)}`;
}
