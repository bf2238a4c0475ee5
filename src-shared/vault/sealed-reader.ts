// Reading a store's records and pages and refusing what is not authentic, current and complete.

import { hex, sameBytes } from "../bytes.ts";
import type { Primitives } from "../crypto/primitives.ts";
import { ExchangeError } from "../errors.ts";
import { BUCKETS, decodeHead, type Head, pageTag } from "./head.ts";
import type { RecordKind, VaultKeys } from "./keys.ts";
import { decodePage, NO_ENTRIES, type Page, type PageEntry, pageIndex } from "./page.ts";
import type { RecordReader } from "./ports.ts";
import { openPage, openRecord, sealTag } from "./seal.ts";

const NO_PAGE = new Uint8Array(16);

/** Every method throws `vault.tampered` or `vault.corrupt`. */
export class SealedReader {
  readonly #p: Primitives;
  readonly #keys: VaultKeys;
  readonly #store: RecordReader;
  #head: Head;

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
  advance(head: Head): void {
    this.#head = head;
  }

  /** The records in the store are exactly those of the pages, and the pages exactly those of the head. */
  checkAll(): void {
    for (let bucket = 0; bucket < BUCKETS; bucket++) this.checkBucket(bucket);
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

  entry(id: Uint8Array): PageEntry | undefined {
    return this.page(id[0] as number).get(hex(id));
  }

  /** Undefined when there is no such record. */
  body(kind: RecordKind, id: Uint8Array): Uint8Array | undefined {
    const record = this.#store.record(kind, id);
    return record === undefined ? undefined : openRecord(this.#p, this.#keys, record);
  }

  /** As `body`, for the very sealing that `entry` names: an older one put back while the vault is open is refused too. */
  bodyOf(entry: PageEntry): Uint8Array {
    const record = this.#store.record(entry.kind, entry.id);
    if (record === undefined || record.revision !== entry.revision || !sameBytes(record.tag, entry.tag)) {
      throw new ExchangeError("vault.tampered", { detail: "record" });
    }
    return openRecord(this.#p, this.#keys, record);
  }

  /** In the order they were put. */
  *bodies(kind: RecordKind): Generator<{ readonly id: Uint8Array; readonly revision: number; readonly plaintext: Uint8Array }> {
    for (const record of this.#store.records(kind)) {
      yield { id: record.id, revision: record.revision, plaintext: openRecord(this.#p, this.#keys, record) };
    }
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
