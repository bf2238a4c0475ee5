// The vault's collections as one flat list, and the changes to them: an item goes in or out, a new one is made.

import { base64url, sameBytes } from "../../../src-shared/bytes.ts";
import type { Collection, LinkedItem } from "../../../src-shared/cxf/document.ts";
import { ExchangeError } from "../../../src-shared/errors.ts";
import type { Ref, Vault } from "../../../src-shared/vault/model.ts";
import { titleShown } from "./item-shown.ts";

export type FlatCollection = {
  readonly account: Uint8Array;
  readonly collection: Uint8Array;
  /** As it is shown. */
  readonly title: string;
  readonly depth: number;
  readonly items: readonly Ref[];
  /** `linkKey` of each; made when first asked for. */
  readonly keys: () => ReadonlySet<string>;
};

/** Tells items apart, in memory only: a collection may hold all there are. */
export function linkKey({ account, item }: Ref): string {
  return `${account.length}/${String.fromCharCode(...account)}${String.fromCharCode(...item)}`;
}

/** Depth first, in the order they came. */
export function flatCollections(vault: Vault): readonly FlatCollection[] {
  return vault.accounts().flatMap(({ id }) => vault.collections(id).flatMap((tree) => flatten(tree, id, 0)));
}

function flatten(collection: Collection, account: Uint8Array, depth: number): readonly FlatCollection[] {
  const items = collection.items.map((link) => ({ account: link.account ?? account, item: link.item }));
  let made: ReadonlySet<string> | undefined;
  const keys = () => {
    made ??= new Set(items.map(linkKey));
    return made;
  };
  const flat = { account, collection: collection.id, title: titleShown(collection.title), depth, items, keys };
  return [flat, ...(collection.subCollections ?? []).flatMap((sub) => flatten(sub, account, depth + 1))];
}

/** Throws `vault.item-missing` when there is no such collection. */
export function findCollection(all: readonly FlatCollection[], account: string, collection: string): FlatCollection {
  const found = all.find((one) => base64url(one.account) === account && base64url(one.collection) === collection);
  if (found === undefined) throw new ExchangeError("vault.item-missing", { detail: "collection" });
  return found;
}

/** Puts the item in or takes it out; nothing is written when it is so already. */
export function collect(vault: Vault, { account, collection, items }: FlatCollection, ref: Ref, on: boolean, now: number): void {
  if (items.some((one) => sameRef(one, ref)) === on) return;
  const link: LinkedItem = sameBytes(ref.account, account) ? { item: ref.item } : { item: ref.item, account: ref.account };
  const change = (node: Collection): Collection => {
    const others = node.items.filter((one) => !sameRef({ account: one.account ?? account, item: one.item }, ref));
    return { ...node, items: on ? [...others, link] : others, modifiedAt: now };
  };
  for (const tree of vault.collections(account)) {
    const changed = changeNode(tree, collection, change);
    if (changed !== tree) vault.putCollection(account, changed);
  }
}

/** The tree with that node changed; the same object when it is not in it. */
function changeNode(tree: Collection, id: Uint8Array, change: (node: Collection) => Collection): Collection {
  if (sameBytes(tree.id, id)) return change(tree);
  const { subCollections } = tree;
  const changed = subCollections?.map((sub) => changeNode(sub, id, change));
  return changed?.some((sub, at) => sub !== subCollections?.[at]) ? { ...tree, subCollections: changed } : tree;
}

function sameRef(a: Ref, b: Ref): boolean {
  return sameBytes(a.item, b.item) && sameBytes(a.account, b.account);
}
