// The vault as a CXF document, piece by piece, so that a large one is never in memory as a whole. CXF 1.0 §3.1

import { base64url, concat } from "../../src-shared/bytes.ts";
import { encodeDocumentParts } from "../../src-shared/cxf/encode.ts";
import type { ContentOf } from "../../src-shared/cxf/file-content.ts";
import { accountFromCbor, collectionFromCbor, itemFromCbor } from "../../src-shared/cxf/from-cbor.ts";
import { selectItems } from "../../src-shared/cxf/select.ts";
import type { Selection } from "../../src-shared/cxf/selection.ts";
import type { Ref, SnapshotFile, Vault, VaultSnapshot } from "../../src-shared/vault/model.ts";
import { EXPORTER } from "./export-source.ts";

export type PlaintextOptions = { readonly selection: Selection; readonly withFiles: boolean /** Unix seconds. */; readonly now: number };

/** JSON text in pieces; nothing is read before the first piece is asked for. */
export function* plaintextDocument(vault: Vault, { selection, withFiles, now }: PlaintextOptions): Generator<string> {
  const refs = chosen(vault, selection);
  const snapshot = vault.snapshot(refs ? { refs } : {});
  try {
    const head = { version: { major: 1, minor: 0 }, ...EXPORTER, timestamp: now };
    yield* encodeDocumentParts({ head, accounts: accountsOf(snapshot) }, withFiles ? { contentOf: contentsOf(snapshot) } : {});
  } finally {
    snapshot.close();
  }
}

/** Undefined: everything. */
function chosen(vault: Vault, selection: Selection): readonly Ref[] | undefined {
  if (selection.by === "all") return undefined;
  const candidates = vault.views().map((view) => ({ account: view.ref.account, view, ref: view.ref }));
  return selectItems(candidates, selection).map(({ ref }) => ref);
}

function* accountsOf(snapshot: VaultSnapshot) {
  const places = placesByAccount(snapshot);
  for (const [account, { bytes }] of snapshot.accounts.entries()) {
    yield {
      head: accountFromCbor(bytes),
      collections: snapshot.collections(account).map(collectionFromCbor),
      items: (places[account] ?? []).values().map((ordinal) => itemFromCbor(snapshot.itemBytes(ordinal))),
    };
  }
}

/** The ordinals of each account's items; one account is not worth a pass over everything. */
function placesByAccount(snapshot: VaultSnapshot): readonly (readonly number[])[] {
  const { accounts, counts } = snapshot;
  if (accounts.length === 1) return [Array.from({ length: counts.items }, (_, ordinal) => ordinal)];
  const places: number[][] = accounts.map(() => []);
  for (const { account, ordinal } of snapshot.items()) places[account]?.push(ordinal);
  return places;
}

function contentsOf(snapshot: VaultSnapshot): ContentOf {
  const files = new Map<string, SnapshotFile>();
  for (const file of snapshot.files) files.set(key(snapshot.accounts[file.account]?.id, file.item, file.file), file);
  return (account, item, id) => {
    const file = files.get(key(account, item, id));
    return file && concat(...snapshot.fileContent(file));
  };
}

function key(account: Uint8Array | undefined, item: Uint8Array, file: Uint8Array): string {
  return [account ?? new Uint8Array(), item, file].map(base64url).join("/");
}
