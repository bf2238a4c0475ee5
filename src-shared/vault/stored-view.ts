// An item's list view as it rests in its page: everything a list, a search, an import plan and an export need without opening the item.

import { concat, sameBytes, uint32 } from "../bytes.ts";
import { encodeCbor } from "../cbor/codec.ts";
import type { Primitives } from "../crypto/primitives.ts";
import { contentBytes } from "../cxf/content.ts";
import { type Item, isType, type LinkedItem } from "../cxf/document.ts";
import { type ItemView, itemView } from "../cxf/summary.ts";
import { contentMark, passkeyMark, type VaultKeys } from "./keys.ts";
import type { VaultItemView } from "./model.ts";
import { decodeStored } from "./stored-cbor.ts";

export type ItemOrigin = {
  readonly account: Uint8Array;
  /** Its place in the list. */
  readonly order: number;
  readonly addedAt: number;
  readonly transferId?: Uint8Array;
};

export type StoredView = ItemOrigin & {
  readonly item: ItemView;
  readonly trashedAt?: number;
  readonly size: number;
  readonly versions: number;
  /** keys.ts, `contentMark`. */
  readonly content: Uint8Array;
  /** keys.ts, `passkeyMark`, one a passkey. */
  readonly passkeys: readonly Uint8Array[];
};

/** `bytes`: the item's canonical CBOR. */
export function viewOf(p: Primitives, keys: VaultKeys, origin: ItemOrigin, item: Item, bytes: Uint8Array, versions = 0): StoredView {
  const passkeys = item.credentials.flatMap((credential) =>
    isType(credential, "passkey") ? [passkeyMark(p, keys, credential.rpId, credential.credentialId)] : [],
  );
  const { account, order, addedAt, transferId } = origin;
  return {
    account,
    order,
    addedAt,
    ...(transferId && { transferId }),
    item: itemView(item),
    size: bytes.length,
    versions,
    content: contentMark(p, keys, account, comparable(bytes, item)),
    passkeys,
  };
}

/**
 * Bytes that are equal exactly when two items differ in nothing but their id. As `id` sorts before every member CXF has, it is
 * almost always the first: then the bytes behind it do, and nothing is encoded a second time.
 */
function comparable(bytes: Uint8Array, item: Item): Uint8Array {
  const [head = 0, key1, key2, key3, idHead = 0, idLength = 0] = bytes;
  if (head >= 0xb8 || key1 !== 0x62 || key2 !== 0x69 || key3 !== 0x64) return contentBytes(item);
  return bytes.subarray(idHead === 0x58 ? 6 + idLength : 5 + (idHead - 0x40));
}

/** Members by place; what may be absent is null. */
export function encodeView(view: StoredView): Uint8Array {
  const { item } = view;
  return encodeCbor([
    view.account,
    item.id,
    view.order,
    view.addedAt,
    view.trashedAt ?? null,
    view.transferId ?? null,
    view.size,
    view.versions,
    view.content,
    view.passkeys,
    item.title,
    item.subtitle ?? null,
    item.username ?? null,
    item.urls,
    item.kinds,
    item.favorite,
    item.tags,
    item.modifiedAt ?? null,
    item.references.map((link) => [link.item, link.account ?? null]),
  ]);
}

type Encoded = readonly [
  Uint8Array,
  Uint8Array,
  number,
  number,
  number | null,
  Uint8Array | null,
  number,
  number,
  Uint8Array,
  readonly Uint8Array[],
  string,
  string | null,
  string | null,
  readonly string[],
  readonly string[],
  boolean,
  readonly string[],
  number | null,
  readonly (readonly [Uint8Array, Uint8Array | null])[],
];

/** Of bytes that `encodeView` made and a page kept: they are authentic, so the form is not checked again. */
export function decodeView(bytes: Uint8Array): StoredView {
  return fromEncoded(decodeStored(bytes) as unknown as Encoded);
}

/** Many at once, one after the other in `bytes`: half the time of one by one. */
export function decodeViews(bytes: Uint8Array, count: number): readonly StoredView[] {
  return (decodeStored(concat(listHead(count), bytes)) as unknown as readonly Encoded[]).map(fromEncoded);
}

/** RFC 8949 §3: major type 4, the shortest form. */
function listHead(count: number): Uint8Array {
  if (count < 24) return Uint8Array.of(0x80 | count);
  if (count < 0x100) return Uint8Array.of(0x98, count);
  return count < 0x10000 ? Uint8Array.of(0x99, count >> 8, count & 255) : concat(Uint8Array.of(0x9a), uint32(count));
}

function fromEncoded(v: Encoded): StoredView {
  const kinds = v[14];
  const item: Writable<ItemView> = {
    id: v[1],
    title: v[10],
    urls: v[13],
    kinds,
    favorite: v[15],
    tags: v[16],
    passkeys: countOf(kinds, "passkey"),
    totps: countOf(kinds, "totp"),
    files: countOf(kinds, "file"),
    references: v[18].length === 0 ? NO_LINKS : v[18].map(([target, account]) => (account === null ? { item: target } : { item: target, account })),
  };
  if (v[11] !== null) item.subtitle = v[11];
  if (v[12] !== null) item.username = v[12];
  if (v[17] !== null) item.modifiedAt = v[17];
  const view: Writable<StoredView> = { account: v[0], order: v[2], addedAt: v[3], item, size: v[6], versions: v[7], content: v[8], passkeys: v[9] };
  if (v[4] !== null) view.trashedAt = v[4];
  if (v[5] !== null) view.transferId = v[5];
  return view;
}

type Writable<T> = { -readonly [member in keyof T]: T[member] };
const NO_LINKS: readonly LinkedItem[] = [];

/** `account` and `transferId` may be shared among views. */
export function toVaultItemView(view: StoredView, account = view.account, transferId = view.transferId): VaultItemView {
  const { item, addedAt, trashedAt, size, versions } = view;
  const state = trashedAt === undefined ? "active" : "trashed";
  const shown: Writable<VaultItemView> = { ...item, ref: { account, item: item.id }, state, addedAt, size, versions };
  if (trashedAt !== undefined) shown.trashedAt = trashedAt;
  if (transferId !== undefined) shown.transferId = transferId;
  return shown;
}

/** Answers the last value again while it is the same, so that a list of a hundred thousand shares its few accounts. */
export function sharing(): (bytes: Uint8Array) => Uint8Array {
  let last: Uint8Array = new Uint8Array(0);
  return (bytes) => {
    if (!sameBytes(bytes, last)) last = bytes;
    return last;
  };
}

function countOf(kinds: readonly string[], kind: string): number {
  let count = 0;
  for (const one of kinds) if (one === kind) count++;
  return count;
}
