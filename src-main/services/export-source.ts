// The exporter's side of a vault: a frozen snapshot of what is selected, handed out as stream entries, reduced to what the destination takes.

import type { CborValue } from "../../src-shared/cbor/codec.ts";
import { itemFromCbor } from "../../src-shared/cxf/from-cbor.ts";
import { countsOf } from "../../src-shared/cxf/summary.ts";
import { headerToCbor, itemToCbor } from "../../src-shared/cxf/to-cbor.ts";
import { type AcceptedTypes, accepts, lossesFor } from "../../src-shared/exchange/capability.ts";
import { ENTRY_OVERHEAD, encodeEntry, FILE_PIECE } from "../../src-shared/exchange/entries.ts";
import type { Counts, ExportSnapshot, StaysHere, StreamEntry } from "../../src-shared/exchange/ports.ts";
import type { Ref, Vault, VaultSnapshot } from "../../src-shared/vault/model.ts";

/** Who a document from here says it is from. */
export const EXPORTER = { exporterRpId: "keyferry.app", exporterDisplayName: "Keyferry" } as const;

/** Room for one file entry's own members beside its content: two ids of 64 bytes, numbers, heads. */
const FILE_ENTRY_ROOM = 160;

/** `refs` undefined: everything. `stays`: what cannot go along. `now` is Unix seconds. */
export type Exported = { readonly refs: readonly Ref[] | undefined; readonly types: AcceptedTypes; readonly stays: readonly StaysHere[]; readonly now: number };

export function exportSnapshot(vault: Vault, { refs, types, stays, now }: Exported): ExportSnapshot {
  const { chosen, losses, unselected } = choose(vault, refs, types);
  const frozen = vault.snapshot(chosen === undefined ? {} : { refs: chosen });
  const reduce = (bytes: Uint8Array) => (types === undefined ? bytes : reduced(bytes, types));
  const counts = types === undefined ? frozen.counts : reducedCounts(frozen, types);
  const header = headerToCbor({ version: { major: 1, minor: 0 }, ...EXPORTER, timestamp: now });
  const files = accepts(types, "file") ? frozen.files : [];
  const fileLength = lengthOfFiles(files);
  return {
    counts,
    stays,
    losses,
    unselected,
    length: lengthOf(frozen, header.length) + fileLength + endEntry(counts).length,
    entries: () => entries(frozen, header, reduce, files, counts),
    packable: { fileLength, entries: () => entries(frozen, header, reduce, [], counts) },
    itemBytes: (ordinal) => reduce(frozen.itemBytes(ordinal)),
    about: (ordinal) => frozen.about(ordinal),
    close: () => frozen.close(),
  };
}

type Choice = Pick<ExportSnapshot, "losses" | "unselected"> & { readonly chosen: readonly Ref[] | undefined };

/** The vault is listed only for a choice: the views of a hundred thousand items take a hundred megabytes. */
function choose(vault: Vault, refs: readonly Ref[] | undefined, types: AcceptedTypes): Choice {
  if (refs === undefined && types === undefined) return { chosen: undefined, losses: [], unselected: 0 };
  const all = vault.views();
  if (types === undefined) return { chosen: refs, losses: [], unselected: all.length - (refs?.length ?? 0) };
  const views = refs === undefined ? all : refs.map((ref) => vault.view(ref));
  const chosen = views.filter(({ kinds }) => taken(kinds, types)).map(({ ref }) => ref);
  return { chosen, losses: lossesFor(types, countsOf(views)), unselected: all.length - views.length };
}

/** An item goes when the destination takes at least something of it, or when there is nothing in it to refuse. */
function taken(kinds: readonly string[], types: readonly string[]): boolean {
  return kinds.length === 0 || kinds.some((kind) => accepts(types, kind));
}

function reduced(bytes: Uint8Array, types: readonly string[]): Uint8Array {
  const item = itemFromCbor(bytes);
  const credentials = item.credentials.filter(({ type }) => accepts(types, type));
  return credentials.length === item.credentials.length ? bytes : itemToCbor({ ...item, credentials });
}

function reducedCounts(frozen: VaultSnapshot, types: readonly string[]): Counts {
  const credentials = Object.fromEntries(Object.entries(countsOf(frozen.views())).filter(([type]) => accepts(types, type)));
  return { ...frozen.counts, credentials, files: accepts(types, "file") ? frozen.counts.files : 0 };
}

function lengthOfFiles(files: VaultSnapshot["files"]): number {
  return files.reduce((length, { size }) => length + size + Math.max(1, Math.ceil(size / FILE_PIECE)) * FILE_ENTRY_ROOM, 0);
}

function lengthOf(frozen: VaultSnapshot, headerLength: number): number {
  let length = headerLength + ENTRY_OVERHEAD + frozen.totalItemBytes + frozen.counts.items * ENTRY_OVERHEAD;
  for (const [index, { bytes }] of frozen.accounts.entries()) {
    length += bytes.length + ENTRY_OVERHEAD;
    for (const collection of frozen.collections(index)) length += collection.length + ENTRY_OVERHEAD;
  }
  return length;
}

/** Files last, those of every account behind the items of every account: over a slow link these are there first. docs/protocol.md §7 */
function* entries(
  frozen: VaultSnapshot,
  header: Uint8Array,
  reduce: (bytes: Uint8Array) => Uint8Array,
  files: VaultSnapshot["files"],
  counts: Counts,
): Generator<Uint8Array> {
  yield encodeEntry({ kind: "header", bytes: header });
  for (const [account, { bytes }] of frozen.accounts.entries()) {
    yield encodeEntry({ kind: "account", account, bytes });
    for (const collection of frozen.collections(account)) yield encodeEntry({ kind: "collection", account, bytes: collection });
  }
  for (const { account, bytes } of frozen.items()) yield encodeEntry({ kind: "item", account, bytes: reduce(bytes) });
  for (const file of files) yield* fileEntries(frozen, file);
  yield endEntry(counts);
}

function endEntry(counts: Counts): Uint8Array {
  return encodeEntry({ kind: "end", counts: counts as Counts & CborValue });
}

function* fileEntries(frozen: VaultSnapshot, file: VaultSnapshot["files"][number]): Generator<Uint8Array> {
  const entry = (index: number, last: boolean, content: Uint8Array): StreamEntry => ({
    kind: "file",
    account: file.account,
    item: file.item,
    file: file.file,
    index,
    last,
    content,
  });
  const pieces = Math.max(1, Math.ceil(file.size / FILE_PIECE));
  let index = 0;
  for (const piece of frozen.fileContent(file)) {
    yield encodeEntry(entry(index, index === pieces - 1, piece));
    index++;
  }
  if (index === 0) yield encodeEntry(entry(0, true, new Uint8Array(0)));
}
