// A vault that is one CXF document in memory: both ends of a transfer without a store. For tests, rehearsals of the API and docs/examples.

import { sha256 } from "@noble/hashes/sha2.js";
import { base64url, concat, hex, sameBytes } from "../bytes.ts";
import type { Account, CxfDocument, Item } from "../cxf/document.ts";
import { isType } from "../cxf/document.ts";
import type { FileContent } from "../cxf/file-content.ts";
import { accountToCbor, collectionToCbor, documentToCbor, headerToCbor, itemToCbor } from "../cxf/to-cbor.ts";
import { accepts, lossesFor } from "../exchange/capability.ts";
import { encodeEntry, FILE_PIECE } from "../exchange/entries.ts";
import type { AboutItem, Counts, ExportSnapshot, ExportSource, ImportTarget, StreamEntry } from "../exchange/ports.ts";
import { MemoryImport } from "./memory-import.ts";

export type MemoryContent = { readonly document: CxfDocument; readonly files: readonly FileContent[] };

const EMPTY: CxfDocument = { version: { major: 1, minor: 0 }, exporterRpId: "example.com", exporterDisplayName: "Memory vault", timestamp: 0, accounts: [] };

export class MemoryVault {
  #content: MemoryContent;

  constructor(content: MemoryContent = { document: EMPTY, files: [] }) {
    this.#content = content;
  }

  get document(): CxfDocument {
    return this.#content.document;
  }

  get files(): readonly FileContent[] {
    return this.#content.files;
  }

  /** Hexadecimal SHA-256 over all there is: equal exactly when nothing changed. */
  digest(): string {
    const files = this.files.flatMap(({ account, item, file, content }) => [account, item, file, content]);
    return hex(sha256(concat(documentToCbor(this.document), ...files)));
  }

  /** What may leave; `chosen` undefined: everything. */
  source(chosen?: (item: Item) => boolean): ExportSource {
    return { snapshot: async (types) => snapshot(this.#content, chosen ?? (() => true), types) };
  }

  /** One import, visible here only after its commit. */
  target(): ImportTarget {
    return new MemoryImport(
      () => this.#content,
      (content) => {
        this.#content = content;
      },
    );
  }
}

/** What a document and its files add up to, as both sides count. */
export function countsOfContent({ document, files }: MemoryContent): Counts {
  const items = document.accounts.flatMap((account) => account.items);
  const collections = document.accounts.reduce((total, account) => total + account.collections.length, 0);
  return { accounts: document.accounts.length, collections, items: items.length, files: files.length, credentials: countTypes(items) };
}

function countTypes(items: readonly Item[]): { readonly [type: string]: number } {
  const counts = new Map<string, number>();
  for (const { credentials } of items) for (const { type } of credentials) counts.set(type, (counts.get(type) ?? 0) + 1);
  return Object.fromEntries(counts);
}

function snapshot(content: MemoryContent, chosen: (item: Item) => boolean, types: readonly string[] | undefined): ExportSnapshot {
  const held = content.document.accounts.flatMap(({ items }) => items);
  const picked = held.filter(chosen);
  const accounts = content.document.accounts.map((account) => ({ ...account, items: reduced(account.items.filter(chosen), types) }));
  const document = { ...content.document, accounts };
  const kept = { document, files: content.files.filter((file) => holds(accounts, file)) };
  const items = accounts.flatMap((account) => account.items);
  const itemBytes = items.map(itemToCbor);
  const all = [...streamEntries(kept)].map((entry) => ({ file: entry.kind === "file", encoded: encodeEntry(entry) }));
  const entries = all.map(({ encoded }) => encoded);
  const others = all.filter(({ file }) => !file).map(({ encoded }) => encoded);
  const lengthOf = (some: readonly Uint8Array[]) => some.reduce((total, { length }) => total + length, 0);
  return {
    counts: countsOfContent(kept),
    stays: [],
    losses: lossesFor(types, countTypes(picked)),
    unselected: held.length - picked.length,
    length: lengthOf(entries),
    entries: () => entries,
    packable: { fileLength: lengthOf(entries) - lengthOf(others), entries: () => others },
    itemBytes: (ordinal) => itemBytes[ordinal] ?? new Uint8Array(0),
    about: (ordinal) => aboutItem(items[ordinal] as Item),
    close: () => {},
  };
}

export function aboutItem(item: Item): AboutItem {
  return { id: item.id, title: item.title, tested: item.credentials.some((one) => isType(one, "passkey") || isType(one, "totp")) };
}

function reduced(items: readonly Item[], types: readonly string[] | undefined): readonly Item[] {
  return items.flatMap((item) => {
    const credentials = item.credentials.filter(({ type }) => accepts(types, type));
    return credentials.length === 0 && item.credentials.length > 0 ? [] : [{ ...item, credentials }];
  });
}

function holds(accounts: readonly Account[], file: FileContent): boolean {
  const item = accounts.find(({ id }) => sameBytes(id, file.account))?.items.find(({ id }) => sameBytes(id, file.item));
  return item?.credentials.some((one) => isType(one, "file") && sameBytes(one.id, file.file)) ?? false;
}

function* streamEntries(content: MemoryContent): Generator<StreamEntry> {
  const { document, files } = content;
  yield { kind: "header", bytes: headerToCbor(document) };
  for (const [account, one] of document.accounts.entries()) {
    yield { kind: "account", account, bytes: accountToCbor(one) };
    for (const collection of one.collections) yield { kind: "collection", account, bytes: collectionToCbor(collection) };
  }
  for (const [account, { items }] of document.accounts.entries()) for (const item of items) yield { kind: "item", account, bytes: itemToCbor(item) };
  const indexes = new Map(document.accounts.map(({ id }, index) => [base64url(id), index]));
  for (const file of files) yield* filePieces(file, indexes.get(base64url(file.account)) ?? 0);
  yield { kind: "end", counts: countsOfContent(content) };
}

function* filePieces({ item, file, content }: FileContent, account: number): Generator<StreamEntry> {
  const pieces = Math.max(1, Math.ceil(content.length / FILE_PIECE));
  for (let index = 0; index < pieces; index++) {
    const piece = content.slice(index * FILE_PIECE, (index + 1) * FILE_PIECE);
    yield { kind: "file", account, item, file, index, last: index === pieces - 1, content: piece };
  }
}
