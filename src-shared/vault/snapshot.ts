// The vault at one moment, for an export: its own read transaction, sizes and counts from the pages, items opened one at a time.

import { hex, sameBytes } from "../bytes.ts";
import { collectionFromCbor, itemFromCbor } from "../cxf/from-cbor.ts";
import { reduceCollections } from "../cxf/select.ts";
import { collectionToCbor } from "../cxf/to-cbor.ts";
import { ExchangeError } from "../errors.ts";
import { keepLinks, readAccounts, readCollections, type StoredAccount } from "./accounts.ts";
import { itemId, type VaultCore } from "./core.ts";
import { fileCredentials, pieceId, readPieces } from "./file-pieces.ts";
import { GrowingBytes } from "./growing-bytes.ts";
import { KIND, keyOf } from "./keys.ts";
import type { AboutItem, Counts, Ref, SnapshotFile, SnapshotItem, VaultItemView, VaultSnapshot } from "./model.ts";
import type { FrozenStore } from "./ports.ts";
import { SealedReader } from "./sealed-reader.ts";
import { type StoredView, toVaultItemView } from "./stored-view.ts";

const ID = 16;

/** `account` counts into the snapshot's accounts; at `at` of the identifiers stands the record's, behind it the item's of `length` bytes. */
type Row = {
  account: number;
  readonly order: number;
  readonly at: number;
  readonly length: number;
  readonly title: string;
  readonly hasFiles: boolean;
  readonly tested: boolean;
};

export class FrozenVault implements VaultSnapshot {
  readonly counts: Counts;
  readonly accounts: VaultSnapshot["accounts"];
  readonly totalItemBytes: number;
  readonly files: readonly SnapshotFile[];
  readonly #core: VaultCore;
  readonly #frozen: FrozenStore;
  readonly #reader: SealedReader;
  readonly #chosen: ReadonlySet<string> | undefined;
  readonly #ids = new GrowingBytes();
  readonly #rows: readonly Row[];
  readonly #collections: readonly (readonly Uint8Array[])[];

  /** `refs`: what was chosen; undefined for every active item. Throws `vault.item-missing`, or `vault.tampered` when any record is not the pages' own. */
  constructor(core: VaultCore, refs: readonly Ref[] | undefined) {
    this.#core = core;
    this.#frozen = core.store.freeze();
    try {
      this.#reader = new SealedReader(core.p, core.keys, this.#frozen);
      this.#chosen = refs && new Set(refs.map((ref) => hex(itemId(core, ref))));
      const found = this.#gather();
      if (refs !== undefined && found.rows.length !== this.#chosen?.size) throw new ExchangeError("vault.item-missing");
      this.totalItemBytes = found.bytes;
      const used = readAccounts(this.#reader).filter(({ head }) => refs === undefined || found.accounts.has(hex(head.id)));
      this.accounts = used.map(({ head, bytes }) => ({ id: head.id, bytes }));
      this.#rows = sorted(found.rows, [...found.accounts.keys()], used);
      this.#collections = used.map(({ head }) => this.#readCollections(head.id, found.trashed));
      this.files = this.#listFiles();
      this.counts = {
        accounts: used.length,
        collections: this.#collections.reduce((sum, trees) => sum + trees.length, 0),
        items: this.#rows.length,
        files: this.files.length,
        credentials: Object.fromEntries(found.credentials),
      };
    } catch (thrown) {
      this.#frozen.close();
      throw thrown;
    }
  }

  *views(): Generator<VaultItemView> {
    for (const { view } of this.#included()) yield toVaultItemView(view);
  }

  collections(account: number): readonly Uint8Array[] {
    return this.#collections[account] ?? [];
  }

  *items(): Generator<SnapshotItem> {
    for (const [ordinal, { account }] of this.#rows.entries()) yield { ordinal, account, bytes: this.itemBytes(ordinal) };
  }

  itemBytes(ordinal: number): Uint8Array {
    const row = this.#rows[ordinal];
    if (row === undefined) throw new ExchangeError("vault.item-missing");
    return this.#reader.body(KIND.item, this.#ids.at(row.at, ID));
  }

  about(ordinal: number): AboutItem {
    const row = this.#rows[ordinal];
    if (row === undefined) throw new ExchangeError("vault.item-missing");
    return { id: this.#ids.at(row.at + ID, row.length).slice(), title: row.title, tested: row.tested };
  }

  *fileContent({ account, item, file }: SnapshotFile): Generator<Uint8Array> {
    const ref = { account: this.accounts[account]?.id ?? new Uint8Array(0), item };
    const bytes = this.#reader.body(KIND.item, itemId(this.#core, ref));
    const credential = fileCredentials(itemFromCbor(bytes)).find(({ id }) => sameBytes(id, file));
    if (credential === undefined) throw new ExchangeError("vault.item-missing", { detail: "file" });
    yield* readPieces(this.#core.p, this.#core.keys, this.#reader, ref, credential);
  }

  close(): void {
    this.#frozen.close();
    this.#ids.wipe();
  }

  /** The views of its items; what is in the trash is only added to `trashed`. */
  *#included(trashed?: Set<string>): Generator<{ readonly id: Uint8Array; readonly view: StoredView }> {
    for (const { id, view } of this.#reader.views("checked")) {
      if (this.#chosen !== undefined && !this.#chosen.has(hex(id))) continue;
      if (view.trashedAt === undefined) yield { id, view };
      else trashed?.add(hex(id));
    }
  }

  /** One pass over the pages. Rows are numbered by account in the order of `accounts` here. */
  #gather() {
    const accounts = new Map<string, number>();
    const credentials = new Map<string, number>();
    const trashed = new Set<string>();
    const rows: Row[] = [];
    let bytes = 0;
    for (const { id, view } of this.#included(trashed)) {
      const key = hex(view.account);
      const account = accounts.get(key) ?? accounts.size;
      accounts.set(key, account);
      const { id: itsId, title, files, passkeys, totps } = view.item;
      rows.push({ account, order: view.order, at: this.#ids.length, length: itsId.length, title, hasFiles: files > 0, tested: passkeys + totps > 0 });
      this.#ids.append(id);
      this.#ids.append(itsId);
      bytes += view.size;
      for (const kind of view.item.kinds) credentials.set(kind, (credentials.get(kind) ?? 0) + 1);
    }
    return { accounts, credentials, trashed, rows, bytes };
  }

  /** Reduced to what was chosen; without a choice only links to trashed items are left out. */
  #readCollections(account: Uint8Array, trashed: ReadonlySet<string>): readonly Uint8Array[] {
    const chosen = this.#chosen;
    const keyOf = (owner: Uint8Array, item: Uint8Array) => hex(itemId(this.#core, { account: owner, item }));
    return readCollections(this.#reader, account).flatMap(({ bytes }) => {
      const tree = collectionFromCbor(bytes);
      if (chosen !== undefined) return reduceCollections([tree], account, (owner, item) => chosen.has(keyOf(owner, item))).map(collectionToCbor);
      if (trashed.size === 0) return [bytes];
      return [collectionToCbor(keepLinks(tree, account, (owner, item) => !trashed.has(keyOf(owner, item))))];
    });
  }

  /** The files whose content is here. Only items that have files are opened for it. */
  #listFiles(): readonly SnapshotFile[] {
    const { p, keys } = this.#core;
    const announced = this.#rows.flatMap(({ account, hasFiles }, ordinal) => {
      if (!hasFiles) return [];
      const item = itemFromCbor(this.itemBytes(ordinal));
      const ref = { account: this.accounts[account]?.id ?? new Uint8Array(0), item: item.id };
      return fileCredentials(item).map((file) => ({
        first: pieceId(p, keys, ref, file, 0),
        file: { account, item: item.id, file: file.id, size: file.decryptedSize },
      }));
    });
    const here = this.#reader.present(announced.map(({ first }) => first));
    return announced.flatMap(({ first, file }) => (file.size === 0 || here.has(keyOf(first)) ? [file] : []));
  }
}

/** By the accounts' order, then by the items' own; `found` names the accounts the rows count into. */
function sorted(rows: readonly Row[], found: readonly string[], used: readonly StoredAccount[]): readonly Row[] {
  const places = new Map(used.map(({ head }, place) => [hex(head.id), place]));
  for (const row of rows) {
    const place = places.get(found[row.account] ?? "");
    if (place === undefined) throw new ExchangeError("vault.tampered", { detail: "account missing" });
    row.account = place;
  }
  return rows.toSorted((a, b) => a.account - b.account || a.order - b.order);
}
