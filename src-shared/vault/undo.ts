// Taking one transfer back: what it added goes, what it replaced returns, byte for byte.

import { hex } from "../bytes.ts";
import { ExchangeError } from "../errors.ts";
import { decodeAccount } from "./accounts.ts";
import type { VaultCore } from "./core.ts";
import { KIND } from "./keys.ts";
import type { PageEntry } from "./page.ts";
import { putTransfer, readTransfer } from "./transfers.ts";

const CONTENT: ReadonlySet<number> = new Set([KIND.account, KIND.collection, KIND.item, KIND.history, KIND.file]);

/**
 * Throws `vault.item-missing` when there is no such transfer or it was undone before, and `vault.changed-since`, with how many
 * records, when anything it wrote was changed or built upon since.
 */
export function undoTransfer(core: VaultCore, transferId: Uint8Array): void {
  const stored = readTransfer(core, transferId);
  if (stored === undefined || stored.transfer.undone) throw new ExchangeError("vault.item-missing", { detail: "transfer" });
  const before = new Map(stored.before.map((image) => [hex(image.id), image]));
  const written = Array.from(core.ledger.reader.entries()).filter((entry) => entry.revision === stored.revision && CONTENT.has(entry.kind));
  const changed = stored.touched - written.length + itemsAddedToItsAccounts(core, written, before);
  if (changed > 0) throw new ExchangeError("vault.changed-since", { detail: `${changed} changed since` });
  core.ledger.change((change) => {
    for (const { kind, id } of written) {
      const image = before.get(hex(id));
      if (image === undefined) change.remove(kind, id);
      else change.put(image.kind, id, image.plaintext, image.view);
    }
    putTransfer(core, change, { ...stored, transfer: { ...stored.transfer, undone: true }, touched: 0, before: [] });
  });
}

/** An account the transfer brought may hold the owner's own items by now; it cannot go under them. */
function itemsAddedToItsAccounts(core: VaultCore, written: readonly PageEntry[], before: ReadonlyMap<string, unknown>): number {
  const going = new Set<string>();
  for (const entry of written) {
    if (entry.kind === KIND.account && !before.has(hex(entry.id))) going.add(hex(decodeAccount(core.ledger.reader.bodyOf(entry)).head.id));
  }
  if (going.size === 0) return 0;
  let count = 0;
  const itsOwn = new Set(written.map(({ id }) => hex(id)));
  for (const { id, view } of core.ledger.reader.views()) if (going.has(hex(view.account)) && !itsOwn.has(hex(id))) count++;
  return count;
}
