// The vault's set of records and every change to it: all of a change, its pages and the head in one transaction, or nothing.

import type { Primitives } from "../crypto/primitives.ts";
import { ExchangeError } from "../errors.ts";
import { BUCKETS, encodeHead, type Head, newHead } from "./head.ts";
import { KIND, keyOf, type RecordKind, type VaultKeys } from "./keys.ts";
import { decodeIndex, encodePage, type Page, type PageEntry } from "./page.ts";
import { INDEX_ENTRY, type RecordStore, type StagingStore } from "./ports.ts";
import { sealPage, sealRecord, sealTag } from "./seal.ts";
import { type EntryChange, SealedReader } from "./sealed-reader.ts";

/** What a committed change wrote; `many`: too much to name. */
export type Changes = readonly EntryChange[] | "many";

export class Ledger {
  readonly reader: SealedReader;
  readonly #p: Primitives;
  readonly #keys: VaultKeys;
  readonly #store: RecordStore;
  readonly #changed: (changes: Changes) => void;
  #revision: number;
  #order: number;

  /** `changed` hears of every committed change. Throws `vault.tampered` or `vault.corrupt`. */
  constructor(p: Primitives, keys: VaultKeys, store: RecordStore, changed: (changes: Changes) => void) {
    this.#p = p;
    this.#keys = keys;
    this.#store = store;
    this.#changed = changed;
    this.reader = new SealedReader(p, keys, store);
    this.#revision = this.reader.head.revision;
    this.#order = this.reader.head.order;
  }

  /** Writes the header and the head of a vault without records. */
  static begin(p: Primitives, keys: VaultKeys, store: RecordStore, header: Uint8Array, slotsMac: Uint8Array): void {
    store.transaction(() => {
      store.writeHeader(header);
      store.writeHead(encodeHead(p, keys, newHead(slotsMac)));
    });
  }

  /** A change number for `change`, for what is sealed long before it is committed. */
  reserve(): number {
    if (this.#revision >= 0xffff_ffff) throw new ExchangeError("vault.write-failed", { detail: "change numbers used up" });
    return ++this.#revision;
  }

  /** The place in its list of what is added next. */
  nextOrder(): number {
    return this.#order++;
  }

  /** Runs `work` in one transaction. Throws what `work` throws, and `vault.write-failed`; nothing is changed then. */
  change<T>(work: (change: Change) => T, revision = this.reserve()): T {
    const change = new Change(this.#p, this.#keys, this.#store, this.reader, revision);
    const [result, head] = this.#store.transaction(() => {
      const result = work(change);
      return [result, change.writePages(this.#order)] as const;
    });
    this.reader.advance(head, change.entries);
    this.#changed(change.adoptedAny ? "many" : change.entries);
    return result;
  }
}

type Adopted = { readonly indexes: readonly Uint8Array[]; readonly viewOf: (id: Uint8Array) => Uint8Array };

/** The changes of one transaction. */
export class Change {
  readonly revision: number;
  readonly #p: Primitives;
  readonly #keys: VaultKeys;
  readonly #store: RecordStore;
  readonly #reader: SealedReader;
  readonly #pages = new Map<number, Map<string, PageEntry>>();
  /** Written and removed one by one; what was adopted is not among them. */
  readonly entries: EntryChange[] = [];
  #adopted: Adopted | undefined;
  #slotsMac: Uint8Array | undefined;

  constructor(p: Primitives, keys: VaultKeys, store: RecordStore, reader: SealedReader, revision: number) {
    this.#p = p;
    this.#keys = keys;
    this.#store = store;
    this.#reader = reader;
    this.revision = revision;
  }

  /** Adds the record or replaces it; `view` goes with items. */
  put(kind: RecordKind, id: Uint8Array, plaintext: Uint8Array, view?: Uint8Array): void {
    const page = this.#page(id[0] as number);
    const record = sealRecord(this.#p, this.#keys, { kind, id, revision: this.revision }, plaintext);
    this.#store.put(record);
    const entry = { kind, id, revision: this.revision, tag: record.tag, ...(view && { view }) };
    page.set(keyOf(id), entry);
    this.entries.push({ kind, id, entry });
  }

  remove(kind: RecordKind, id: Uint8Array): void {
    const page = this.#page(id[0] as number);
    this.#store.remove(kind, id);
    page.delete(keyOf(id));
    this.entries.push({ kind, id });
  }

  /** Takes over every staged record, which must carry this change's revision; `viewOf` gives the views of the items. How many there were. */
  adopt(staging: StagingStore, viewOf: (id: Uint8Array) => Uint8Array): number {
    const indexes = Array.from({ length: BUCKETS }, (_, bucket) => staging.index(bucket));
    for (const [bucket, index] of indexes.entries()) {
      if (index.length > 0 && !this.#pages.has(bucket)) this.#reader.checkBucket(bucket);
    }
    staging.adopt();
    this.#adopted = { indexes, viewOf };
    return indexes.reduce((count, index) => count + index.length / INDEX_ENTRY, 0);
  }

  /** Replaces the table of key slots; `mac` is the one inside it. */
  writeHeader(header: Uint8Array, mac: Uint8Array): void {
    this.#store.writeHeader(header);
    this.#slotsMac = mac;
  }

  /** The last step inside the transaction. */
  writePages(order: number): Head {
    const { head } = this.#reader;
    const pageTags = head.pageTags.slice();
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      const page = this.#finalPage(bucket);
      if (page === undefined) continue;
      const sealed = sealPage(this.#p, this.#keys, bucket, encodePage(page));
      this.#store.writePage(bucket, sealed);
      pageTags.set(sealTag(sealed), bucket * 16);
    }
    const revision = Math.max(head.revision, this.revision);
    const next = { generation: head.generation + 1, revision, order, pageTags, slotsMac: this.#slotsMac ?? head.slotsMac };
    this.#store.writeHead(encodeHead(this.#p, this.#keys, next));
    return next;
  }

  get adoptedAny(): boolean {
    return this.#adopted !== undefined;
  }

  /** Undefined when nothing changed in the bucket. One page at a time, for an import may touch all of them. */
  #finalPage(bucket: number): Page | undefined {
    const adopted = this.#adopted?.indexes[bucket] ?? new Uint8Array(0);
    const edited = this.#pages.get(bucket);
    if (adopted.length === 0) return edited;
    const page = edited ?? new Map(this.#reader.page(bucket));
    for (const entry of decodeIndex(adopted)) {
      const view = entry.kind === KIND.item ? this.#adopted?.viewOf(entry.id) : undefined;
      page.set(keyOf(entry.id), view === undefined ? entry : { ...entry, view });
    }
    return page;
  }

  /** Checked against the store before the first write to its bucket (`adopt` did so for its own), so that nothing foreign gets into the new page. */
  #page(bucket: number): Map<string, PageEntry> {
    let page = this.#pages.get(bucket);
    if (page === undefined) {
      const checked = (this.#adopted?.indexes[bucket]?.length ?? 0) > 0;
      page = new Map(checked ? this.#reader.page(bucket) : this.#reader.checkedPage(bucket));
      this.#pages.set(bucket, page);
    }
    return page;
  }
}
