// The operating system's key store through keytar: the only file that loads it.

import { ExchangeError } from "../../src-shared/errors.ts";
import type { KeyStore } from "../../src-shared/vault/ports.ts";

/** Works without keytar being installed: every method then throws `key-store.unavailable`. */
export function keytarKeyStore(_options: { readonly service: string; readonly deadline?: number }): KeyStore {
  throw new ExchangeError("internal.bug", { detail: "not built yet" });
}
