// The tables of a vault's database and how records are read from them; shared by the store and its frozen views.

import { DatabaseSync, type StatementSync } from "node:sqlite";
import { ExchangeError } from "../../src-shared/errors.ts";
import type { RecordReader, SealedRecord } from "../../src-shared/vault/ports.ts";
import { guarded } from "./sqlite-errors.ts";

/** Small rows are apart from the bodies, so that checking the whole set reads a fiftieth of the file. */
export const SCHEMA: readonly string[] = [
  "CREATE TABLE record(id BLOB PRIMARY KEY, kind INTEGER NOT NULL, revision INTEGER NOT NULL, tag BLOB NOT NULL, place INTEGER NOT NULL) WITHOUT ROWID",
  "CREATE TABLE body(place INTEGER PRIMARY KEY, sealed BLOB NOT NULL)",
  "CREATE TABLE page(bucket INTEGER PRIMARY KEY, sealed BLOB NOT NULL)",
  "CREATE TABLE single(name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID",
];

/** "KFV" and the layout's version, in the database's application_id. */
export const APPLICATION_ID = 0x4b46_5601;

const AFTER_ALL_IDS = new Uint8Array(17).fill(0xff);

type Row = readonly unknown[];

export class SqliteReader implements RecordReader {
  readonly #record: StatementSync;
  readonly #index: StatementSync;
  readonly #page: StatementSync;
  readonly #single: StatementSync;

  constructor(database: DatabaseSync) {
    const prepare = (sql: string): StatementSync => {
      const statement = database.prepare(sql);
      statement.setReturnArrays(true);
      return statement;
    };
    this.#record = prepare("SELECT kind, id, revision, tag, sealed FROM record LEFT JOIN body USING (place) WHERE id = ?");
    this.#index = prepare(indexQuery("record"));
    this.#page = prepare("SELECT sealed FROM page WHERE bucket = ?");
    this.#single = prepare("SELECT value FROM single WHERE name = ?");
  }

  record(kind: number, id: Uint8Array): SealedRecord | undefined {
    const row = read(this.#record, id);
    return row === undefined || row[0] !== kind ? undefined : toRecord(row);
  }

  index(bucket: number): Uint8Array {
    return readIndex(this.#index, bucket);
  }

  page(bucket: number): Uint8Array | undefined {
    return blob(read(this.#page, bucket)?.[0]);
  }

  head(): Uint8Array | undefined {
    return this.single("head");
  }

  single(name: string): Uint8Array | undefined {
    return blob(read(this.#single, name)?.[0]);
  }
}

/**
 * The index entries of one bucket as hexadecimal text: one row, made inside SQLite. The rows are put in order before they are joined, which
 * takes two thirds of the time of an order inside `group_concat`; out of order they would be refused as tampered with, never taken.
 */
export function indexQuery(table: string): string {
  const entries = `SELECT printf('%02x%s%08x%s', kind, hex(id), revision, hex(tag)) AS entry FROM ${table} WHERE id >= ? AND id < ? ORDER BY id`;
  return `SELECT group_concat(entry, '') FROM (${entries})`;
}

export function readIndex(statement: StatementSync, bucket: number): Uint8Array {
  const end = bucket === 255 ? AFTER_ALL_IDS : Uint8Array.of(bucket + 1);
  const row = guarded("vault.corrupt", () => statement.get(Uint8Array.of(bucket), end)) as unknown as Row;
  if (typeof row[0] !== "string") return new Uint8Array(0);
  const bytes = Buffer.from(row[0], "hex");
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}

export function read(statement: StatementSync, key: number | string | Uint8Array): Row | undefined {
  return guarded("vault.corrupt", () => statement.get(key)) as unknown as Row | undefined;
}

/** A row of kind, id, revision, tag, body. Throws `vault.corrupt` for a row this program never wrote. */
export function toRecord([kind, id, revision, tag, body]: Row): SealedRecord {
  const sound = typeof kind === "number" && typeof revision === "number" && id instanceof Uint8Array && tag instanceof Uint8Array && body instanceof Uint8Array;
  if (!sound) throw new ExchangeError("vault.corrupt", { detail: "record" });
  return { kind, id, revision, tag, body };
}

function blob(value: unknown): Uint8Array | undefined {
  if (value === undefined || value instanceof Uint8Array) return value;
  throw new ExchangeError("vault.corrupt", { detail: "column" });
}

/** A connection with the settings every one of them needs; `file` must exist unless `create`. */
export function connect(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: 2000, allowExtension: false });
  database.exec("PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY");
  return database;
}
