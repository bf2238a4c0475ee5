// A page: the authentic list of the records whose identifiers begin with one byte, and the list views that go with them.

import { compareBytes, concat, readUint32, uint32 } from "../bytes.ts";
import { ExchangeError } from "../errors.ts";
import { keyOf, type RecordKind } from "./keys.ts";
import { INDEX_ENTRY } from "./ports.ts";

/** One record of the set; `view` is the encoded list view (view-codec.ts), for items only. */
export type PageEntry = {
  readonly kind: RecordKind;
  readonly id: Uint8Array;
  readonly revision: number;
  readonly tag: Uint8Array;
  readonly view?: Uint8Array;
};

/** By `keyOf` of the identifier. */
export type Page = ReadonlyMap<string, PageEntry>;

export const NO_ENTRIES: Page = new Map();

/** count 4 | entries 37 each, ascending by id | view lengths 4 each | views */
export function encodePage(page: Page): Uint8Array {
  const entries = [...page.values()].sort((a, b) => compareBytes(a.id, b.id));
  const views = entries.map(({ view }) => view ?? new Uint8Array(0));
  return concat(uint32(entries.length), ...entries.map(encodeEntry), ...views.map((view) => uint32(view.length)), ...views);
}

/** Throws `vault.corrupt`. */
export function decodePage(bytes: Uint8Array): Page {
  const index = pageIndex(bytes);
  const page = new Map<string, PageEntry>();
  let lengthAt = 4 + index.length;
  let viewAt = lengthAt + (index.length / INDEX_ENTRY) * 4;
  for (const entry of decodeIndex(index)) {
    const end = viewAt + readUint32(bytes, lengthAt);
    if (end > bytes.length) throw new ExchangeError("vault.corrupt", { detail: "page" });
    page.set(keyOf(entry.id), end === viewAt ? entry : { ...entry, view: bytes.subarray(viewAt, end) });
    viewAt = end;
    lengthAt += 4;
  }
  return page;
}

/** Only the items of an encoded page: their identifiers (parts of `bytes`), and as many views one after the other. Throws `vault.corrupt`. */
export function pageViews(bytes: Uint8Array): { readonly ids: readonly Uint8Array[]; readonly views: Uint8Array } {
  const index = pageIndex(bytes);
  const count = index.length / INDEX_ENTRY;
  const ids: Uint8Array[] = [];
  for (let i = 0; i < count; i++) {
    const at = 4 + i * INDEX_ENTRY;
    if (readUint32(bytes, 4 + index.length + i * 4) > 0) ids.push(bytes.subarray(at + 1, at + 17));
  }
  return { ids, views: bytes.subarray(4 + index.length + count * 4) };
}

/** Where in an encoded page the identifiers and views of its items are. Throws `vault.corrupt`. */
export function eachView(bytes: Uint8Array, use: (id: number, view: number) => void): void {
  const { length } = pageIndex(bytes);
  const count = length / INDEX_ENTRY;
  let view = 4 + length + count * 4;
  for (let i = 0; i < count; i++) {
    const size = readUint32(bytes, 4 + length + i * 4);
    if (size > bytes.length - view) throw new ExchangeError("vault.corrupt", { detail: "page" });
    if (size > 0) use(4 + i * INDEX_ENTRY + 1, view);
    view += size;
  }
}

/** The entries part of an encoded page: equal to what `RecordReader.index` answers for an untouched store. */
export function pageIndex(bytes: Uint8Array): Uint8Array {
  const length = bytes.length < 4 ? 0 : readUint32(bytes) * INDEX_ENTRY;
  if (bytes.length < 4 + length + (length / INDEX_ENTRY) * 4) throw new ExchangeError("vault.corrupt", { detail: "page" });
  return bytes.subarray(4, 4 + length);
}

/** `kinds`: only those. */
export function* decodeIndex(index: Uint8Array, kinds?: ReadonlySet<RecordKind>): Generator<PageEntry> {
  for (let at = 0; at + INDEX_ENTRY <= index.length; at += INDEX_ENTRY) {
    const kind = index[at] as RecordKind;
    if (kinds !== undefined && !kinds.has(kind)) continue;
    yield {
      kind,
      id: index.slice(at + 1, at + 17),
      revision: readUint32(index, at + 17),
      tag: index.slice(at + 21, at + 37),
    };
  }
}

function encodeEntry({ kind, id, revision, tag }: PageEntry): Uint8Array {
  return concat(Uint8Array.of(kind), id, uint32(revision), tag);
}
