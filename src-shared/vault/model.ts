// The vault as its users see it: references, list views, the import's plan and outcomes, transfers, and the Vault itself.

import type { AccountHead, Collection, Item } from "../cxf/document.ts";
import type { ItemView } from "../cxf/summary.ts";
import type { Secret } from "../secret.ts";
import type { Gesture, HardwareProvider } from "./ports.ts";

/** An item's place: the CXF ids of its account and itself. */
export type Ref = { readonly account: Uint8Array; readonly item: Uint8Array };

/** What a list shows; no secrets. Times are Unix seconds. */
export type VaultItemView = ItemView & {
  readonly ref: Ref;
  readonly state: "active" | "trashed";
  readonly addedAt: number;
  readonly trashedAt?: number;
  /** The transfer it came with. */
  readonly transferId?: Uint8Array;
  /** Bytes of its canonical CBOR. */
  readonly size: number;
  /** Earlier versions kept in its history. */
  readonly versions: number;
};

/** What a list shows; every member given narrows it. */
export type ListQuery = {
  readonly state: "active" | "trashed";
  /**
   * `title`: in any case and without accents, numbers by value, as far as the first 200 bytes tell. `added`: the order they came.
   * `modified`: the newest first, by `modifiedAt ?? addedAt`. What is alike stands in the order it came.
   */
  readonly order: "title" | "added" | "modified";
  /** In title, subtitle, username, addresses or tags, in any case. */
  readonly text?: string;
  /** Holds a credential of this CXF type. */
  readonly kind?: string;
  /** The whole tag, in any case. */
  readonly tag?: string;
  readonly favorite?: true;
  /** Only these, as the links of a collection. */
  readonly within?: readonly Ref[];
};

/** A list frozen at the moment it was made; only rows that are looked at are decoded. */
export interface VaultList {
  readonly length: number;
  /** Throws `vault.item-missing` for a place outside of it. */
  row(index: number): VaultItemView;
  /** -1 when it is not in this list. */
  indexOf(ref: Ref): number;
}

/** Of active items, except `trashed`. */
export type VaultTotals = {
  readonly items: number;
  readonly trashed: number;
  readonly favorites: number;
  /** Items that hold a credential of the type. */
  readonly kinds: { readonly [type: string]: number };
  /** Tags that differ in case only are one, spelled as the first item has it; in the order of titles. */
  readonly tags: readonly { readonly tag: string; readonly count: number }[];
};

export type NewFile = { readonly file: Uint8Array; readonly content: Uint8Array };

/** One earlier version of an item, oldest first. */
export type HistoryEntry = { readonly at: number; readonly cause: "edited" | "transfer" | "restored"; readonly item: Item };

/** Same members as `Counts` in exchange/ports.ts. */
export type Counts = {
  readonly accounts: number;
  readonly collections: number;
  readonly items: number;
  readonly files: number;
  readonly credentials: { readonly [type: string]: number };
};

export type SnapshotItem = { readonly ordinal: number; readonly account: number; readonly bytes: Uint8Array };
export type SnapshotFile = {
  readonly account: number;
  readonly item: Uint8Array;
  readonly file: Uint8Array;
  /** Bytes of content. */
  readonly size: number;
};

/** The vault at one moment; `account` numbers count into `accounts`. Everything is canonical CBOR. */
export interface VaultSnapshot {
  readonly counts: Counts;
  readonly accounts: readonly { readonly id: Uint8Array; readonly bytes: Uint8Array }[];
  /** Bytes of all items together, known without opening them. */
  readonly totalItemBytes: number;
  readonly files: readonly SnapshotFile[];
  /** Of its items, without opening them; in no particular order. */
  views(): Iterable<VaultItemView>;
  /** Reduced to the chosen items when not all were chosen. */
  collections(account: number): readonly Uint8Array[];
  /** In ordinal order. */
  items(): Iterable<SnapshotItem>;
  itemBytes(ordinal: number): Uint8Array;
  about(ordinal: number): AboutItem;
  /** Pieces of `FILE_PIECE` bytes, the last one shorter, an empty one for an empty file; hash checked at the end. Throws `vault.tampered`. */
  fileContent(file: SnapshotFile): Iterable<Uint8Array>;
  close(): void;
}

/** Bytes in each stored piece of a file but its last. */
export const FILE_PIECE = 65_536;

export type Outcome = "added" | "merged" | "kept-both" | "skipped-duplicate" | "skipped-by-owner" | "failed";
export type PlannedOutcome = Outcome | "conflict";
export type Decision = "keep-both" | "keep-mine" | "take-theirs";
export type Conflict = { readonly ordinal: number; readonly title: string; readonly mine: string; readonly theirs: string };
export type ImportPlan = {
  readonly counts: Counts;
  readonly outcomes: { readonly [outcome in PlannedOutcome]?: number };
  readonly conflicts: readonly Conflict[];
  /** Items that will be added though another item holds the same passkey (rpId and credentialId). */
  readonly samePasskey: readonly { readonly ordinal: number; readonly title: string }[];
};

/** What is known of an item without opening it, under the id it travels with. `tested`: it holds a passkey or a one-time code. */
export type AboutItem = { readonly id: Uint8Array; readonly title: string; readonly tested: boolean };

export type CommittedItem = AboutItem & {
  readonly ordinal: number;
  readonly outcome: Outcome;
  /** Read back from the store, under the id it was sent with; absent for `skipped-by-owner` and `failed`. */
  readonly bytes?: Uint8Array;
};

export type ImportFile = {
  readonly item: Uint8Array;
  readonly file: Uint8Array;
  readonly index: number;
  readonly last: boolean;
  readonly content: Uint8Array;
};

/** One import. Account numbers count the calls of `account`, ordinals the calls of `item`, both from 0. Malformed bytes throw `format.malformed`. */
export interface VaultImport {
  /** Keeps a still sealed chunk: in memory up to 32 MiB, then in the staging store. */
  hold(sequence: number, chunk: Uint8Array): void;
  /** Each chunk can be taken once. Throws `vault.corrupt` when it was never held. */
  held(sequence: number): Uint8Array;
  account(bytes: Uint8Array): void;
  collection(account: number, bytes: Uint8Array): void;
  item(account: number, bytes: Uint8Array): void;
  /** Pieces of one file come in order and not mixed with another file's. */
  file(account: number, piece: ImportFile): void;
  plan(): ImportPlan;
  /** One transaction, on disk at return. `about` is kept with the transfer. Throws `vault.write-failed`; the vault is then as before. */
  commit(decide: (conflict: Conflict) => Decision, about?: TransferAbout): void;
  committed(): Iterable<CommittedItem>;
  /** Leaves no trace; after `commit` it only forgets what was kept in memory. */
  discard(): void;
}

/** Who the transfer was with, for the list of transfers. */
export type TransferAbout = { readonly counterpart: string; readonly source?: string };
export type Transfer = TransferAbout & {
  readonly transferId: Uint8Array;
  readonly at: number;
  readonly counts: Counts;
  readonly outcomes: { readonly [outcome in Outcome]?: number };
  readonly undone: boolean;
};

export type StoredReceipt = {
  readonly transferId: Uint8Array;
  readonly at: number;
  readonly summary: { readonly [name: string]: string | number | boolean };
  readonly receipt: Uint8Array;
};

/** What a list of receipts shows. */
export type ReceiptHead = Omit<StoredReceipt, "receipt">;

/** `parts`: the receipt in pieces of about a mebibyte, written as they come; sealing takes a few copies of each. */
export type NewReceipt = Pick<StoredReceipt, "transferId" | "summary"> & { readonly parts: Iterable<Uint8Array> };

export type SlotProvider = "passphrase" | "key-store" | "recovery" | HardwareProvider;
export type SlotView = { readonly slotId: Uint8Array; readonly provider: SlotProvider; readonly addedAt: number };
export type NewSlot =
  | { readonly provider: "passphrase"; readonly passphrase: Secret }
  | { readonly provider: "key-store" }
  | { readonly provider: "recovery" }
  | { readonly provider: HardwareProvider; readonly gesture: Gesture };
/** `recoveryKey` is shown once and kept nowhere. */
export type AddedSlot = { readonly slot: SlotView; readonly recoveryKey?: string };

/** A small CBOR value. */
export type Setting = null | boolean | number | string | Uint8Array | readonly Setting[] | { readonly [name: string]: Setting };

/** An unlocked vault. Every change is on disk at return or throws `vault.write-failed` and did not happen. */
export interface Vault {
  /** 16 bytes, random, public. */
  readonly id: Uint8Array;
  /** 32 bytes over all content, keyed; the same content gives the same digest whatever way it came. */
  digest(): Uint8Array;
  close(): void;

  list(query: ListQuery): VaultList;
  /** A small part of what a first search would have to make; false when all is made. A search finds the same without it. */
  prepareSearch(): boolean;
  totals(): VaultTotals;
  /** How many active items each group of references holds, in one pass over the list. */
  countWithin(groups: readonly (readonly Ref[])[]): readonly number[];
  /** Active items, in the order they came; all of them decoded: `list` decodes those that are looked at. */
  views(): readonly VaultItemView[];
  trashed(): readonly VaultItemView[];
  /** Active items with `text` in title, subtitle, username, addresses or tags, in any case. */
  search(text: string): readonly VaultItemView[];
  view(ref: Ref): VaultItemView;
  /** This and every method below that takes a Ref throws `vault.item-missing`. */
  item(ref: Ref): Item;
  itemBytes(ref: Ref): Uint8Array;
  accounts(): readonly AccountHead[];
  collections(account: Uint8Array): readonly Collection[];
  history(ref: Ref): readonly HistoryEntry[];
  fileContent(ref: Ref, file: Uint8Array): Iterable<Uint8Array>;

  /** Without `account`: the vault's own, created when there is none. `files` holds the content of its file credentials. */
  add(item: Item, options?: { readonly account?: Uint8Array; readonly files?: readonly NewFile[] }): Ref;
  /** The old version goes into the history. */
  replace(ref: Ref, item: Item, files?: readonly NewFile[]): void;
  trash(ref: Ref): void;
  restore(ref: Ref): void;
  /** Only from the trash; with its history and files. */
  purge(ref: Ref): void;
  /** Those of them that are in the trash, in one change. */
  purgeAll(refs: readonly Ref[]): void;
  /** What has been in the trash for 30 days; how many went. */
  purgeExpired(): number;
  /** Adds, or replaces the top-level collection with the same id. Without an account: the vault's own, created when there is none. */
  putCollection(account: Uint8Array | undefined, collection: Collection): void;

  snapshot(selection?: { readonly refs?: readonly Ref[] }): VaultSnapshot;
  beginImport(transferId: Uint8Array): VaultImport;
  transfers(): readonly Transfer[];
  /** Throws `vault.changed-since` when something it brought was changed, `vault.item-missing` when there is no such transfer to undo. */
  undoTransfer(transferId: Uint8Array): void;
  addReceipt(receipt: NewReceipt): void;
  /** All of them whole: `receiptList` and `receipt` for whoever shows or looks up one. */
  receipts(): readonly StoredReceipt[];
  receiptList(): readonly ReceiptHead[];
  /** Undefined when there is none of that transfer. */
  receipt(transferId: Uint8Array): Uint8Array | undefined;

  setting(name: string): Setting | undefined;
  /** Undefined removes it. */
  putSetting(name: string, value: Setting | undefined): void;

  slots(): readonly SlotView[];
  addSlot(slot: NewSlot): Promise<AddedSlot>;
  /** Throws `vault.last-slot`, also for the last one that does not depend on this computer. */
  removeSlot(slotId: Uint8Array): Promise<void>;
  /** Whether the passphrase opens one of this vault's slots. */
  opensWith(passphrase: Secret): Promise<boolean>;
  /** As printed, in any case, with or without its hyphens. */
  opensWithRecoveryKey(text: string): Promise<boolean>;
  /** Whether what the key store keeps opens it; false without such a slot. Throws the key store's own errors. */
  opensWithKeyStore(): Promise<boolean>;
  /** Whether what this hardware gives back after the gesture opens it; false without such a slot. Throws the hardware's own errors. */
  opensWithHardware(provider: HardwareProvider, gesture: Gesture): Promise<boolean>;
}
