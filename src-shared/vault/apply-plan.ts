// Carrying an import out inside one change: each item by its outcome, then the collections, then everything still staged at once.

import { hex, sameBytes } from "../bytes.ts";
import { withId } from "../cxf/content.ts";
import type { Collection, FileCredential } from "../cxf/document.ts";
import { collectionFromCbor, itemFromCbor } from "../cxf/from-cbor.ts";
import { collectionToCbor } from "../cxf/to-cbor.ts";
import { ExchangeError } from "../errors.ts";
import { accountRecordId, collectionRecordId, putAccount, putCollection, readCollections, type StoredCollection } from "./accounts.ts";
import { find, itemId, type Located, type VaultCore } from "./core.ts";
import { pieceId, pieceIds, storedPieceIds } from "./file-pieces.ts";
import { GrowingBytes } from "./growing-bytes.ts";
import { putHistory } from "./history.ts";
import type { Existing } from "./import-plan.ts";
import { KIND, keyOf, type RecordKind } from "./keys.ts";
import type { Change } from "./ledger.ts";
import { mergeCollection, relink } from "./merge-collections.ts";
import type { Outcome, Ref } from "./model.ts";
import { openRecord } from "./seal.ts";
import type { StagedImport } from "./staged-import.ts";
import { encodeView, viewOf } from "./stored-view.ts";
import type { PreImage } from "./transfers.ts";

const NEW_ID = 16;

/** An outcome with the owner's decision in it: what is done to one item. */
export type Deed = Outcome | "replaced";

/** Where the items of an import are after its commit. */
export type Kept = {
  /** The records, 16 bytes an ordinal; zeros for what was not kept. */
  readonly records: GrowingBytes;
  /** The ids they were sent with, where they have another one now. */
  readonly sentAs: ReadonlyMap<number, Uint8Array>;
};

const NOWHERE = new Uint8Array(16);

export class PlanApplication {
  readonly #records = new GrowingBytes();
  readonly #sentAs = new Map<number, Uint8Array>();
  readonly before: PreImage[] = [];
  readonly #core: VaultCore;
  readonly #change: Change;
  readonly #staged: StagedImport;
  readonly #existing: Existing;
  readonly #files: ReadonlyMap<number, readonly FileCredential[]>;
  /** Sent ids that are elsewhere now, by account and id; null when the item was not kept. */
  readonly #moved = new Map<string, Uint8Array | null>();
  readonly #written = new Set<string>();

  constructor(core: VaultCore, change: Change, staged: StagedImport, existing: Existing) {
    this.#core = core;
    this.#change = change;
    this.#staged = staged;
    this.#existing = existing;
    this.#files = staged.files.byOrdinal();
  }

  get kept(): Kept {
    return { records: this.#records, sentAs: this.#sentAs };
  }

  /** How many records of content were written. */
  run(deeds: readonly Deed[]): number {
    this.#accounts();
    for (const [ordinal, deed] of deeds.entries()) this.#item(ordinal, deed);
    this.#collections();
    const { items, store } = this.#staged;
    const adopted = this.#change.adopt(store, (id) => {
      const ordinal = items.ordinalOf(id);
      if (ordinal === undefined) throw new ExchangeError("internal.bug", { detail: "staged item without a view" });
      return items.at(ordinal).view;
    });
    return adopted + this.#written.size;
  }

  #accounts(): void {
    for (const { id, bytes } of this.#staged.accounts) {
      const record = accountRecordId(this.#core, id);
      if (this.#core.ledger.reader.entry(record) !== undefined || this.#written.has(hex(record))) continue;
      putAccount(this.#core, this.#change, bytes, id);
      this.#written.add(hex(record));
    }
  }

  #item(ordinal: number, deed: Deed): void {
    const record = this.#staged.items.at(ordinal).id.slice();
    switch (deed) {
      case "added":
        this.#records.append(record);
        break;
      case "kept-both":
        if (this.#staged.repeated.has(ordinal)) this.#keep(ordinal, record, this.#stagedRef(ordinal).item);
        else this.#addUnderNewId(ordinal, record);
        break;
      case "merged":
      case "replaced":
        this.#replace(ordinal, record);
        break;
      case "skipped-duplicate":
        this.#skipTwin(ordinal, record);
        break;
      case "skipped-by-owner":
      case "failed":
        this.#leaveOut(ordinal, record, deed);
        break;
    }
  }

  /** A link to what failed goes with it, unless the vault has an item of that id. */
  #leaveOut(ordinal: number, record: Uint8Array, deed: Deed): void {
    this.#drop(ordinal, record);
    this.#records.append(NOWHERE);
    if (deed === "failed" && find(this.#core, record) === undefined) this.#move(ordinal, this.#staged.sentId(ordinal), null);
  }

  #keep(ordinal: number, record: Uint8Array, item: Uint8Array): void {
    this.#records.append(record);
    const sent = this.#staged.sentId(ordinal);
    if (sameBytes(sent, item)) return;
    this.#sentAs.set(ordinal, sent);
    this.#move(ordinal, sent, item);
  }

  /** Links follow the first item of an id, so a repeated one moves nothing. */
  #move(ordinal: number, sent: Uint8Array, item: Uint8Array | null): void {
    if (!this.#staged.repeated.has(ordinal)) this.#moved.set(`${hex(this.#staged.ownerOf(ordinal))}/${hex(sent)}`, item);
  }

  #skipTwin(ordinal: number, record: Uint8Array): void {
    const account = this.#staged.ownerOf(ordinal);
    const content = this.#staged.items.at(ordinal).content;
    const same = this.#existing.sameId.get(ordinal);
    const twin = same !== undefined && sameBytes(same.content, content) ? same : this.#existing.twins.get(keyOf(content));
    if (twin === undefined) throw new ExchangeError("internal.bug", { detail: "duplicate of nothing" });
    this.#drop(ordinal, record);
    this.#keep(ordinal, itemId(this.#core, { account, item: twin.item.id }), twin.item.id);
  }

  /** The item stays out, with the pieces of its files. */
  #drop(ordinal: number, record: Uint8Array): void {
    const { store } = this.#staged;
    store.remove(KIND.item, record);
    for (const id of this.#stagedPieces(ordinal)) store.remove(KIND.file, id);
  }

  *#stagedPieces(ordinal: number): Generator<Uint8Array> {
    const { store } = this.#staged;
    const isThere = (id: Uint8Array) => store.record(KIND.file, id) !== undefined;
    for (const file of this.#files.get(ordinal) ?? []) yield* storedPieceIds(this.#core.p, this.#core.keys, this.#stagedRef(ordinal), file, isThere);
  }

  #replace(ordinal: number, record: Uint8Array): void {
    const mine = find(this.#core, record);
    if (mine === undefined) throw new ExchangeError("internal.bug", { detail: "nothing to replace" });
    const { p, keys, ledger } = this.#core;
    const bytes = this.#stagedBytes(record);
    const before = ledger.reader.bodyOf(mine.entry);
    const ref = this.#stagedRef(ordinal);
    this.#keepBefore(KIND.item, mine, before);
    const changed = !sameBytes(bytes, before);
    if (changed) {
      putHistory(this.#core, this.#change, ref, mine.view.versions, "transfer", before);
      this.#written.add(`history ${hex(record)}`);
    }
    const { trashedAt: _, ...origin } = mine.view;
    const view = viewOf(p, keys, { ...origin, transferId: this.#staged.transferId }, itemFromCbor(bytes), bytes, mine.view.versions + (changed ? 1 : 0));
    this.#change.put(KIND.item, record, bytes, encodeView(view));
    this.#written.add(hex(record));
    this.#staged.store.remove(KIND.item, record);
    for (const id of this.#stagedPieces(ordinal)) if (ledger.reader.entry(id) !== undefined) this.#staged.store.remove(KIND.file, id);
    this.#keep(ordinal, record, ref.item);
  }

  #addUnderNewId(ordinal: number, record: Uint8Array): void {
    const item = this.#core.p.random(NEW_ID);
    const from = this.#stagedRef(ordinal);
    const to = { account: from.account, item };
    const bytes = withId(this.#stagedBytes(record), item);
    const stagedView = this.#staged.items.view(ordinal);
    const id = itemId(this.#core, to);
    this.#change.put(KIND.item, id, bytes, encodeView({ ...stagedView, item: { ...stagedView.item, id: item }, size: bytes.length }));
    this.#written.add(hex(id));
    for (const file of this.#files.get(ordinal) ?? []) this.#movePieces(from, to, file);
    this.#drop(ordinal, record);
    this.#keep(ordinal, id, item);
  }

  #movePieces(from: Ref, to: Ref, file: FileCredential): void {
    const { p, keys } = this.#core;
    let index = 0;
    for (const id of pieceIds(p, keys, from, file)) {
      const record = this.#staged.store.record(KIND.file, id);
      if (record === undefined) throw new ExchangeError("vault.corrupt", { detail: "staged file piece" });
      const moved = pieceId(p, keys, to, file, index++);
      this.#change.put(KIND.file, moved, openRecord(p, keys, record));
      this.#written.add(hex(moved));
    }
  }

  #collections(): void {
    const stored = new Map<string, StoredCollection>();
    for (const one of readCollections(this.#core.ledger.reader)) stored.set(hex(this.#collectionId(one.account, collectionFromCbor(one.bytes))), one);
    const { accounts, collections } = this.#staged;
    for (const { account: number, collection } of collections) {
      const account = accounts[number]?.id ?? new Uint8Array(0);
      const theirs = relink(collection, account, (owner, item) => this.#moved.get(`${hex(owner)}/${hex(item)}`));
      const id = this.#collectionId(account, collection);
      const mine = stored.get(hex(id));
      const merged = mine === undefined ? theirs : mergeCollection(collectionFromCbor(mine.bytes), theirs, account);
      const bytes = collectionToCbor(merged);
      if (mine !== undefined && sameBytes(bytes, mine.bytes)) continue;
      const order = mine?.order ?? this.#core.ledger.nextOrder();
      const old = this.#core.ledger.reader.entry(id);
      if (old !== undefined && !this.#written.has(hex(id))) {
        this.before.push({ kind: KIND.collection, id, plaintext: this.#core.ledger.reader.bodyOf(old) });
      }
      putCollection(this.#core, this.#change, account, merged, order);
      this.#written.add(hex(id));
      stored.set(hex(id), { account, order, bytes });
    }
  }

  #collectionId(account: Uint8Array, collection: Collection): Uint8Array {
    return collectionRecordId(this.#core, account, collection.id);
  }

  #keepBefore(kind: RecordKind, { id, entry }: Located, plaintext: Uint8Array): void {
    this.before.push({ kind, id, plaintext, ...(entry.view && { view: entry.view.slice() }) });
  }

  #stagedBytes(record: Uint8Array): Uint8Array {
    const sealed = this.#staged.store.record(KIND.item, record);
    if (sealed === undefined) throw new ExchangeError("vault.corrupt", { detail: "staged item" });
    return openRecord(this.#core.p, this.#core.keys, sealed);
  }

  #stagedRef(ordinal: number): Ref {
    return { account: this.#staged.ownerOf(ordinal), item: this.#staged.items.view(ordinal).item.id };
  }
}
