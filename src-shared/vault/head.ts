// The head: the one sealed record that says which pages are the current ones, and counts the changes.

import { type CborValue, decodeCbor, encodeCbor } from "../cbor/codec.ts";
import type { Primitives } from "../crypto/primitives.ts";
import { ExchangeError } from "../errors.ts";
import type { VaultKeys } from "./keys.ts";
import { openHead, sealHead } from "./seal.ts";

export const BUCKETS = 256;
const TAG = 16;

/** An older head is refused with newer pages. A whole directory put back as it once was cannot be told from inside it: docs/security.md. */
export type Head = {
  /** Committed changes since the vault was made. */
  readonly generation: number;
  /** The highest change number given out in a committed change; records carry it as their revision. */
  readonly revision: number;
  /** The next item's, collection's or account's place in its list. */
  readonly order: number;
  /** The GCM tag of each bucket's page, 16 bytes each; zeros where there is no page. */
  readonly pageTags: Uint8Array;
  /** The MAC of the key slots in force (slot-table.ts): an older table put back is noticed. */
  readonly slotsMac: Uint8Array;
};

export function newHead(slotsMac: Uint8Array): Head {
  return { generation: 0, revision: 0, order: 0, pageTags: new Uint8Array(BUCKETS * TAG), slotsMac };
}

export function encodeHead(p: Primitives, keys: VaultKeys, { generation, revision, order, pageTags, slotsMac }: Head): Uint8Array {
  return sealHead(p, keys, encodeCbor([1, generation, revision, order, pageTags, slotsMac]));
}

/** Throws `vault.tampered` or `vault.corrupt`. */
export function decodeHead(p: Primitives, keys: VaultKeys, sealed: Uint8Array | undefined): Head {
  if (sealed === undefined) throw new ExchangeError("vault.tampered", { detail: "no head" });
  const [version, generation, revision, order, pageTags, slotsMac] = decodeCbor(openHead(p, keys, sealed)) as readonly CborValue[];
  const sound = typeof generation === "number" && typeof revision === "number" && typeof order === "number";
  if (version !== 1 || !sound || !(pageTags instanceof Uint8Array && slotsMac instanceof Uint8Array) || pageTags.length !== BUCKETS * TAG) {
    throw new ExchangeError("vault.corrupt", { detail: "head" });
  }
  return { generation, revision, order, pageTags, slotsMac };
}

export function pageTag(head: Head, bucket: number): Uint8Array {
  return head.pageTags.subarray(bucket * TAG, (bucket + 1) * TAG);
}
