// The owner's changes to single items: add, replace, trash, restore, purge.

import { sameBytes } from "../bytes.ts";
import type { FileCredential, Item } from "../cxf/document.ts";
import { itemFromCbor } from "../cxf/from-cbor.ts";
import { itemToCbor } from "../cxf/to-cbor.ts";
import { ExchangeError } from "../errors.ts";
import { accountFor, unlinkItems } from "./accounts.ts";
import { find, itemId, type Located, locate, type VaultCore } from "./core.ts";
import { FileCheck, fileCredentials, pieceId, pieceIds, piecesOf, storedPieceIds } from "./file-pieces.ts";
import { historyId, putHistory, readHistory } from "./history.ts";
import { KIND } from "./keys.ts";
import type { Change } from "./ledger.ts";
import type { NewFile, Ref, VaultItemView } from "./model.ts";
import { encodeView, type StoredView, viewOf } from "./stored-view.ts";

/** Seconds an item stays in the trash before `purgeExpired` takes it. */
export const TRASH_TIME = 30 * 24 * 3600;

/** Throws `usage.invalid` when the account has an item with that id, or when a file's content is missing or does not fit its credential. */
export function addItem(core: VaultCore, item: Item, wantedAccount: Uint8Array | undefined, files: readonly NewFile[]): Ref {
  return core.ledger.change((change) => {
    const account = accountFor(core, change, wantedAccount);
    const ref = { account, item: item.id };
    const id = itemId(core, ref);
    if (find(core, id) !== undefined) throw new ExchangeError("usage.invalid", { detail: "an item with this id is there already" });
    const bytes = itemToCbor(item);
    const origin = { account, order: core.ledger.nextOrder(), addedAt: core.clock.now() };
    putFiles(core, change, ref, item, files);
    change.put(KIND.item, id, bytes, encodeView(viewOf(core.p, core.keys, origin, item, bytes)));
    return ref;
  });
}

/** Keeps the item's id. Throws `vault.item-missing`, `usage.invalid` as `addItem`. */
export function replaceItem(core: VaultCore, ref: Ref, changed: Item, files: readonly NewFile[]): void {
  const { id, entry, view } = locate(core, ref);
  const item = { ...changed, id: ref.item };
  const bytes = itemToCbor(item);
  const before = core.ledger.reader.bodyOf(entry);
  if (sameBytes(bytes, before)) return;
  core.ledger.change((change) => {
    putFiles(core, change, ref, item, files);
    putHistory(core, change, ref, view.versions, "edited", before);
    const next = {
      ...viewOf(core.p, core.keys, view, item, bytes, view.versions + 1),
      ...(view.trashedAt !== undefined && { trashedAt: view.trashedAt }),
    };
    change.put(KIND.item, id, bytes, encodeView(next));
  });
}

export function trashItem(core: VaultCore, ref: Ref): void {
  const located = locate(core, ref);
  if (located.view.trashedAt === undefined) putView(core, located, { ...located.view, trashedAt: core.clock.now() });
}

export function restoreItem(core: VaultCore, ref: Ref): void {
  const located = locate(core, ref);
  const { trashedAt, ...view } = located.view;
  if (trashedAt !== undefined) putView(core, located, view);
}

function putView(core: VaultCore, { id, entry }: Located, view: StoredView): void {
  const bytes = core.ledger.reader.bodyOf(entry);
  core.ledger.change((change) => change.put(KIND.item, id, bytes, encodeView(view)));
}

/** Throws `vault.item-missing` unless it is in the trash. */
export function purgeItem(core: VaultCore, ref: Ref): void {
  const located = locate(core, ref);
  if (located.view.trashedAt === undefined) throw new ExchangeError("vault.item-missing", { detail: "not in the trash" });
  core.ledger.change((change) => removeItems(core, change, [located]));
}

/** `trashed`: what is in the trash. */
/** Those of them that are in the trash, in one change. */
export function purgeItems(core: VaultCore, refs: readonly Ref[]): void {
  const going = refs.flatMap((ref) => find(core, itemId(core, ref)) ?? []).filter(({ view }) => view.trashedAt !== undefined);
  if (going.length > 0) core.ledger.change((change) => removeItems(core, change, going));
}

export function purgeExpired(core: VaultCore, trashed: readonly VaultItemView[]): number {
  const before = core.clock.now() - TRASH_TIME;
  const expired = trashed.filter(({ trashedAt }) => trashedAt !== undefined && trashedAt <= before).map(({ ref }) => locate(core, ref));
  if (expired.length > 0) core.ledger.change((change) => removeItems(core, change, expired));
  return expired.length;
}

function removeItems(core: VaultCore, change: Change, items: readonly Located[]): void {
  for (const located of items) removeItem(core, change, located);
  unlinkItems(
    core,
    change,
    items.map(({ view }) => ({ account: view.account, item: view.item.id })),
  );
}

/** With its versions and every file any of them had. */
function removeItem(core: VaultCore, change: Change, { id, entry, view }: Located): void {
  const ref = { account: view.account, item: view.item.id };
  const versions = [itemFromCbor(core.ledger.reader.bodyOf(entry)), ...readHistory(core, ref).map(({ item }) => item)];
  for (const item of versions) {
    for (const file of fileCredentials(item)) {
      const isThere = (piece: Uint8Array) => core.ledger.reader.entry(piece) !== undefined;
      for (const piece of storedPieceIds(core.p, core.keys, ref, file, isThere)) change.remove(KIND.file, piece);
    }
  }
  for (let version = 0; version < view.versions; version++) change.remove(KIND.history, historyId(core, ref, version));
  change.remove(KIND.item, id);
}

function putFiles(core: VaultCore, change: Change, ref: Ref, item: Item, files: readonly NewFile[]): void {
  for (const file of fileCredentials(item)) {
    const given = files.find((one) => sameBytes(one.file, file.id))?.content;
    const content = given ?? (file.decryptedSize === 0 ? new Uint8Array(0) : undefined);
    if (content === undefined) {
      if (!isStored(core, ref, file)) throw new ExchangeError("usage.invalid", { detail: "file content missing" });
      continue;
    }
    const check = new FileCheck(core.p, file);
    for (const [index, piece] of Array.from(piecesOf(content)).entries()) {
      check.update(piece);
      change.put(KIND.file, pieceId(core.p, core.keys, ref, file, index), piece);
    }
    if (!check.complete()) throw new ExchangeError("usage.invalid", { detail: "file content does not fit its hash" });
  }
}

function isStored(core: VaultCore, ref: Ref, file: FileCredential): boolean {
  for (const id of pieceIds(core.p, core.keys, ref, file)) if (core.ledger.reader.entry(id) === undefined) return false;
  return true;
}
