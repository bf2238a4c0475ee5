// Whether two vaults hold the same: accounts, collections, items and files, byte by byte, whatever their keys.

import { base64url, concat, sameBytes } from "../../src-shared/bytes.ts";
import { itemFromCbor } from "../../src-shared/cxf/from-cbor.ts";
import type { Vault, VaultSnapshot } from "../../src-shared/vault/model.ts";

/** What one holds and the other does not hold the same way, by kind and id; empty when they are equal. */
export function differences(one: Vault, other: Vault): readonly string[] {
  const mine = contentOf(one);
  const theirs = contentOf(other);
  const different = [...mine].filter(([key, bytes]) => !sameBytes(bytes, theirs.get(key) ?? NOTHING)).map(([key]) => key);
  return [...different, ...[...theirs.keys()].filter((key) => !mine.has(key))];
}

const NOTHING = Uint8Array.of();

function contentOf(vault: Vault): ReadonlyMap<string, Uint8Array> {
  const snapshot = vault.snapshot();
  try {
    return new Map(parts(snapshot));
  } finally {
    snapshot.close();
  }
}

function* parts(snapshot: VaultSnapshot): Generator<readonly [string, Uint8Array]> {
  const ids = snapshot.accounts.map(({ id }) => base64url(id));
  for (const [index, { bytes }] of snapshot.accounts.entries()) {
    yield [`account ${ids[index]}`, bytes];
    for (const [number, collection] of snapshot.collections(index).entries()) yield [`collection ${ids[index]} ${number}`, collection];
  }
  for (const { account, bytes } of snapshot.items()) yield [`item ${ids[account]} ${base64url(itemFromCbor(bytes).id)}`, bytes];
  for (const file of snapshot.files) {
    yield [`file ${ids[file.account]} ${base64url(file.item)} ${base64url(file.file)}`, concat(...snapshot.fileContent(file))];
  }
}
