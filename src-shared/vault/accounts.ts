// Accounts and their collections at rest: each head and each top-level tree is one record, in the order it came.

import { hex, sameBytes } from "../bytes.ts";
import { type CborValue, encodeCbor } from "../cbor/codec.ts";
import type { AccountHead, Collection } from "../cxf/document.ts";
import { accountFromCbor, collectionFromCbor } from "../cxf/from-cbor.ts";
import { accountToCbor, collectionToCbor } from "../cxf/to-cbor.ts";
import { ExchangeError } from "../errors.ts";
import type { VaultCore } from "./core.ts";
import { KIND, recordId } from "./keys.ts";
import type { Change } from "./ledger.ts";
import type { Ref } from "./model.ts";
import type { SealedReader } from "./sealed-reader.ts";
import { decodeStored } from "./stored-cbor.ts";

export type StoredAccount = { readonly order: number; readonly bytes: Uint8Array; readonly head: AccountHead };
/** `account`: the CXF id of the one it belongs to. */
export type StoredCollection = { readonly account: Uint8Array; readonly order: number; readonly bytes: Uint8Array };

const OWN_ACCOUNT_ID = 16;

export function readAccounts(reader: SealedReader): readonly StoredAccount[] {
  const accounts = Array.from(reader.bodies(KIND.account), decodeAccount);
  return accounts.sort((a, b) => a.order - b.order);
}

export function decodeAccount(plaintext: Uint8Array): StoredAccount {
  const [order, bytes] = decodeStored(plaintext) as readonly [number, Uint8Array];
  return { order, bytes, head: accountFromCbor(bytes) };
}

export function accountRecordId(core: Pick<VaultCore, "p" | "keys">, account: Uint8Array): Uint8Array {
  return recordId(core.p, core.keys, KIND.account, account);
}

export function putAccount(core: VaultCore, change: Change, bytes: Uint8Array, account: Uint8Array): void {
  change.put(KIND.account, accountRecordId(core, account), encodeCbor([core.ledger.nextOrder(), bytes]));
}

/** The given account, else the vault's first, else a new one made in this change. Throws `vault.item-missing` for one that is not there. */
export function accountFor(core: VaultCore, change: Change, wanted: Uint8Array | undefined): Uint8Array {
  if (wanted !== undefined) {
    if (core.ledger.reader.entry(accountRecordId(core, wanted)) === undefined) throw new ExchangeError("vault.item-missing", { detail: "account" });
    return wanted;
  }
  const [first] = readAccounts(core.ledger.reader);
  if (first !== undefined) return first.head.id;
  const id = core.p.random(OWN_ACCOUNT_ID);
  putAccount(core, change, accountToCbor({ id, username: "", email: "" }), id);
  return id;
}

export function readCollections(reader: SealedReader, account?: Uint8Array): readonly StoredCollection[] {
  const all = Array.from(reader.bodies(KIND.collection), decodeCollection);
  return all.filter((one) => account === undefined || sameBytes(one.account, account)).sort((a, b) => a.order - b.order);
}

export function decodeCollection(plaintext: Uint8Array): StoredCollection {
  const [account, order, bytes] = decodeStored(plaintext) as readonly [Uint8Array, number, Uint8Array];
  return { account, order, bytes };
}

export function collectionRecordId(core: Pick<VaultCore, "p" | "keys">, account: Uint8Array, collection: Uint8Array): Uint8Array {
  return recordId(core.p, core.keys, KIND.collection, account, collection);
}

/** `order`: of the one it replaces. */
export function putCollection(core: VaultCore, change: Change, account: Uint8Array, collection: Collection, order = core.ledger.nextOrder()): void {
  const bytes = collectionToCbor(collection);
  change.put(KIND.collection, collectionRecordId(core, account, collection.id), encodeCbor([account, order, bytes] as readonly CborValue[]));
}

/** Takes items that go for good out of every collection that holds them. */
export function unlinkItems(core: VaultCore, change: Change, refs: readonly Ref[]): void {
  const going = new Set(refs.map(({ account, item }) => linkKey(account, item)));
  for (const stored of readCollections(core.ledger.reader)) {
    const collection = collectionFromCbor(stored.bytes);
    const without = keepLinks(collection, stored.account, (account, item) => !going.has(linkKey(account, item)));
    if (without !== collection) putCollection(core, change, stored.account, without, stored.order);
  }
}

function linkKey(account: Uint8Array, item: Uint8Array): string {
  return `${hex(account)}/${hex(item)}`;
}

/** The tree with only the links that `keeps` accepts, collections left empty included; the same object when that is all of them. */
export function keepLinks(collection: Collection, own: Uint8Array, keeps: (account: Uint8Array, item: Uint8Array) => boolean): Collection {
  const items = collection.items.filter((link) => keeps(link.account ?? own, link.item));
  const subCollections = collection.subCollections?.map((sub) => keepLinks(sub, own, keeps));
  const same = items.length === collection.items.length && (subCollections ?? []).every((sub, i) => sub === collection.subCollections?.[i]);
  return same ? collection : { ...collection, items, ...(subCollections && { subCollections }) };
}
