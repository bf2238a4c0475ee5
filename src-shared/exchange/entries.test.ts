// docs/protocol.md §7

import { describe, expect, it } from "vitest";
import { concat } from "../bytes.ts";
import { type CborValue, encodeCbor } from "../cbor/codec.ts";
import { ByteStringReader } from "../cbor/sequence.ts";
import { toExchangeError } from "../errors.ts";
import { checkCounts, decodeEntry, ENTRY_OVERHEAD, encodeEntry, FILE_PIECE, MAXIMUM_ENTRY, sameCounts } from "./entries.ts";
import type { Counts, StreamEntry } from "./ports.ts";

const COUNTS: Counts = { accounts: 1, collections: 2, items: 3, files: 1, credentials: { passkey: 2, totp: 1 } };
const content = encodeCbor({ title: "Mail" });
const file = { kind: "file", account: 0, item: Uint8Array.of(1), file: Uint8Array.of(2), index: 0, last: true, content: new Uint8Array(10) } as const;
const KINDS: readonly StreamEntry[] = [
  { kind: "header", bytes: content },
  { kind: "account", account: 0, bytes: content },
  { kind: "collection", account: 23, bytes: content },
  { kind: "item", account: 24, bytes: content },
  { kind: "item", account: 255, bytes: content },
  { kind: "item", account: 256, bytes: content },
  { kind: "item", account: 65_535, bytes: content },
  file,
  { ...file, account: 700, index: 70_000, last: false, content: new Uint8Array(0) },
  { kind: "end", counts: COUNTS },
];

function bodyOf(entry: StreamEntry): Uint8Array {
  const reader = new ByteStringReader(MAXIMUM_ENTRY);
  reader.push(encodeEntry(entry));
  return reader.next() ?? new Uint8Array(0);
}

function refusal(body: Uint8Array): string {
  try {
    return `accepted ${decodeEntry(body).kind}`;
  } catch (thrown) {
    return toExchangeError(thrown).code;
  }
}

it.each(KINDS)("comes back as it went: $kind of account $account", (entry) => {
  expect(decodeEntry(bodyOf(entry))).toEqual(entry);
});

it("an entry costs at most its overhead beside what it carries", () => {
  const large: StreamEntry = { kind: "item", account: 65_535, bytes: new Uint8Array(70_000) };
  expect(encodeEntry(large).length).toBeLessThanOrEqual(70_000 + ENTRY_OVERHEAD);
});

describe("refuses", () => {
  const list = (...values: CborValue[]) => encodeCbor(values);
  const fileList = (change: { [at: number]: CborValue }) => {
    const parts: CborValue[] = [4, 0, Uint8Array.of(1), Uint8Array.of(2), 0, true, new Uint8Array(1)];
    return encodeCbor(Object.assign(parts, change));
  };
  it.each([
    ["nothing", new Uint8Array(0)],
    ["an item without its account", Uint8Array.of(0x83)],
    ["a kind nobody knows", list(9, 0, 1)],
    ["an account number that is negative", concat(Uint8Array.of(0x83, 3, 0x20), content)],
    ["an account number in more bytes than it needs", concat(Uint8Array.of(0x83, 3, 0x18, 5), content)],
    ["an account number in many more bytes than it needs", concat(Uint8Array.of(0x83, 3, 0x19, 0, 200), content)],
    ["an account number above 65,535", concat(Uint8Array.of(0x83, 3, 0x1a, 0, 1, 0, 0), content)],
    ["a file entry with a member less", Uint8Array.of(0x86, 4, 0, 0x40, 0x40, 0, 0xf5)],
    ["a file with text for its content", fileList({ 6: "x" })],
    ["a file piece of more than its length", fileList({ 6: new Uint8Array(FILE_PIECE + 1) })],
    ["a file with an identifier of 65 bytes", fileList({ 3: new Uint8Array(65) })],
    ["a file with a negative index", fileList({ 4: -1 })],
    ["a file of a negative account", fileList({ 1: -1 })],
    ["a file that is last by a number", fileList({ 5: 1 })],
    ["an end without counts", list(5, null)],
    ["an end with a count that is text", list(5, { ...COUNTS, items: "3" } as unknown as CborValue)],
    ["an end with a negative credential count", list(5, { ...COUNTS, credentials: { totp: -1 } } as unknown as CborValue)],
    ["an end with bytes behind it", concat(bodyOf({ kind: "end", counts: COUNTS }), Uint8Array.of(0))],
  ])("%s", (_, body) => {
    expect(refusal(body)).toBe("format.malformed");
  });
});

it("counts are the same whatever the order of their types, and zero is absent", () => {
  expect(sameCounts(COUNTS, { ...COUNTS, credentials: { totp: 1, passkey: 2, note: 0 } })).toBe(true);
});

it.each([{ accounts: 2 }, { collections: 3 }, { items: 4 }, { files: 0 }, { credentials: { passkey: 2 } }])("counts differ by %j", (change) => {
  expect(sameCounts(COUNTS, { ...COUNTS, ...change })).toBe(false);
});

it.each([null, 7, { ...COUNTS, items: 1.5 }, { ...COUNTS, credentials: null }])("%j are no counts", (counts) => {
  expect(() => checkCounts(counts)).toThrow("format.malformed");
});
