import { expect, it } from "vitest";
import { utf8 } from "../../src-shared/bytes.ts";
import { ByteStringReader } from "../../src-shared/cbor/sequence.ts";
import type { Item } from "../../src-shared/cxf/document.ts";
import { decodeEntry, MAXIMUM_ENTRY } from "../../src-shared/exchange/entries.ts";
import type { ExportSnapshot } from "../../src-shared/exchange/ports.ts";
import { memoryVault } from "../../src-shared/testing/vault-fixture.ts";
import { exportSnapshot } from "./export-source.ts";

/** What a vault says that holds one item with this many kinds of credentials. */
async function snapshotOf(kinds: number): Promise<ExportSnapshot> {
  const { vault } = await memoryVault();
  const credentials = Array.from({ length: kinds }, (_, i) => ({ type: String(i).padStart(64, "x") }));
  vault.add({ id: utf8("a"), title: "a", credentials } as Item);
  return exportSnapshot(vault, { refs: undefined, types: undefined, stays: [], now: 1 });
}

it("the length holds every entry, however many kinds are counted in the last", async () => {
  const snapshot = await snapshotOf(1000);
  const bytes = [...snapshot.entries()].reduce((sum, { length }) => sum + length, 0);
  expect(bytes).toBeLessThanOrEqual(snapshot.length);
});

it("an end entry with a thousand kinds is read again", async () => {
  const snapshot = await snapshotOf(1000);
  const reader = new ByteStringReader(MAXIMUM_ENTRY);
  reader.push([...snapshot.entries()].at(-1) ?? new Uint8Array());
  expect(decodeEntry(reader.next() ?? new Uint8Array())).toEqual({ kind: "end", counts: snapshot.counts });
});
