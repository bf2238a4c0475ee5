// An item's earlier versions: one record each, numbered from the oldest.

import { uint32 } from "../bytes.ts";
import { encodeCbor } from "../cbor/codec.ts";
import { itemFromCbor } from "../cxf/from-cbor.ts";
import { ExchangeError } from "../errors.ts";
import { locate, type VaultCore } from "./core.ts";
import { KIND, recordId } from "./keys.ts";
import type { Change } from "./ledger.ts";
import type { HistoryEntry, Ref } from "./model.ts";
import { decodeStored } from "./stored-cbor.ts";

export function historyId(core: VaultCore, ref: Ref, version: number): Uint8Array {
  return recordId(core.p, core.keys, KIND.history, ref.account, ref.item, uint32(version));
}

/** `version`: how many there are before this one. */
export function putHistory(core: VaultCore, change: Change, ref: Ref, version: number, cause: HistoryEntry["cause"], itemBytes: Uint8Array): void {
  change.put(KIND.history, historyId(core, ref, version), encodeCbor([core.clock.now(), cause, itemBytes]));
}

/** Oldest first. Throws `vault.item-missing`. */
export function readHistory(core: VaultCore, ref: Ref): readonly HistoryEntry[] {
  const { view } = locate(core, ref);
  return Array.from({ length: view.versions }, (_, version) => {
    const plaintext = core.ledger.reader.lookUp(historyId(core, ref, version));
    if (plaintext === undefined) throw new ExchangeError("vault.tampered", { detail: "history" });
    const [at, cause, bytes] = decodeStored(plaintext) as readonly [number, HistoryEntry["cause"], Uint8Array];
    return { at, cause, item: itemFromCbor(bytes) };
  });
}
