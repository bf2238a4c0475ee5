// Reading a store's records and pages and refusing what is not authentic, current and complete.

import { sameBytes } from "../bytes.ts";
import type { Primitives } from "../crypto/primitives.ts";
import { ExchangeError } from "../errors.ts";
import { BUCKETS, decodeHead, type Head, pageTag } from "./head.ts";
import { KIND, keyOf, type RecordKind, type VaultKeys } from "./keys.ts";
import { decodeIndex, decodePage, NO_ENTRIES, type Page, type PageEntry, pageIndex, pageViews } from "./page.ts";
import type { RecordReader } from "./ports.ts";
import { openPage, openRecord, sealTag } from "./seal.ts";
import { decodeViews, type StoredView } from "./stored-view.ts";

const NO_PAGE = new Uint8Array(16);

/** Kinds there are few of, and which are read as lists. */
const LISTED: ReadonlySet<RecordKind> = new Set([KIND.account, KIND.collection, KIND.transfer, KIND.receipt]);

/** A record a change wrote, or removed when it has no entry. */
export type EntryChange = { readonly kind: RecordKind; readonly id: Uint8Array; readonly entry?: PageEntry };

/** Every method throws `vault.tampered` or `vault.corrupt`. */
export class SealedReader {
  readonly #p: Primitives;
  readonly #keys: VaultKeys;
  readonly #store: RecordReader;
  #head: Head;
  /** The entries of the listed kinds by identifier; gathered when first asked for. */
  #listed: Map<string, PageEntry> | undefined;

  constructor(p: Primitives, keys: VaultKeys, store: RecordReader) {
    this.#p = p;
    this.#keys = keys;
    this.#store = store;
    this.#head = decodeHead(p, keys, store.head());
  }

  get head(): Head {
    return this.#head;
  }

  /** After a change was committed. */
  advance(head: Head, changes: readonly EntryChange[]): void {
    this.#head = head;
    for (const { kind, id, entry } of changes) {
      if (!LISTED.has(kind)) continue;
      if (entry === undefined) this.#listed?.delete(keyOf(id));
      else this.#listed?.set(keyOf(id), entry);
    }
  }

  /** The records in the store are exactly those of the pages, and the pages exactly those of the head. The opened pages. */
  checkAll(): readonly Uint8Array[] {
    const pages = [...this.pages("checked")];
    this.#listed = listedIn(pages); // while they are open
    return pages;
  }

  checkBucket(bucket: number): void {
    this.#pageBytes(bucket, true);
  }

  page(bucket: number): Page {
    const bytes = this.#pageBytes(bucket, false);
    return bytes === undefined ? NO_ENTRIES : decodePage(bytes);
  }

  /** As `page`, and the store's records of that bucket are the page's. */
  checkedPage(bucket: number): Page {
    const bytes = this.#pageBytes(bucket, true);
    return bytes === undefined ? NO_ENTRIES : decodePage(bytes);
  }

  /** Ascending by identifier; one page in memory at a time. */
  *entries(): Generator<PageEntry> {
    for (let bucket = 0; bucket < BUCKETS; bucket++) yield* this.page(bucket).values();
  }

  /** Every page there is, encoded. `checked`: as `checkAll` on the way. */
  *pages(how: "checked" | "unchecked" = "unchecked"): Generator<Uint8Array> {
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      const bytes = this.#pageBytes(bucket, how === "checked");
      if (bytes !== undefined) yield bytes;
    }
  }

  /** The items' views, by the order of their records' identifiers; one page in memory at a time. `how`: as `pages`. */
  *views(how: "checked" | "unchecked" = "unchecked"): Generator<{ readonly id: Uint8Array; readonly view: StoredView }> {
    for (const bytes of this.pages(how)) {
      const { ids, views } = pageViews(bytes);
      const decoded = decodeViews(views, ids.length);
      for (const [i, id] of ids.entries()) yield { id, view: decoded[i] as StoredView };
    }
  }

  entry(id: Uint8Array): PageEntry | undefined {
    return this.page(id[0] as number).get(keyOf(id));
  }

  /** Which of these records there are, by `keyOf`; each page is opened once. */
  present(ids: readonly Uint8Array[]): ReadonlySet<string> {
    const wanted = Map.groupBy(ids, (id) => id[0] as number);
    const found = new Set<string>();
    for (const [bucket, inBucket] of wanted) {
      const page = this.page(bucket);
      for (const id of inBucket) if (page.has(keyOf(id))) found.add(keyOf(id));
    }
    return found;
  }

  /** The sealing that `entry` names and no other: an older one put back while the vault is open is refused too. */
  bodyOf(entry: PageEntry): Uint8Array {
    const record = this.#store.record(entry.kind, entry.id);
    if (record === undefined || record.revision !== entry.revision || !sameBytes(record.tag, entry.tag)) {
      throw new ExchangeError("vault.tampered", { detail: "record" });
    }
    return openRecord(this.#p, this.#keys, record);
  }

  /** Undefined when there is no such record. */
  lookUp(id: Uint8Array): Uint8Array | undefined {
    const entry = this.entry(id);
    return entry === undefined ? undefined : this.bodyOf(entry);
  }

  /** Quicker than by its entry, and not compared with it: for a frozen store after `checkAll`, and for records whose content is hashed. */
  body(kind: RecordKind, id: Uint8Array): Uint8Array {
    const record = this.#store.record(kind, id);
    if (record === undefined) throw new ExchangeError("vault.tampered", { detail: "record missing" });
    return openRecord(this.#p, this.#keys, record);
  }

  /** All records of a listed kind, in no particular order. */
  *bodies(kind: RecordKind): Generator<Uint8Array> {
    this.#listed ??= listedIn(this.pages());
    for (const entry of this.#listed.values()) if (entry.kind === kind) yield this.bodyOf(entry);
  }

  #pageBytes(bucket: number, withRecords: boolean): Uint8Array | undefined {
    const sealed = this.#store.page(bucket);
    const expected = pageTag(this.#head, bucket);
    if (!sameBytes(sealed === undefined ? NO_PAGE : sealTag(sealed), expected)) throw new ExchangeError("vault.tampered", { detail: "page" });
    const bytes = sealed && openPage(this.#p, this.#keys, bucket, sealed);
    if (withRecords && !sameBytes(bytes === undefined ? new Uint8Array(0) : pageIndex(bytes), this.#store.index(bucket))) {
      throw new ExchangeError("vault.tampered", { detail: "records" });
    }
    return bytes;
  }
}

function listedIn(pages: Iterable<Uint8Array>): Map<string, PageEntry> {
  const listed = new Map<string, PageEntry>();
  for (const page of pages) for (const entry of decodeIndex(pageIndex(page), LISTED)) listed.set(keyOf(entry.id), entry);
  return listed;
}
