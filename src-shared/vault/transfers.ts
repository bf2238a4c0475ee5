// What the vault remembers of each transfer: who and how much, and what it replaced (for undo).

import { type CborValue, encodeCbor } from "../cbor/codec.ts";
import type { VaultCore } from "./core.ts";
import { KIND, type RecordKind, recordId } from "./keys.ts";
import type { Change } from "./ledger.ts";
import type { Transfer } from "./model.ts";
import { decodeStored } from "./stored-cbor.ts";

/** A record as it was before the transfer changed it. */
export type PreImage = { readonly kind: RecordKind; readonly id: Uint8Array; readonly plaintext: Uint8Array; readonly view?: Uint8Array };

export type StoredTransfer = {
  readonly transfer: Transfer;
  /** The change it was committed in. */
  readonly revision: number;
  /** Records of content that change wrote. */
  readonly touched: number;
  readonly before: readonly PreImage[];
  /** Its place among the transfers. */
  readonly order: number;
};

function transferRecordId(core: VaultCore, transferId: Uint8Array): Uint8Array {
  return recordId(core.p, core.keys, KIND.transfer, transferId);
}

export function putTransfer(core: VaultCore, change: Change, { transfer, revision, touched, before, order }: StoredTransfer): void {
  const { transferId, at, counterpart, source, counts, outcomes, undone } = transfer;
  const images = before.map((image) => [image.kind, image.id, image.plaintext, image.view ?? null]);
  const about = [transferId, at, counterpart, source ?? null, counts, outcomes, undone];
  change.put(KIND.transfer, transferRecordId(core, transferId), encodeCbor([about, revision, touched, images, order] as unknown as CborValue));
}

type EncodedAbout = readonly [Uint8Array, number, string, string | null, Transfer["counts"], Transfer["outcomes"], boolean];
type EncodedImage = readonly [RecordKind, Uint8Array, Uint8Array, Uint8Array | null];
type Encoded = readonly [EncodedAbout, number, number, readonly EncodedImage[], number];

function decodeTransfer(plaintext: Uint8Array): StoredTransfer {
  const [about, revision, touched, images, order] = decodeStored(plaintext) as unknown as Encoded;
  const [transferId, at, counterpart, source, counts, outcomes, undone] = about;
  return {
    transfer: { transferId, at, counterpart, ...(source === null ? {} : { source }), counts, outcomes, undone },
    revision,
    touched,
    order,
    before: images.map(([kind, id, image, view]) => ({ kind, id, plaintext: image, ...(view === null ? {} : { view }) })),
  };
}

export function readTransfer(core: VaultCore, transferId: Uint8Array): StoredTransfer | undefined {
  const plaintext = core.ledger.reader.lookUp(transferRecordId(core, transferId));
  return plaintext === undefined ? undefined : decodeTransfer(plaintext);
}

/** Oldest first. */
export function listTransfers(core: VaultCore): readonly Transfer[] {
  const transfers = Array.from(core.ledger.reader.bodies(KIND.transfer), decodeTransfer);
  return transfers.sort((a, b) => a.order - b.order).map(({ transfer }) => transfer);
}
