// The keys of one vault, each for one purpose, and the opaque identifiers of its records. docs/security.md, vault at rest

import { uint32, utf8, wipe } from "../bytes.ts";
import type { Primitives } from "../crypto/primitives.ts";

/** What a record holds; the number is bound into its identifier and its seal. */
export const KIND = { account: 1, collection: 2, item: 3, history: 4, file: 5, transfer: 6, receipt: 7, setting: 8, receiptPart: 9 } as const;
export type RecordKind = (typeof KIND)[keyof typeof KIND];

export const VAULT_KEY_LENGTH = 32;
export const VAULT_ID_LENGTH = 16;

const PURPOSES = ["body", "page", "head", "identifier", "content", "digest", "slots"] as const;
type Purpose = (typeof PURPOSES)[number];

export type VaultKeys = { readonly vaultId: Uint8Array } & { readonly [purpose in Purpose]: Uint8Array };

export function deriveVaultKeys(p: Primitives, vaultKey: Uint8Array, vaultId: Uint8Array): VaultKeys {
  const derive = (purpose: Purpose): Uint8Array => p.hkdfSha256(vaultKey, vaultId, utf8(`keyferry vault v1 ${purpose}`), 32);
  return {
    vaultId,
    body: derive("body"),
    page: derive("page"),
    head: derive("head"),
    identifier: derive("identifier"),
    content: derive("content"),
    digest: derive("digest"),
    slots: derive("slots"),
  };
}

export function wipeVaultKeys(keys: VaultKeys): void {
  for (const purpose of PURPOSES) wipe(keys[purpose]);
}

/** 16 bytes that say nothing about what they name; equal for equal parts. */
export function recordId(p: Primitives, keys: VaultKeys, kind: RecordKind, ...parts: readonly Uint8Array[]): Uint8Array {
  return p.hmacSha256(keys.identifier, Uint8Array.of(kind), joined(parts)).slice(0, 16);
}

/** 16 bytes, equal when the account and the content are: how the same content is found under another identifier. */
export function contentMark(p: Primitives, keys: VaultKeys, account: Uint8Array, content: Uint8Array): Uint8Array {
  return p.hmacSha256(keys.content, joined([account, content])).slice(0, 16);
}

/** 16 bytes for a passkey, equal for the same relying party and credential. */
export function passkeyMark(p: Primitives, keys: VaultKeys, rpId: string, credentialId: Uint8Array): Uint8Array {
  return p.hmacSha256(keys.content, utf8("passkey"), joined([utf8(rpId), credentialId])).slice(0, 16);
}

/** An identifier or mark as the key of a Map: a character a byte, made in one step. */
export function keyOf(id: Uint8Array): string {
  return String.fromCharCode.apply(null, id as unknown as number[]);
}

/** Each part under its length, so that no two lists of parts look alike. */
function joined(parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += 4 + part.length;
  const out = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    out.set(uint32(part.length), at);
    out.set(part, at + 4);
    at += 4 + part.length;
  }
  return out;
}
