// The vault's record store in SQLite: a directory with vault.db (WAL, every commit synced), a lock file, and staging.db during an import.

import { closeSync, existsSync, fsyncSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { ExchangeError } from "../../src-shared/errors.ts";
import type { FrozenStore, RecordStore, SealedRecord, StagingStore } from "../../src-shared/vault/ports.ts";
import { makePrivateFile } from "./private-file.ts";
import { guarded } from "./sqlite-errors.ts";
import { lockExclusively } from "./sqlite-lock.ts";
import { removeStaging, SqliteStaging } from "./sqlite-staging.ts";
import { APPLICATION_ID, connect, read, SCHEMA, SqliteReader } from "./sqlite-tables.ts";

/** A checkpoint only after 64 MiB of log: an import of ten thousand items is then written once at commit, and moved over at close. */
const SETTINGS = "PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA wal_autocheckpoint=8192";

const STAGING = "staging.db";

/** Whether there is a vault in that directory, whatever its state. */
export function hasSqliteVault(directory: string): boolean {
  return existsSync(join(directory, "vault.db"));
}

/** Makes the directory and an empty store in it, open. Throws `vault.exists` or `vault.write-failed`. */
export function createSqliteVault(directory: string): RecordStore {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new ExchangeError("vault.write-failed", { detail: "directory", cause });
  }
  return withLock(directory, (unlock) => {
    const file = join(directory, "vault.db");
    if (!makePrivateFile(file)) throw new ExchangeError("vault.exists");
    const database = guarded("vault.write-failed", () => {
      const made = connect(file);
      made.exec(`PRAGMA page_size=8192; PRAGMA journal_mode=WAL; ${SETTINGS}`);
      made.exec(`BEGIN; ${SCHEMA.join("; ")}; PRAGMA application_id=${APPLICATION_ID}; COMMIT`);
      return made;
    });
    syncDirectory(directory);
    return new SqliteStore(directory, database, unlock);
  });
}

/** Throws `vault.missing`, `vault.in-use`, `vault.corrupt`, or `vault.tampered` when the tables are not those this program makes. */
export function openSqliteVault(directory: string): RecordStore {
  const file = join(directory, "vault.db");
  if (!existsSync(file)) throw new ExchangeError("vault.missing");
  return withLock(directory, (unlock) => {
    const database = guarded("vault.corrupt", () => {
      const opened = connect(file);
      opened.exec(SETTINGS);
      checkSchema(opened);
      return opened;
    });
    removeStaging(join(directory, STAGING));
    return new SqliteStore(directory, database, unlock);
  });
}

function withLock(directory: string, work: (unlock: () => void) => RecordStore): RecordStore {
  const unlock = lockExclusively(join(directory, "vault.lock"));
  try {
    return work(unlock);
  } catch (thrown) {
    unlock();
    throw thrown;
  }
}

/** A trigger or view in the file could act on our statements: nothing but our own tables may be there. */
function checkSchema(database: DatabaseSync): void {
  const application = Object.values(database.prepare("PRAGMA application_id").get() ?? {})[0];
  if (application !== APPLICATION_ID) throw new ExchangeError("vault.corrupt", { detail: "application id" });
  const found = database.prepare("SELECT sql FROM sqlite_schema").all();
  const expected = new Set(SCHEMA);
  const sound = found.length === SCHEMA.length && found.every(({ sql }) => typeof sql === "string" && expected.delete(sql));
  if (!sound) throw new ExchangeError("vault.tampered", { detail: "tables" });
}

function syncDirectory(directory: string): void {
  if (process.platform === "win32") return; // a directory has no handle to sync there
  const handle = openSync(directory, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

class SqliteStore extends SqliteReader implements RecordStore {
  readonly #directory: string;
  readonly #database: DatabaseSync;
  readonly #unlock: () => void;
  readonly #statements: {
    readonly [name in "place" | "insertBody" | "updateBody" | "insert" | "update" | "removeBody" | "remove" | "page" | "single"]: StatementSync;
  };
  #staging: SqliteStaging | undefined;
  #headerReplaced = false;

  constructor(directory: string, database: DatabaseSync, unlock: () => void) {
    super(database);
    this.#directory = directory;
    this.#database = database;
    this.#unlock = unlock;
    const prepare = (sql: string): StatementSync => database.prepare(sql);
    const place = prepare("SELECT place FROM record WHERE id = ?");
    place.setReturnArrays(true);
    this.#statements = {
      place,
      insertBody: prepare("INSERT INTO body(sealed) VALUES (?)"),
      updateBody: prepare("UPDATE body SET sealed = ? WHERE place = ?"),
      insert: prepare("INSERT INTO record(id, kind, revision, tag, place) VALUES (?, ?, ?, ?, ?)"),
      update: prepare("UPDATE record SET revision = ?, tag = ? WHERE id = ?"),
      removeBody: prepare("DELETE FROM body WHERE place = (SELECT place FROM record WHERE kind = ? AND id = ?)"),
      remove: prepare("DELETE FROM record WHERE kind = ? AND id = ?"),
      page: prepare("INSERT OR REPLACE INTO page VALUES (?, ?)"),
      single: prepare("INSERT OR REPLACE INTO single VALUES (?, ?)"),
    };
  }

  header(): Uint8Array | undefined {
    return this.single("header");
  }

  transaction<T>(work: () => T): T {
    const staging = this.#staging;
    staging?.attach();
    try {
      return guarded("vault.write-failed", () => this.#atomically(work));
    } finally {
      staging?.detach();
      this.#eraseReplacedHeader();
    }
  }

  #atomically<T>(work: () => T): T {
    this.#database.exec("BEGIN");
    try {
      const result = work();
      this.#database.exec("COMMIT");
      return result;
    } catch (thrown) {
      if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
      throw thrown;
    }
  }

  put({ kind, id, revision, tag, body }: SealedRecord): void {
    guarded("vault.write-failed", () => {
      const place = read(this.#statements.place, id)?.[0];
      if (typeof place === "number") {
        this.#statements.updateBody.run(body, place);
        this.#statements.update.run(revision, tag, id);
      } else {
        const { lastInsertRowid } = this.#statements.insertBody.run(body);
        this.#statements.insert.run(id, kind, revision, tag, lastInsertRowid);
      }
    });
  }

  remove(kind: number, id: Uint8Array): void {
    guarded("vault.write-failed", () => {
      this.#statements.removeBody.run(kind, id);
      this.#statements.remove.run(kind, id);
    });
  }

  writePage(bucket: number, sealed: Uint8Array): void {
    guarded("vault.write-failed", () => this.#statements.page.run(bucket, sealed));
  }

  writeHead(sealed: Uint8Array): void {
    guarded("vault.write-failed", () => this.#statements.single.run("head", sealed));
  }

  writeHeader(bytes: Uint8Array): void {
    guarded("vault.write-failed", () => this.#statements.single.run("header", bytes));
    this.#headerReplaced = true;
  }

  /** A removed slot must not stay in the write-ahead log. */
  #eraseReplacedHeader(): void {
    if (!this.#headerReplaced) return;
    this.#headerReplaced = false;
    this.#database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  }

  freeze(): FrozenStore {
    return guarded("vault.corrupt", () => new SqliteFrozen(connect(join(this.#directory, "vault.db"))));
  }

  staging(): StagingStore {
    this.#staging?.close();
    const staging = new SqliteStaging(this.#database, join(this.#directory, STAGING), () => {
      if (this.#staging === staging) this.#staging = undefined;
    });
    this.#staging = staging;
    return staging;
  }

  close(): void {
    this.#staging?.close();
    this.#database.close();
    this.#unlock();
  }
}

class SqliteFrozen extends SqliteReader implements FrozenStore {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    super(database);
    this.#database = database;
    database.exec("BEGIN");
    this.head(); // the first read fixes what the transaction sees
  }

  close(): void {
    this.#database.close();
  }
}
