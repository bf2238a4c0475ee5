// Where an import waits until it is committed: sealed records in a database that is neither synced nor kept.

import { rmSync } from "node:fs";
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { ExchangeError } from "../../src-shared/errors.ts";
import type { SealedRecord, StagingStore } from "../../src-shared/vault/ports.ts";
import { makePrivateFile } from "./private-file.ts";
import { guarded } from "./sqlite-errors.ts";
import { connect, indexQuery, read, readIndex, toRecord } from "./sqlite-tables.ts";

const TABLES = `
  PRAGMA page_size=8192; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=NORMAL; PRAGMA cache_size=-8192;
  CREATE TABLE staged(place INTEGER PRIMARY KEY, kind INTEGER, id BLOB UNIQUE, revision INTEGER, tag BLOB, body BLOB);
  CREATE TABLE chunk(sequence INTEGER PRIMARY KEY, bytes BLOB);
  BEGIN`;

const ADOPT = [
  "INSERT INTO main.body(place, sealed) SELECT place + ?, body FROM staging.staged ORDER BY place",
  "INSERT INTO main.record(id, kind, revision, tag, place) SELECT id, kind, revision, tag, place + ? FROM staging.staged ORDER BY id",
];

/** Also the journal that a commit over both databases makes beside it: a crash leaves it, and it must not meet the next staging store. */
export function removeStaging(file: string): void {
  for (const one of [file, `${file}-journal`]) rmSync(one, { force: true });
}

export class SqliteStaging implements StagingStore {
  readonly #main: DatabaseSync;
  readonly #file: string;
  readonly #staging: DatabaseSync;
  readonly #statements: { readonly [name in "hold" | "held" | "put" | "record" | "index" | "remove"]: StatementSync };
  readonly #closed: () => void;

  /** `file` is deleted first and at `close`; `closed` is called then. */
  constructor(main: DatabaseSync, file: string, closed: () => void) {
    this.#main = main;
    this.#file = file;
    this.#closed = closed;
    removeStaging(file);
    if (!makePrivateFile(file)) throw new ExchangeError("vault.write-failed", { detail: "staging" });
    this.#staging = connect(file);
    guarded("vault.write-failed", () => this.#staging.exec(TABLES));
    const prepare = (sql: string): StatementSync => {
      const statement = this.#staging.prepare(sql);
      statement.setReturnArrays(true);
      return statement;
    };
    const columns = "SELECT kind, id, revision, tag, body FROM staged";
    this.#statements = {
      hold: prepare("INSERT OR REPLACE INTO chunk VALUES (?, ?)"),
      held: prepare("SELECT bytes FROM chunk WHERE sequence = ?"),
      put: prepare("INSERT INTO staged(kind, id, revision, tag, body) VALUES (?, ?, ?, ?, ?)"),
      record: prepare(`${columns} WHERE id = ?`),
      index: prepare(indexQuery("staged")),
      remove: prepare("DELETE FROM staged WHERE kind = ? AND id = ?"),
    };
  }

  hold(sequence: number, bytes: Uint8Array): void {
    guarded("vault.write-failed", () => this.#statements.hold.run(sequence, bytes));
  }

  held(sequence: number): Uint8Array | undefined {
    const bytes = read(this.#statements.held, sequence)?.[0];
    return bytes instanceof Uint8Array ? bytes : undefined;
  }

  release(): void {
    guarded("vault.write-failed", () => this.#staging.exec("DELETE FROM chunk"));
  }

  put({ kind, id, revision, tag, body }: SealedRecord): void {
    guarded("vault.write-failed", () => this.#statements.put.run(kind, id, revision, tag, body));
  }

  record(kind: number, id: Uint8Array): SealedRecord | undefined {
    const row = read(this.#statements.record, id);
    return row === undefined || row[0] !== kind ? undefined : toRecord(row);
  }

  index(bucket: number): Uint8Array {
    return readIndex(this.#statements.index, bucket);
  }

  remove(kind: number, id: Uint8Array): void {
    guarded("vault.write-failed", () => this.#statements.remove.run(kind, id));
  }

  /** ATTACH is refused inside a transaction, so the store calls this before it begins one. */
  attach(): void {
    guarded("vault.write-failed", () => {
      this.#staging.exec("COMMIT");
      this.#main.prepare("ATTACH ? AS staging").run(this.#file);
      this.#staging.exec("BEGIN");
    });
  }

  detach(): void {
    this.#main.exec("DETACH staging");
  }

  adopt(): void {
    guarded("vault.write-failed", () => {
      this.#staging.exec("COMMIT");
      const { base = 0 } = this.#main.prepare("SELECT max(place) AS base FROM body").get() ?? {};
      for (const sql of ADOPT) this.#main.prepare(sql).run(base ?? 0);
      this.#staging.exec("BEGIN");
    });
  }

  close(): void {
    if (!this.#staging.isOpen) return;
    this.#staging.close();
    removeStaging(this.#file);
    this.#closed();
  }
}
