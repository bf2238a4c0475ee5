// What every part of an open vault works with, and finding an item in it.

import type { Clock } from "../clock.ts";
import type { Primitives } from "../crypto/primitives.ts";
import { ExchangeError } from "../errors.ts";
import { KIND, recordId, type VaultKeys } from "./keys.ts";
import type { Ledger } from "./ledger.ts";
import type { Ref } from "./model.ts";
import type { PageEntry } from "./page.ts";
import type { RecordStore } from "./ports.ts";
import { decodeView, type StoredView } from "./stored-view.ts";

export type VaultCore = {
  readonly p: Primitives;
  readonly clock: Clock;
  readonly keys: VaultKeys;
  readonly store: RecordStore;
  readonly ledger: Ledger;
};

export type Located = { readonly id: Uint8Array; readonly entry: PageEntry; readonly view: StoredView };

export function itemId(core: Pick<VaultCore, "p" | "keys">, ref: Ref): Uint8Array {
  return recordId(core.p, core.keys, KIND.item, ref.account, ref.item);
}

/** Throws `vault.item-missing`. */
export function locate(core: VaultCore, ref: Ref): Located {
  const found = find(core, itemId(core, ref));
  if (found === undefined) throw new ExchangeError("vault.item-missing");
  return found;
}

export function find(core: VaultCore, id: Uint8Array): Located | undefined {
  const entry = core.ledger.reader.entry(id);
  return entry?.view === undefined ? undefined : { id, entry, view: decodeView(entry.view) };
}
