// What the vault remembers of each transfer: who and how much, what it replaced (for undo), and the receipt.

import { type CborValue, decodeCbor, encodeCbor } from "../cbor/codec.ts";
import { ExchangeError } from "../errors.ts";
import type { VaultCore } from "./core.ts";
import { KIND, type RecordKind, recordId } from "./keys.ts";
import type { Change } from "./ledger.ts";
import type { StoredReceipt, Transfer } from "./model.ts";

/** A record as it was before the transfer changed it. */
export type PreImage = { readonly kind: RecordKind; readonly id: Uint8Array; readonly plaintext: Uint8Array; readonly view?: Uint8Array };

export type StoredTransfer = {
  readonly transfer: Transfer;
  /** The change it was committed in. */
  readonly revision: number;
  /** Records of content that change wrote. */
  readonly touched: number;
  readonly before: readonly PreImage[];
};

export function transferRecordId(core: VaultCore, transferId: Uint8Array): Uint8Array {
  return recordId(core.p, core.keys, KIND.transfer, transferId);
}

export function putTransfer(core: VaultCore, change: Change, { transfer, revision, touched, before }: StoredTransfer): void {
  const { transferId, at, counterpart, source, counts, outcomes, undone } = transfer;
  const images = before.map((image) => [image.kind, image.id, image.plaintext, image.view ?? null]);
  const about = [transferId, at, counterpart, source ?? null, counts, outcomes, undone];
  change.put(KIND.transfer, transferRecordId(core, transferId), encodeCbor([about, revision, touched, images] as unknown as CborValue));
}

type EncodedAbout = readonly [Uint8Array, number, string, string | null, Transfer["counts"], Transfer["outcomes"], boolean];
type EncodedImage = readonly [RecordKind, Uint8Array, Uint8Array, Uint8Array | null];
type Encoded = readonly [EncodedAbout, number, number, readonly EncodedImage[]];

function decodeTransfer(plaintext: Uint8Array): StoredTransfer {
  const [about, revision, touched, images] = decodeCbor(plaintext) as unknown as Encoded;
  const [transferId, at, counterpart, source, counts, outcomes, undone] = about;
  return {
    transfer: { transferId, at, counterpart, ...(source === null ? {} : { source }), counts, outcomes, undone },
    revision,
    touched,
    before: images.map(([kind, id, image, view]) => ({ kind, id, plaintext: image, ...(view === null ? {} : { view }) })),
  };
}

export function readTransfer(core: VaultCore, transferId: Uint8Array): StoredTransfer | undefined {
  const plaintext = core.ledger.reader.body(KIND.transfer, transferRecordId(core, transferId));
  return plaintext === undefined ? undefined : decodeTransfer(plaintext);
}

/** Oldest first. */
export function listTransfers(core: VaultCore): readonly Transfer[] {
  return Array.from(core.ledger.reader.bodies(KIND.transfer), ({ plaintext }) => decodeTransfer(plaintext).transfer);
}

/** Replaces an earlier one of the same transfer. */
export function putReceipt(core: VaultCore, { transferId, summary, receipt }: Omit<StoredReceipt, "at">): void {
  const id = recordId(core.p, core.keys, KIND.receipt, transferId);
  const plaintext = encodeCbor([transferId, core.clock.now(), summary, receipt]);
  core.ledger.change((change) => change.put(KIND.receipt, id, plaintext));
}

/** Oldest first. */
export function listReceipts(core: VaultCore): readonly StoredReceipt[] {
  return Array.from(core.ledger.reader.bodies(KIND.receipt), ({ plaintext }) => {
    const [transferId, at, summary, receipt] = decodeCbor(plaintext) as unknown as readonly [Uint8Array, number, StoredReceipt["summary"], Uint8Array];
    if (!(receipt instanceof Uint8Array)) throw new ExchangeError("vault.corrupt", { detail: "receipt" });
    return { transferId, at, summary, receipt };
  });
}
