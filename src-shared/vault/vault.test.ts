import { sha256 } from "@noble/hashes/sha2.js";
import { describe, expect, it } from "vitest";
import { hex, utf8 } from "../bytes.ts";
import type { Item } from "../cxf/document.ts";
import { itemToCbor } from "../cxf/to-cbor.ts";
import { fixturePassphrase, loginItem, memoryVault } from "../testing/vault-fixture.ts";
import { TRASH_TIME } from "./edit.ts";
import { KIND } from "./keys.ts";
import { createVault } from "./open-vault.ts";

const code = (value: string) => expect.objectContaining({ code: value });

describe("a new vault", () => {
  it("refuses a store that has one", async () => {
    const { ports } = await memoryVault();
    await expect(createVault(ports, { provider: "passphrase", passphrase: fixturePassphrase() })).rejects.toEqual(code("vault.exists"));
  });

  it("makes an account of its own for its first item", async () => {
    const { vault } = await memoryVault();
    const ref = vault.add(loginItem("a"));
    expect(vault.accounts().map(({ id }) => hex(id))).toEqual([hex(ref.account)]);
  });

  it("puts the second item into the same account", async () => {
    const { vault } = await memoryVault();
    const first = vault.add(loginItem("a"));
    expect(hex(vault.add(loginItem("b")).account)).toBe(hex(first.account));
  });

  it("refuses an account it does not have", async () => {
    const { vault } = await memoryVault();
    expect(() => vault.add(loginItem("a"), { account: utf8("nobody") })).toThrow(code("vault.item-missing"));
  });
});

describe("an item", () => {
  it("comes back as it went in", async () => {
    const { vault } = await memoryVault();
    const item = loginItem("a");
    expect(vault.item(vault.add(item))).toEqual(item);
  });

  it("rests as its canonical CBOR", async () => {
    const { vault } = await memoryVault();
    const item = loginItem("a");
    expect(vault.itemBytes(vault.add(item))).toEqual(itemToCbor(item));
  });

  it("is there after a restart", async () => {
    const { vault, reopen } = await memoryVault();
    const ref = vault.add(loginItem("a", "Mail"));
    expect((await reopen()).view(ref)).toMatchObject({ title: "Mail", state: "active", username: "ann" });
  });

  it("is refused under an id the account has", async () => {
    const { vault } = await memoryVault();
    vault.add(loginItem("a"));
    expect(() => vault.add(loginItem("a", "other"))).toThrow(code("usage.invalid"));
  });

  it("that is not there is said so", async () => {
    const { vault } = await memoryVault();
    expect(() => vault.item({ account: utf8("x"), item: utf8("y") })).toThrow(code("vault.item-missing"));
  });

  it("keeps its place in the list when it is replaced", async () => {
    const { vault } = await memoryVault();
    const first = vault.add(loginItem("a", "one"));
    vault.add(loginItem("b", "two"));
    vault.replace(first, loginItem("a", "changed"));
    expect(vault.views().map(({ title }) => title)).toEqual(["changed", "two"]);
  });

  it("has its old version in the history", async () => {
    const { vault } = await memoryVault();
    const ref = vault.add(loginItem("a", "old"));
    vault.replace(ref, loginItem("a", "new"));
    expect(vault.history(ref).map(({ cause, item }) => [cause, item.title])).toEqual([["edited", "old"]]);
  });

  it("has no new version when nothing changed", async () => {
    const { vault } = await memoryVault();
    const ref = vault.add(loginItem("a"));
    vault.replace(ref, loginItem("a"));
    expect(vault.history(ref)).toEqual([]);
  });
});

describe("the trash", () => {
  it("takes an item out of the list", async () => {
    const { vault } = await memoryVault();
    vault.views();
    vault.trash(vault.add(loginItem("a")));
    expect([vault.views().length, vault.trashed().length]).toEqual([0, 1]);
  });

  it("gives it back as it was", async () => {
    const { vault } = await memoryVault();
    const ref = vault.add(loginItem("a"));
    const before = vault.digest();
    vault.trash(ref);
    vault.restore(ref);
    expect(vault.digest()).toEqual(before);
  });

  it("changes the digest", async () => {
    const { vault } = await memoryVault();
    const ref = vault.add(loginItem("a"));
    const before = vault.digest();
    vault.trash(ref);
    expect(vault.digest()).not.toEqual(before);
  });

  it("is the only place an item is purged from", async () => {
    const { vault } = await memoryVault();
    const ref = vault.add(loginItem("a"));
    expect(() => vault.purge(ref)).toThrow(code("vault.item-missing"));
  });

  it("leaves nothing of a purged item", async () => {
    const { vault, store } = await memoryVault();
    const kept = vault.add(loginItem("kept"));
    const { item, files } = withFile("gone", utf8("content"));
    const ref = vault.add(item, { account: kept.account, files });
    vault.replace(ref, { ...item, title: "changed" });
    const records = () => [...Array(256).keys()].reduce((sum, bucket) => sum + store.index(bucket).length / 37, 0);
    vault.trash(ref);
    vault.purge(ref);
    expect(records()).toBe(2);
  });

  it("lets many go in one change, and only those that are in it", async () => {
    const { vault } = await memoryVault();
    const refs = ["a", "b", "kept"].map((id) => vault.add(loginItem(id)));
    for (const ref of refs.slice(0, 2)) vault.trash(ref);
    vault.putCollection(undefined, { id: utf8("c"), title: "c", items: refs.map(({ item }) => ({ item })) });
    vault.purgeAll([...refs, { account: utf8("no"), item: utf8("where") }]);
    const [account] = vault.accounts();
    const [collection] = vault.collections(account?.id ?? utf8(""));
    expect([vault.views().map(({ title }) => title), vault.trashed(), collection?.items]).toEqual([["kept"], [], [{ item: utf8("kept") }]]);
  });

  it("takes the links to a purged item out of the collections", async () => {
    const { vault } = await memoryVault();
    const ref = vault.add(loginItem("a"));
    const inner = { id: utf8("inner"), title: "Inner", items: [{ item: ref.item }] };
    vault.putCollection(ref.account, { id: utf8("outer"), title: "Outer", items: [], subCollections: [inner] });
    vault.trash(ref);
    vault.purge(ref);
    expect(vault.collections(ref.account)[0]?.subCollections?.[0]?.items).toEqual([]);
  });

  it("empties what has been in it for 30 days", async () => {
    const { vault, clock } = await memoryVault();
    vault.trash(vault.add(loginItem("old")));
    clock.advance((TRASH_TIME - 1) * 1000);
    vault.trash(vault.add(loginItem("new")));
    clock.advance(1000);
    expect([vault.purgeExpired(), vault.trashed().map(({ title }) => title)]).toEqual([1, ["new"]]);
  });
});

describe("search", () => {
  it.each(["GITHUB", "ann@", "code.example", "Work", "second"])("finds %s in any case", async (text) => {
    const { vault } = await memoryVault();
    const scope = { urls: ["https://code.example.com"], androidApps: [] };
    vault.add({ ...loginItem("a", "GitHub", "Ann@example.com"), subtitle: "Second", scope, tags: ["work"] });
    vault.add(loginItem("b", "Bank", "bob"));
    expect(vault.search(text).map(({ title }) => title)).toEqual(["GitHub"]);
  });

  it("does not match across two members", async () => {
    const { vault } = await memoryVault();
    vault.add({ ...loginItem("a", "one", "two"), subtitle: "x" });
    expect(vault.search("onex")).toEqual([]);
  });

  it("follows a change made after the list was loaded", async () => {
    const { vault } = await memoryVault();
    const ref = vault.add(loginItem("a", "before"));
    vault.search("before");
    vault.replace(ref, loginItem("a", "after"));
    expect([vault.search("before").length, vault.search("after").length]).toEqual([0, 1]);
  });
});

describe("files", () => {
  it.each([0, 1, 65_535, 65_536, 65_537, 200_000])("of %i bytes come back whole", async (size) => {
    const { vault } = await memoryVault();
    const content = Uint8Array.from({ length: size }, (_, i) => i * 7);
    const { item, files } = withFile("a", content);
    const ref = vault.add(item, { files });
    expect(Buffer.concat([...vault.fileContent(ref, utf8("file"))])).toEqual(Buffer.from(content));
  });

  it("are refused without their content", async () => {
    const { vault } = await memoryVault();
    expect(() => vault.add(withFile("a", utf8("content")).item)).toThrow(code("usage.invalid"));
  });

  it("are refused with another content", async () => {
    const { vault } = await memoryVault();
    const { item } = withFile("a", utf8("content"));
    expect(() => vault.add(item, { files: [{ file: utf8("file"), content: utf8("CONTENT") }] })).toThrow(code("usage.invalid"));
  });

  it("stay with an item whose title changes", async () => {
    const { vault } = await memoryVault();
    const { item, files } = withFile("a", utf8("content"));
    const ref = vault.add(item, { files });
    vault.replace(ref, { ...item, title: "changed" });
    expect(Buffer.concat([...vault.fileContent(ref, utf8("file"))]).toString()).toBe("content");
  });
});

describe("settings", () => {
  it("come back after a restart", async () => {
    const { vault, reopen } = await memoryVault();
    vault.putSetting("devices", [{ name: "laptop", key: utf8("key") }]);
    expect((await reopen()).setting("devices")).toEqual([{ name: "laptop", key: utf8("key") }]);
  });

  it("go when they are set to nothing", async () => {
    const { vault } = await memoryVault();
    vault.putSetting("a", 1);
    vault.putSetting("a", undefined);
    expect(vault.setting("a")).toBeUndefined();
  });

  it("do not change the digest", async () => {
    const { vault } = await memoryVault();
    const before = vault.digest();
    vault.putSetting("a", 1);
    expect(vault.digest()).toEqual(before);
  });
});

it("a receipt comes back with its summary", async () => {
  const { vault, reopen } = await memoryVault();
  vault.addReceipt({ transferId: utf8("t"), summary: { items: 3 }, parts: [utf8("rec"), utf8("eipt")] });
  expect((await reopen()).receipts()).toMatchObject([{ summary: { items: 3 }, receipt: utf8("receipt") }]);
});

it("a receipt is found by its transfer, and listed without being opened", async () => {
  const { vault, store } = await memoryVault();
  vault.addReceipt({ transferId: utf8("t"), summary: { items: 3 }, parts: [utf8("rec"), utf8("eipt")] });
  const found = [vault.receipt(utf8("t")), vault.receipt(utf8("other"))];
  for (const { id } of store.records(KIND.receiptPart)) store.remove(KIND.receiptPart, id);
  expect([found, vault.receiptList()]).toMatchObject([[utf8("receipt"), undefined], [{ transferId: utf8("t"), summary: { items: 3 } }]]);
});

it("a receipt that replaces a longer one leaves nothing of it", async () => {
  const { vault, store } = await memoryVault();
  const of = (...parts: string[]) => ({ transferId: utf8("t"), summary: {}, parts: parts.map(utf8) });
  vault.addReceipt(of("one", "two", "three"));
  vault.addReceipt(of("four"));
  expect([vault.receipts().map(({ receipt }) => receipt), store.records(KIND.receiptPart).length]).toEqual([[utf8("four")], 1]);
});

function withFile(id: string, content: Uint8Array): { item: Item; files: { file: Uint8Array; content: Uint8Array }[] } {
  const file = { type: "file", id: utf8("file"), name: "file.bin", decryptedSize: content.length, integrityHash: sha256(content) };
  return { item: { id: utf8(id), title: id, credentials: [file] }, files: [{ file: utf8("file"), content }] };
}
