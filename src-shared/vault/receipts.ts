// The receipts a vault keeps: what lists show in one record, the receipt itself in records of its own beside it.

import { concat, uint32 } from "../bytes.ts";
import { type CborValue, encodeCbor } from "../cbor/codec.ts";
import type { VaultCore } from "./core.ts";
import { KIND, recordId } from "./keys.ts";
import type { NewReceipt, ReceiptHead, StoredReceipt } from "./model.ts";
import { decodeStored } from "./stored-cbor.ts";

/** Replaces an earlier one of the same transfer. */
export function putReceipt(core: VaultCore, { transferId, summary, parts }: NewReceipt): void {
  const id = recordId(core.p, core.keys, KIND.receipt, transferId);
  core.ledger.change((change) => {
    const earlier = core.ledger.reader.lookUp(id);
    let count = 0;
    for (const part of parts) change.put(KIND.receiptPart, partId(core, transferId, count++), part);
    for (let old = count; old < (earlier === undefined ? 0 : decode(earlier).parts); old++) change.remove(KIND.receiptPart, partId(core, transferId, old));
    change.put(KIND.receipt, id, encodeCbor([transferId, core.clock.now(), summary as CborValue, count, core.ledger.nextOrder()]));
  });
}

/** Oldest first. */
export function listReceipts(core: VaultCore): readonly StoredReceipt[] {
  return kept(core).map(({ transferId, at, summary, parts }) => ({ transferId, at, summary, receipt: readParts(core, transferId, parts) }));
}

/** Oldest first, without opening the receipts themselves. */
export function listReceiptHeads(core: VaultCore): readonly ReceiptHead[] {
  return kept(core).map(({ transferId, at, summary }) => ({ transferId, at, summary }));
}

export function readReceipt(core: VaultCore, transferId: Uint8Array): Uint8Array | undefined {
  const stored = core.ledger.reader.lookUp(recordId(core.p, core.keys, KIND.receipt, transferId));
  return stored && readParts(core, transferId, decode(stored).parts);
}

function kept(core: VaultCore) {
  return Array.from(core.ledger.reader.bodies(KIND.receipt), decode).sort((a, b) => a.order - b.order);
}

/** Throws `vault.tampered`. */
function readParts(core: VaultCore, transferId: Uint8Array, count: number): Uint8Array {
  return concat(...Array.from({ length: count }, (_, index) => core.ledger.reader.body(KIND.receiptPart, partId(core, transferId, index))));
}

function partId(core: VaultCore, transferId: Uint8Array, index: number): Uint8Array {
  return recordId(core.p, core.keys, KIND.receiptPart, transferId, uint32(index));
}

function decode(plaintext: Uint8Array): Omit<StoredReceipt, "receipt"> & { readonly parts: number; readonly order: number } {
  const [transferId, at, summary, parts, order] = decodeStored(plaintext) as unknown as Encoded;
  return { transferId, at, summary, parts, order };
}

type Encoded = readonly [Uint8Array, number, StoredReceipt["summary"], number, number];
