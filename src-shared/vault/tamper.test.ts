import { describe, expect, it } from "vitest";
import { hex, utf8 } from "../bytes.ts";
import { rehearsalDocument } from "../cxf/rehearsal-document.ts";
import type { MemoryRecordStore } from "../testing/memory-record-store.ts";
import { documentOf, importDocument, loginItem, memoryVault, stageDocument, type VaultFixture } from "../testing/vault-fixture.ts";
import { BUCKETS } from "./head.ts";
import type { SealedRecord } from "./ports.ts";

const tampered = expect.objectContaining({ code: "vault.tampered" });

describe("every record of a vault", () => {
  it("is missed when it is gone", async () => {
    const { store, reopen } = await filled();
    for (const record of everyRecord(store)) {
      await withStore(
        store,
        () => store.remove(record.kind, record.id),
        () => expect(reopen()).rejects.toEqual(tampered),
      );
    }
  });

  it("is refused in the place of another", async () => {
    const { store, reopen } = await filled();
    const records = everyRecord(store);
    for (const [i, record] of records.entries()) {
      const other = records[(i + 1) % records.length] as SealedRecord;
      const swap = () => {
        store.put({ ...record, revision: other.revision, tag: other.tag, body: other.body });
        store.put({ ...other, revision: record.revision, tag: record.tag, body: record.body });
      };
      await withStore(store, swap, () => expect(reopen()).rejects.toEqual(tampered));
    }
  });

  it("is refused from another vault", async () => {
    const { store, reopen } = await filled();
    const other = await filled("other");
    for (const record of everyRecord(other.store)) {
      await withStore(
        store,
        () => store.put(record),
        () => expect(reopen()).rejects.toEqual(tampered),
      );
    }
  });
});

describe("an older revision put back", () => {
  it("is refused at the next opening", async () => {
    const { store, reopen, older } = await edited();
    store.put(older);
    await expect(reopen()).rejects.toEqual(tampered);
  });

  it("is refused while the vault is open", async () => {
    const { vault, store, ref, older } = await edited();
    store.put(older);
    expect(() => vault.item(ref)).toThrow(tampered);
  });

  it("is refused by a snapshot, so that it is never exported", async () => {
    const { vault, store, older } = await edited();
    store.put(older);
    expect(() => vault.snapshot()).toThrow(tampered);
  });

  it("is refused when an import is read back", async () => {
    const { vault, store, older } = await edited();
    const target = vault.beginImport(utf8("t"));
    stageDocument(target, documentOf([loginItem("sent", "elsewhere")]));
    target.commit(() => "keep-mine");
    store.put(older);
    expect(() => [...target.committed()]).toThrow(tampered);
  });

  it("is not taken into a page by a change next to it", async () => {
    const { vault, store, ref, older } = await edited();
    store.put(older);
    expect(() => vault.trash(ref)).toThrow(tampered);
  });

  it("is refused with its page", async () => {
    const { store, reopen, older, olderPage } = await edited();
    store.put(older);
    store.writePage(older.id[0] as number, olderPage);
    await expect(reopen()).rejects.toEqual(tampered);
  });

  it("is refused with its page and the head that names no such page", async () => {
    const { store, reopen, older, olderPage, olderHead, vault } = await edited();
    vault.add(loginItem("elsewhere"));
    store.put(older);
    store.writePage(older.id[0] as number, olderPage);
    store.writeHead(olderHead);
    await expect(reopen()).rejects.toEqual(tampered);
  });
});

describe("a body", () => {
  it("with a flipped bit is never read", async () => {
    const { store, vault, ref, current } = await edited();
    store.put({ ...current, body: current.body.with(20, (current.body[20] as number) ^ 1) });
    expect(() => vault.item(ref)).toThrow(tampered);
  });

  it("in the place of a page is refused", async () => {
    const { store, reopen, current } = await edited();
    store.writePage(current.id[0] as number, current.body);
    await expect(reopen()).rejects.toEqual(tampered);
  });
});

describe("the pages", () => {
  it("are refused in each other's place", async () => {
    const { store, reopen } = await filled();
    const [a, b] = [...Array(BUCKETS).keys()].filter((bucket) => store.page(bucket) !== undefined) as [number, number];
    const [pageA, pageB] = [store.page(a), store.page(b)] as [Uint8Array, Uint8Array];
    store.writePage(a, pageB);
    store.writePage(b, pageA);
    await expect(reopen()).rejects.toEqual(tampered);
  });

  it("are refused with any flipped bit", async () => {
    const { store, reopen, current } = await edited();
    const bucket = current.id[0] as number;
    const page = store.page(bucket) as Uint8Array;
    for (let at = 0; at < page.length; at += 7) {
      await withStore(
        store,
        () => store.writePage(bucket, page.with(at, (page[at] as number) ^ 1)),
        () => expect(reopen()).rejects.toEqual(tampered),
      );
    }
  });
});

it("a head with any flipped bit is refused", async () => {
  const { store, reopen } = await edited();
  const head = store.head() as Uint8Array;
  for (let at = 0; at < head.length; at += 97) {
    await withStore(
      store,
      () => store.writeHead(head.with(at, (head[at] as number) ^ 1)),
      () => expect(reopen()).rejects.toEqual(tampered),
    );
  }
});

it("nothing in the store says what is in the vault", async () => {
  const { store } = await filled();
  const resting = everyRecord(store).flatMap(({ id, body }) => [id, body]);
  for (let bucket = 0; bucket < BUCKETS; bucket++) resting.push(store.page(bucket) ?? new Uint8Array(0));
  const all = Buffer.concat([...resting, store.head() ?? new Uint8Array(0), store.header() ?? new Uint8Array(0)]).toString("latin1");
  expect(["sam@example.com", "example.com", "passkey", "basic-auth", "correct horse", "rehearsal"].filter((text) => all.includes(text))).toEqual([]);
});

async function filled(seed = "vault"): Promise<VaultFixture> {
  const fixture = await memoryVault(seed);
  const { document, files } = rehearsalDocument();
  importDocument(fixture.vault, document, { files, transferId: utf8("t") });
  const [first] = fixture.vault.views();
  if (first !== undefined) fixture.vault.replace(first.ref, loginItem("x", "changed"));
  fixture.vault.putSetting("a", 1);
  return fixture;
}

/** An item in its second revision, and the store's state before. */
async function edited() {
  const fixture = await memoryVault();
  const { vault, store } = fixture;
  const ref = vault.add(loginItem("a", "old"));
  const itemOf = () => [...store.records(3)].find(({ id }) => store.page(id[0] as number) !== undefined) as SealedRecord;
  const older = itemOf();
  const olderPage = store.page(older.id[0] as number) as Uint8Array;
  const olderHead = store.head() as Uint8Array;
  vault.replace(ref, loginItem("a", "new"));
  return { ...fixture, ref, older, olderPage, olderHead, current: itemOf() };
}

function everyRecord(store: MemoryRecordStore): readonly SealedRecord[] {
  return [1, 2, 3, 4, 5, 6, 7, 8].flatMap((kind) => [...store.records(kind)]).sort((a, b) => (hex(a.id) < hex(b.id) ? -1 : 1));
}

/** `tamper` undone again after `check`. */
async function withStore(store: MemoryRecordStore, tamper: () => void, check: () => Promise<unknown>): Promise<void> {
  const restore = store.save();
  tamper();
  await check();
  restore();
}
