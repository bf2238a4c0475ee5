// A record store in memory with the port's exact behaviour, for tests: transactions that roll back, frozen views, staging, and a write that fails on demand.

import { compareBytes, concat, hex, uint32 } from "../bytes.ts";
import { ExchangeError } from "../errors.ts";
import type { FrozenStore, RecordReader, RecordStore, SealedRecord, StagingStore } from "../vault/ports.ts";

type Placed = SealedRecord & { readonly place: number };
type Content = { records: Map<string, Placed>; pages: Map<number, Uint8Array>; head: Uint8Array | undefined; header: Uint8Array | undefined };

const EMPTY: Content = { records: new Map(), pages: new Map(), head: undefined, header: undefined };

class MemoryReader implements RecordReader {
  protected content: Content;

  constructor(content: Content) {
    this.content = content;
  }

  record(kind: number, id: Uint8Array): SealedRecord | undefined {
    const record = this.content.records.get(hex(id));
    return record?.kind === kind ? record : undefined;
  }

  /** In the order they were first put. */
  records(kind: number): readonly SealedRecord[] {
    return [...this.content.records.values()].filter((record) => record.kind === kind).sort((a, b) => a.place - b.place);
  }

  index(bucket: number): Uint8Array {
    return indexOf(this.content.records.values(), bucket);
  }

  page(bucket: number): Uint8Array | undefined {
    return this.content.pages.get(bucket);
  }

  head(): Uint8Array | undefined {
    return this.content.head;
  }
}

function indexOf(records: Iterable<SealedRecord>, bucket: number): Uint8Array {
  const entries = [...records].filter(({ id }) => id[0] === bucket).sort((a, b) => compareBytes(a.id, b.id));
  return concat(...entries.map(({ kind, id, revision, tag }) => concat(Uint8Array.of(kind), id, uint32(revision), tag)));
}

export class MemoryRecordStore extends MemoryReader implements RecordStore {
  /** The write with this number (from 1) throws `vault.write-failed`, as a full disk does; counted over the store's life. */
  failAt = Number.POSITIVE_INFINITY;
  writes = 0;
  #place = 0;

  constructor() {
    super(copy(EMPTY));
  }

  /** The content as it is; the answer brings it back. */
  save(): () => void {
    const saved = copy(this.content);
    return () => {
      this.content = copy(saved);
    };
  }

  header(): Uint8Array | undefined {
    return this.content.header;
  }

  transaction<T>(work: () => T): T {
    const before = copy(this.content);
    try {
      const result = work();
      this.#write();
      return result;
    } catch (thrown) {
      this.content = before;
      throw thrown;
    }
  }

  put(record: SealedRecord): void {
    this.#write();
    const place = this.content.records.get(hex(record.id))?.place ?? this.#place++;
    this.content.records.set(hex(record.id), { ...record, place });
  }

  remove(kind: number, id: Uint8Array): void {
    this.#write();
    if (this.record(kind, id) !== undefined) this.content.records.delete(hex(id));
  }

  writePage(bucket: number, sealed: Uint8Array): void {
    this.#write();
    this.content.pages.set(bucket, sealed);
  }

  writeHead(sealed: Uint8Array): void {
    this.#write();
    this.content.head = sealed;
  }

  writeHeader(bytes: Uint8Array): void {
    this.#write();
    this.content.header = bytes;
  }

  freeze(): FrozenStore {
    return Object.assign(new MemoryReader(copy(this.content)), { close: () => {} });
  }

  staging(): StagingStore {
    return new MemoryStaging((records) => {
      for (const record of records) this.put(record);
    });
  }

  close(): void {}

  #write(): void {
    if (++this.writes === this.failAt) throw new ExchangeError("vault.write-failed", { detail: "as asked" });
  }
}

function copy({ records, pages, head, header }: Content): Content {
  return { records: new Map(records), pages: new Map(pages), head, header };
}

class MemoryStaging implements StagingStore {
  readonly #records = new Map<string, SealedRecord>();
  readonly #chunks = new Map<number, Uint8Array>();
  readonly #adopt: (records: Iterable<SealedRecord>) => void;

  constructor(adopt: (records: Iterable<SealedRecord>) => void) {
    this.#adopt = adopt;
  }

  hold(sequence: number, bytes: Uint8Array): void {
    this.#chunks.set(sequence, bytes.slice());
  }

  held(sequence: number): Uint8Array | undefined {
    return this.#chunks.get(sequence);
  }

  release(): void {
    this.#chunks.clear();
  }

  put(record: SealedRecord): void {
    if (this.#records.has(hex(record.id))) throw new ExchangeError("vault.write-failed", { detail: "staged twice" });
    this.#records.set(hex(record.id), record);
  }

  record(kind: number, id: Uint8Array): SealedRecord | undefined {
    const record = this.#records.get(hex(id));
    return record?.kind === kind ? record : undefined;
  }

  index(bucket: number): Uint8Array {
    return indexOf(this.#records.values(), bucket);
  }

  remove(kind: number, id: Uint8Array): void {
    if (this.record(kind, id) !== undefined) this.#records.delete(hex(id));
  }

  adopt(): void {
    this.#adopt(this.#records.values());
  }

  close(): void {
    this.#records.clear();
    this.#chunks.clear();
  }
}
