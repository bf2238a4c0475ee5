// The vault's record store in SQLite (node:sqlite).

import { ExchangeError } from "../../src-shared/errors.ts";
import type { RecordStore } from "../../src-shared/vault/ports.ts";

/** Makes the directory and an empty store in it, open. Throws `vault.exists` or `vault.write-failed`. */
export function createSqliteVault(_directory: string): RecordStore {
  throw new ExchangeError("internal.bug", { detail: "not built yet" });
}

/** Throws `vault.missing`, `vault.in-use` or `vault.corrupt`. */
export function openSqliteVault(_directory: string): RecordStore {
  throw new ExchangeError("internal.bug", { detail: "not built yet" });
}
