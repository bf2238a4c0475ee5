// Sealing for rest: AES-256-GCM under the purpose's key, a random nonce, and associated data that ties bytes to their place.

import { concat, uint32, utf8 } from "../bytes.ts";
import type { Primitives } from "../crypto/primitives.ts";
import { ExchangeError } from "../errors.ts";
import type { VaultKeys } from "./keys.ts";
import type { SealedRecord } from "./ports.ts";

const NONCE = 12;
const TAG = 16;

const PART = { body: utf8("body"), page: utf8("page"), head: utf8("head") };

export function sealRecord(p: Primitives, keys: VaultKeys, at: { kind: number; id: Uint8Array; revision: number }, plaintext: Uint8Array): SealedRecord {
  const nonce = p.random(NONCE);
  const sealed = p.seal(keys.body, nonce, recordPlace(keys, at), plaintext, nonce);
  const end = sealed.length - TAG;
  return { kind: at.kind, id: at.id, revision: at.revision, tag: sealed.slice(end), body: sealed.subarray(0, end) };
}

/** Throws `vault.tampered`. */
export function openRecord(p: Primitives, keys: VaultKeys, record: SealedRecord): Uint8Array {
  const { tag, body } = record;
  if (body.length < NONCE || tag.length !== TAG) throw new ExchangeError("vault.tampered", { detail: "record size" });
  const opened = p.open(keys.body, body.subarray(0, NONCE), recordPlace(keys, record), concat(body.subarray(NONCE), tag));
  if (opened === undefined) throw new ExchangeError("vault.tampered", { detail: "record" });
  return opened;
}

function recordPlace(keys: VaultKeys, { kind, id, revision }: { kind: number; id: Uint8Array; revision: number }): Uint8Array {
  return concat(PART.body, keys.vaultId, Uint8Array.of(kind), id, uint32(revision));
}

export function sealPage(p: Primitives, keys: VaultKeys, bucket: number, plaintext: Uint8Array): Uint8Array {
  return seal(p, keys.page, concat(PART.page, keys.vaultId, Uint8Array.of(bucket)), plaintext);
}

export function openPage(p: Primitives, keys: VaultKeys, bucket: number, sealed: Uint8Array): Uint8Array {
  return open(p, keys.page, concat(PART.page, keys.vaultId, Uint8Array.of(bucket)), sealed);
}

export function sealHead(p: Primitives, keys: VaultKeys, plaintext: Uint8Array): Uint8Array {
  return seal(p, keys.head, concat(PART.head, keys.vaultId), plaintext);
}

export function openHead(p: Primitives, keys: VaultKeys, sealed: Uint8Array): Uint8Array {
  return open(p, keys.head, concat(PART.head, keys.vaultId), sealed);
}

/** The last bytes of what `sealPage` answers: they name this one sealing of the page. */
export function sealTag(sealed: Uint8Array): Uint8Array {
  return sealed.subarray(sealed.length - TAG);
}

function seal(p: Primitives, key: Uint8Array, place: Uint8Array, plaintext: Uint8Array): Uint8Array {
  const nonce = p.random(NONCE);
  return p.seal(key, nonce, place, plaintext, nonce);
}

function open(p: Primitives, key: Uint8Array, place: Uint8Array, sealed: Uint8Array): Uint8Array {
  const opened = sealed.length < NONCE + TAG ? undefined : p.open(key, sealed.subarray(0, NONCE), place, sealed.subarray(NONCE));
  if (opened === undefined) throw new ExchangeError("vault.tampered", { detail: "page" });
  return opened;
}
