// The importer's side of a vault: routes stream entries into one staged import, and gives back what the commit kept.

import { headerFromCbor } from "../../src-shared/cxf/from-cbor.ts";
import { ExchangeError } from "../../src-shared/errors.ts";
import type { CommittedItem, ImportTarget, StreamEntry } from "../../src-shared/exchange/ports.ts";
import type { Vault } from "../../src-shared/vault/model.ts";

/** `source` names where it came from, for the list of transfers. */
export function importTarget(vault: Vault, transferId: Uint8Array, source: { counterpart: string }): ImportTarget {
  const incoming = vault.beginImport(transferId);
  let accounts = 0;
  const stage = (entry: StreamEntry): void => {
    if (entry.kind === "header") headerFromCbor(entry.bytes);
    else if (entry.kind === "account") {
      if (entry.account !== accounts++) throw new ExchangeError("format.malformed", { detail: "account number" });
      incoming.account(entry.bytes);
    } else if (entry.kind === "collection") incoming.collection(entry.account, entry.bytes);
    else if (entry.kind === "item") incoming.item(entry.account, entry.bytes);
    else if (entry.kind === "file") incoming.file(entry.account, entry);
  };
  return {
    hold: (sequence, chunk) => incoming.hold(sequence, chunk),
    held: (sequence) => incoming.held(sequence),
    stage,
    plan: () => incoming.plan(),
    commit: async (decide) => incoming.commit(decide, source),
    committed: (): Iterable<CommittedItem> => incoming.committed(),
    discard: () => incoming.discard(),
  };
}
