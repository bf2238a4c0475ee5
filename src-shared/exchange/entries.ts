// The plaintext stream: a CBOR sequence of byte strings, each one entry [kind, …], then zero bytes up to the padded length. docs/protocol.md §7

import { concat } from "../bytes.ts";
import { type CborValue, decodeCbor, encodeCbor } from "../cbor/codec.ts";
import { byteString, byteStringHeadLength } from "../cbor/sequence.ts";
import { LIMITS } from "../cxf/limits.ts";
import { ExchangeError } from "../errors.ts";
import type { Counts, StreamEntry } from "./ports.ts";

const KIND = { header: 0, account: 1, collection: 2, item: 3, file: 4, end: 5 } as const;

/** The most an entry adds to the bytes it carries: byte-string head 5, array head 1, kind 1, account 5. */
export const ENTRY_OVERHEAD = 12;
/** Bytes of content in one file entry. */
export const FILE_PIECE = 1 << 16;
/** Bytes in the largest legal entry: an element of the largest legal size and its head. */
export const MAXIMUM_ENTRY = LIMITS.elementBytes + ENTRY_OVERHEAD;

/** The entry's bytes in their byte string, ready to be joined to the stream. */
export function encodeEntry(entry: StreamEntry): Uint8Array {
  return byteString(entryBody(entry));
}

/** The item's CBOR inside what `encodeEntry` answered; undefined for any other kind. */
export function itemIn(encoded: Uint8Array): Uint8Array | undefined {
  const body = encoded.subarray(byteStringHeadLength(encoded));
  if (body[0] !== 0x83 || body[1] !== KIND.item) return undefined;
  return body.subarray(accountIndex(body)[1]);
}

function entryBody(entry: StreamEntry): Uint8Array {
  switch (entry.kind) {
    case "header":
      return concat(Uint8Array.of(0x82, KIND.header), entry.bytes);
    case "account":
    case "collection":
    case "item":
      return concat(Uint8Array.of(0x83, KIND[entry.kind]), encodeCbor(entry.account), entry.bytes);
    case "file":
      return encodeCbor([KIND.file, entry.account, entry.item, entry.file, entry.index, entry.last, entry.content]);
    case "end":
      return encodeCbor([KIND.end, entry.counts as unknown as CborValue]);
  }
}

/**
 * Reads one entry; the CBOR of accounts, collections and items stays bytes for the vault to check.
 * Throws `format.malformed` for any other form.
 */
export function decodeEntry(body: Uint8Array): StreamEntry {
  const kind = body[1];
  if (body[0] === 0x82 && kind === KIND.header) return { kind: "header", bytes: body.subarray(2) };
  if (body[0] === 0x82 && kind === KIND.end) return { kind: "end", counts: decodeCounts(body) };
  if (body[0] === 0x87 && kind === KIND.file) return decodeFile(body);
  if (body[0] !== 0x83) throw malformed("entry form");
  const [account, at] = accountIndex(body);
  const bytes = body.subarray(at);
  if (kind === KIND.item) return { kind: "item", account, bytes };
  if (kind === KIND.account) return { kind: "account", account, bytes };
  if (kind === KIND.collection) return { kind: "collection", account, bytes };
  throw malformed("entry kind");
}

/** A shortest-form unsigned integer below 65,536 at offset 2. */
function accountIndex(body: Uint8Array): [number, number] {
  const head = body[2] ?? 0xff;
  if (head < 24) return [head, 3];
  if (head === 24 && (body[3] ?? 0) >= 24) return [body[3] as number, 4];
  if (head === 25 && body.length > 4) {
    const value = ((body[3] as number) << 8) | (body[4] as number);
    if (value > 255) return [value, 5];
  }
  throw malformed("account number");
}

function decodeFile(body: Uint8Array): StreamEntry {
  const [, account, item, file, index, last, content] = decodeCbor(body, { maximumDepth: 2, maximumItems: 8 }) as unknown[];
  if (
    typeof account !== "number" ||
    typeof index !== "number" ||
    typeof last !== "boolean" ||
    !(item instanceof Uint8Array && file instanceof Uint8Array && content instanceof Uint8Array)
  )
    throw malformed("file entry");
  if (account < 0 || index < 0 || item.length > 64 || file.length > 64 || content.length > FILE_PIECE) throw malformed("file entry");
  return { kind: "file", account, item, file, index, last, content };
}

function decodeCounts(body: Uint8Array): Counts {
  const [, counts] = decodeCbor(body, { maximumDepth: 4, maximumItems: 8192 }) as [unknown, Counts];
  return checkCounts(counts);
}

/** Throws `format.malformed` unless every count is a whole number. */
export function checkCounts(counts: unknown): Counts {
  const candidate = counts as Counts | null;
  const whole = (value: unknown) => typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
  if (typeof candidate !== "object" || candidate === null) throw malformed("counts");
  const { accounts, collections, items, files, credentials } = candidate;
  if (![accounts, collections, items, files].every(whole)) throw malformed("counts");
  if (typeof credentials !== "object" || credentials === null || !Object.values(credentials).every(whole)) throw malformed("counts");
  return { accounts, collections, items, files, credentials };
}

export function sameCounts(a: Counts, b: Counts): boolean {
  const names = new Set([...Object.keys(a.credentials), ...Object.keys(b.credentials)]);
  if (a.accounts !== b.accounts || a.collections !== b.collections || a.items !== b.items || a.files !== b.files) return false;
  return [...names].every((name) => (a.credentials[name] ?? 0) === (b.credentials[name] ?? 0));
}

function malformed(detail: string): ExchangeError {
  return new ExchangeError("format.malformed", { detail });
}
