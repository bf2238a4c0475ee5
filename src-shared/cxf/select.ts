// A part of a vault that keeps its links whole: what chosen items point to comes along, collections shrink to what is chosen. CXF 1.0 §3.2.2, §3.3.10

import { base64url } from "../bytes.ts";
import type { Account, Collection, CxfDocument } from "./document.ts";
import { matcher, type Selection } from "./selection.ts";
import { type ItemView, itemView } from "./summary.ts";

/** An item among all that could be chosen, and the account it belongs to. */
export type Candidate = { readonly account: Uint8Array; readonly view: ItemView };

/** The chosen candidates in their order, with every item they refer to, directly or not. */
export function selectItems<C extends Candidate>(candidates: Iterable<C>, selection: Selection): readonly C[] {
  if (selection.by === "all") return [...candidates];
  const matches = matcher(selection);
  return withReferences(candidates, ({ view }) => matches(view));
}

/** Those that `chooses` accepts, in their order, with every item they refer to, directly or not. */
export function withReferences<C extends Candidate>(candidates: Iterable<C>, chooses: (candidate: C) => boolean): readonly C[] {
  const all = [...candidates];
  const byKey = new Map(all.map((candidate) => [keyOf(candidate.account, candidate.view.id), candidate]));
  const chosen = new Set<C>();
  const waiting = all.filter(chooses);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (chosen.has(next)) continue;
    chosen.add(next);
    for (const link of next.view.references) {
      const target = byKey.get(keyOf(link.account ?? next.account, link.item));
      if (target !== undefined) waiting.push(target);
    }
  }
  return all.filter((candidate) => chosen.has(candidate));
}

/** The collections of `account` with only the links that `keeps` accepts; a collection goes when nothing is left in it or below it. */
export function reduceCollections(
  collections: readonly Collection[],
  account: Uint8Array,
  keeps: (account: Uint8Array, item: Uint8Array) => boolean,
): readonly Collection[] {
  return collections.flatMap((collection) => {
    const { subCollections, ...rest } = collection;
    const items = collection.items.filter((link) => keeps(link.account ?? account, link.item));
    const below = reduceCollections(subCollections ?? [], account, keeps);
    if (items.length === 0 && below.length === 0) return [];
    const reduced: Collection = { ...rest, items };
    return [below.length === 0 ? reduced : { ...reduced, subCollections: below }];
  });
}

/** The document itself for `all`; else without accounts that hold nothing chosen. */
export function selectFromDocument(document: CxfDocument, selection: Selection): CxfDocument {
  if (selection.by === "all") return document;
  const candidates = document.accounts.flatMap((account) => account.items.map((item) => ({ account: account.id, view: itemView(item) })));
  const chosen = new Set(selectItems(candidates, selection).map(({ account, view }) => keyOf(account, view.id)));
  const keeps = (account: Uint8Array, item: Uint8Array) => chosen.has(keyOf(account, item));
  const accounts = document.accounts.map((account): Account => {
    const items = account.items.filter((item) => keeps(account.id, item.id));
    return { ...account, items, collections: reduceCollections(account.collections, account.id, keeps) };
  });
  return { ...document, accounts: accounts.filter((account) => account.items.length > 0) };
}

function keyOf(account: Uint8Array, item: Uint8Array): string {
  return `${base64url(account)}/${base64url(item)}`;
}
