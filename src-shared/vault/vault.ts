// The open vault: one object over the parts, and the only one that holds the vault key.

import { sameBytes, wipe } from "../bytes.ts";
import type { AccountHead, Collection, Item } from "../cxf/document.ts";
import { collectionFromCbor, itemFromCbor } from "../cxf/from-cbor.ts";
import { ExchangeError } from "../errors.ts";
import type { Secret } from "../secret.ts";
import { accountFor, collectionRecordId, decodeCollection, putCollection, readAccounts, readCollections } from "./accounts.ts";
import { Catalog } from "./catalog.ts";
import { locate, type VaultCore } from "./core.ts";
import { contentDigest } from "./digest.ts";
import { addItem, purgeExpired, purgeItem, purgeItems, replaceItem, restoreItem, trashItem } from "./edit.ts";
import { fileCredentials, readPieces } from "./file-pieces.ts";
import { readHistory } from "./history.ts";
import { ImportSession } from "./import-session.ts";
import { type VaultKeys, wipeVaultKeys } from "./keys.ts";
import { Ledger } from "./ledger.ts";
import type {
  AddedSlot,
  HistoryEntry,
  ListQuery,
  NewFile,
  NewReceipt,
  NewSlot,
  ReceiptHead,
  Ref,
  Setting,
  SlotView,
  StoredReceipt,
  Transfer,
  Vault,
  VaultImport,
  VaultItemView,
  VaultList,
  VaultSnapshot,
  VaultTotals,
} from "./model.ts";
import type { Gesture, HardwareProvider, VaultPorts } from "./ports.ts";
import { listReceiptHeads, listReceipts, putReceipt, readReceipt } from "./receipts.ts";
import { putSetting, readSetting } from "./settings.ts";
import { encodeSlotTable, needRoom, type Slot, slotsMac, trustedSlots } from "./slot-table.ts";
import { isRecoveryKeyOf, letGo, letHardwareGo, makeSlot, opensOne, slotView, withoutSlot } from "./slots.ts";
import { FrozenVault } from "./snapshot.ts";
import { toVaultItemView } from "./stored-view.ts";
import { listTransfers } from "./transfers.ts";
import { undoTransfer } from "./undo.ts";

export class OpenVault implements Vault {
  readonly id: Uint8Array;
  readonly #ports: VaultPorts;
  readonly #vaultKey: Secret;
  readonly #core: VaultCore;
  readonly #catalog: Catalog;
  #closed = false;

  /** Checks the whole set of records and the slots. Throws `vault.tampered` or `vault.corrupt`. */
  constructor(ports: VaultPorts, vaultKey: Secret, keys: VaultKeys) {
    const { primitives: p, clock, store } = ports;
    this.id = keys.vaultId;
    this.#ports = ports;
    this.#vaultKey = vaultKey;
    const ledger = new Ledger(p, keys, store, (views) => this.#catalog.apply(views));
    this.#core = { p, clock, keys, store, ledger };
    this.#catalog = new Catalog(() => ledger.reader.pages());
    this.#slots();
    this.#catalog.hold(ledger.reader.checkAll());
  }

  digest(): Uint8Array {
    return contentDigest(this.#core);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#catalog.forget();
    this.#vaultKey.wipe();
    wipeVaultKeys(this.#core.keys);
    this.#ports.store.close();
  }

  list(query: ListQuery): VaultList {
    return this.#catalog.list(query);
  }

  prepareSearch(): boolean {
    return this.#catalog.prepareSearch();
  }

  countWithin(groups: readonly (readonly Ref[])[]): readonly number[] {
    return this.#catalog.countWithin(groups);
  }

  totals(): VaultTotals {
    return this.#catalog.totals();
  }

  views(): readonly VaultItemView[] {
    return this.#catalog.list({ state: "active", order: "added" }).all();
  }

  trashed(): readonly VaultItemView[] {
    return this.#catalog.list({ state: "trashed", order: "added" }).all();
  }

  search(text: string): readonly VaultItemView[] {
    return this.#catalog.list({ state: "active", order: "added", text }).all();
  }

  view(ref: Ref): VaultItemView {
    return toVaultItemView(locate(this.#core, ref).view);
  }

  item(ref: Ref): Item {
    const bytes = this.itemBytes(ref);
    try {
      return itemFromCbor(bytes);
    } finally {
      wipe(bytes); // the item has copies
    }
  }

  itemBytes(ref: Ref): Uint8Array {
    return this.#core.ledger.reader.bodyOf(locate(this.#core, ref).entry);
  }

  accounts(): readonly AccountHead[] {
    return readAccounts(this.#core.ledger.reader).map(({ head }) => head);
  }

  collections(account: Uint8Array): readonly Collection[] {
    return readCollections(this.#core.ledger.reader, account).map(({ bytes }) => collectionFromCbor(bytes));
  }

  history(ref: Ref): readonly HistoryEntry[] {
    return readHistory(this.#core, ref);
  }

  fileContent(ref: Ref, file: Uint8Array): Iterable<Uint8Array> {
    const credential = fileCredentials(this.item(ref)).find(({ id }) => sameBytes(id, file));
    if (credential === undefined) throw new ExchangeError("vault.item-missing", { detail: "file" });
    return readPieces(this.#core.p, this.#core.keys, this.#core.ledger.reader, ref, credential);
  }

  add(item: Item, options: { readonly account?: Uint8Array; readonly files?: readonly NewFile[] } = {}): Ref {
    return addItem(this.#core, item, options.account, options.files ?? []);
  }

  replace(ref: Ref, item: Item, files: readonly NewFile[] = []): void {
    replaceItem(this.#core, ref, item, files);
  }

  trash(ref: Ref): void {
    trashItem(this.#core, ref);
  }

  restore(ref: Ref): void {
    restoreItem(this.#core, ref);
  }

  purge(ref: Ref): void {
    purgeItem(this.#core, ref);
  }

  purgeAll(refs: readonly Ref[]): void {
    purgeItems(this.#core, refs);
  }

  purgeExpired(): number {
    return purgeExpired(this.#core, this.trashed());
  }

  putCollection(account: Uint8Array | undefined, collection: Collection): void {
    this.#core.ledger.change((change) => {
      const owner = accountFor(this.#core, change, account);
      const existing = this.#core.ledger.reader.lookUp(collectionRecordId(this.#core, owner, collection.id));
      putCollection(this.#core, change, owner, collection, existing && decodeCollection(existing).order);
    });
  }

  snapshot(selection: { readonly refs?: readonly Ref[] } = {}): VaultSnapshot {
    this.#catalog.release();
    return new FrozenVault(this.#core, selection.refs);
  }

  beginImport(transferId: Uint8Array): VaultImport {
    this.#catalog.release();
    return new ImportSession(this.#core, transferId);
  }

  transfers(): readonly Transfer[] {
    return listTransfers(this.#core);
  }

  undoTransfer(transferId: Uint8Array): void {
    undoTransfer(this.#core, transferId);
  }

  addReceipt(receipt: NewReceipt): void {
    putReceipt(this.#core, receipt);
  }

  receipts(): readonly StoredReceipt[] {
    return listReceipts(this.#core);
  }

  receiptList(): readonly ReceiptHead[] {
    return listReceiptHeads(this.#core);
  }

  receipt(transferId: Uint8Array): Uint8Array | undefined {
    return readReceipt(this.#core, transferId);
  }

  setting(name: string): Setting | undefined {
    return readSetting(this.#core, name);
  }

  putSetting(name: string, value: Setting | undefined): void {
    putSetting(this.#core, name, value);
  }

  slots(): readonly SlotView[] {
    return this.#slots().map(slotView);
  }

  /** Throws `usage.invalid` when there are as many as a vault can have. */
  async addSlot(wanted: NewSlot): Promise<AddedSlot> {
    needRoom(this.#slots());
    const { slot, recoveryKey } = await makeSlot(this.#ports, this.id, this.#vaultKey, wanted);
    try {
      const others = this.#slots();
      needRoom(others); // the last place may have been taken meanwhile
      this.#writeSlots([...others, slot]);
    } catch (thrown) {
      await letHardwareGo(this.#ports, slot);
      throw thrown;
    }
    return { slot: slotView(slot), ...(recoveryKey !== undefined && { recoveryKey }) };
  }

  async removeSlot(slotId: Uint8Array): Promise<void> {
    const { kept, removed } = withoutSlot(this.#slots(), slotId);
    this.#writeSlots(kept);
    await letGo(this.#ports, removed.parameters);
  }

  async opensWith(passphrase: Secret): Promise<boolean> {
    return opensOne(this.#ports, this.id, this.#slots(), { provider: "passphrase", passphrase });
  }

  async opensWithRecoveryKey(text: string): Promise<boolean> {
    return isRecoveryKeyOf(this.#ports, this.id, this.#slots(), text);
  }

  async opensWithKeyStore(): Promise<boolean> {
    return opensOne(this.#ports, this.id, this.#slots(), { provider: "key-store" });
  }

  async opensWithHardware(provider: HardwareProvider, gesture: Gesture): Promise<boolean> {
    return opensOne(this.#ports, this.id, this.#slots(), { provider, gesture });
  }

  #slots(): readonly Slot[] {
    const { p, keys, store, ledger } = this.#core;
    return trustedSlots(p, keys, store, ledger.reader.head.slotsMac);
  }

  #writeSlots(slots: readonly Slot[]): void {
    const { p, keys, ledger } = this.#core;
    const mac = slotsMac(p, keys, slots);
    ledger.change((change) => change.writeHeader(encodeSlotTable({ vaultId: this.id, slots, mac }), mac));
  }
}
