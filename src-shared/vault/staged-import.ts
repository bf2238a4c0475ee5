// Everything an import brought, checked and sealed into the staging store as it came; nothing of it is in the vault yet.

import type { Collection, Item } from "../cxf/document.ts";
import { accountFromCbor, collectionFromCbor, itemFromCbor } from "../cxf/from-cbor.ts";
import { LIMITS } from "../cxf/limits.ts";
import { itemToCbor } from "../cxf/to-cbor.ts";
import { ExchangeError } from "../errors.ts";
import { itemId, type VaultCore } from "./core.ts";
import { fileCredentials, pieceId } from "./file-pieces.ts";
import { IncomingFiles } from "./incoming-files.ts";
import { KIND } from "./keys.ts";
import type { ImportFile } from "./model.ts";
import type { StagingStore } from "./ports.ts";
import { sealRecord } from "./seal.ts";
import { StagedItems } from "./staged-items.ts";
import { viewOf } from "./stored-view.ts";

export type StagedAccount = { readonly id: Uint8Array; readonly bytes: Uint8Array };
export type StagedCollection = { readonly account: number; readonly collection: Collection };

const REPEATED_ID = 16;

export class StagedImport {
  readonly accounts: StagedAccount[] = [];
  readonly collections: StagedCollection[] = [];
  readonly items = new StagedItems();
  readonly files: IncomingFiles;
  /** The ids that came a second time, by ordinal; such an item is staged under a new one. */
  readonly repeated = new Map<number, Uint8Array>();
  readonly store: StagingStore;
  readonly transferId: Uint8Array;
  /** Of the change that will commit it. */
  readonly revision: number;
  readonly #core: VaultCore;

  constructor(core: VaultCore, transferId: Uint8Array) {
    this.#core = core;
    this.transferId = transferId;
    this.revision = core.ledger.reserve();
    this.store = core.store.staging();
    this.files = new IncomingFiles(core.p);
  }

  account(bytes: Uint8Array): void {
    if (this.accounts.length >= LIMITS.accounts) throw new ExchangeError("format.limit-exceeded", { detail: "accounts" });
    this.accounts.push({ id: accountFromCbor(bytes).id, bytes: bytes.slice() });
  }

  collection(account: number, bytes: Uint8Array): void {
    if (this.collections.length >= LIMITS.entries) throw new ExchangeError("format.limit-exceeded", { detail: "collections" });
    this.#accountId(account);
    this.collections.push({ account, collection: collectionFromCbor(bytes) });
  }

  item(account: number, bytes: Uint8Array): void {
    if (this.items.length >= LIMITS.items) throw new ExchangeError("format.limit-exceeded", { detail: "items" });
    const owner = this.#accountId(account);
    const sent = itemFromCbor(bytes);
    const id = itemId(this.#core, { account: owner, item: sent.id });
    if (this.items.ordinalOf(id) === undefined) this.#stage(account, id, sent, bytes, sent.id);
    else this.#stageRepeated(account, owner, sent);
  }

  #stageRepeated(account: number, owner: Uint8Array, sent: Item): void {
    const item = { ...sent, id: this.#core.p.random(REPEATED_ID) };
    this.repeated.set(this.items.length, sent.id);
    this.#stage(account, itemId(this.#core, { account: owner, item: item.id }), item, itemToCbor(item), sent.id);
  }

  /** `id`: of its record. */
  #stage(account: number, id: Uint8Array, item: Item, bytes: Uint8Array, sentId: Uint8Array): void {
    const { p, keys, clock, ledger } = this.#core;
    const owner = this.#accountId(account);
    const origin = { account: owner, order: ledger.nextOrder(), addedAt: clock.now(), transferId: this.transferId };
    this.store.put(sealRecord(p, keys, { kind: KIND.item, id, revision: this.revision }, bytes));
    const ordinal = this.items.add(account, id, viewOf(p, keys, origin, item, bytes));
    this.files.expect(ordinal, account, sentId, { account: owner, item: item.id }, fileCredentials(item));
  }

  file(account: number, piece: ImportFile): void {
    const kept = this.files.take(account, piece);
    if (kept === undefined) return;
    const { p, keys } = this.#core;
    const id = pieceId(p, keys, kept.ref, kept.file, kept.index);
    this.store.put(sealRecord(p, keys, { kind: KIND.file, id, revision: this.revision }, kept.content));
  }

  /** The id an item came with. */
  sentId(ordinal: number): Uint8Array {
    return this.repeated.get(ordinal) ?? this.items.view(ordinal).item.id;
  }

  ownerOf(ordinal: number): Uint8Array {
    return this.#accountId(this.items.at(ordinal).account);
  }

  close(): void {
    this.items.wipe();
    this.store.close();
  }

  #accountId(account: number): Uint8Array {
    const staged = this.accounts[account];
    if (staged === undefined) throw new ExchangeError("format.malformed", { detail: "account number" });
    return staged.id;
  }
}
