import { sha256 } from "@noble/hashes/sha2.js";
import { describe, expect, it } from "vitest";
import { hex, utf8 } from "../bytes.ts";
import { accountFromCbor, collectionFromCbor, itemFromCbor } from "../cxf/from-cbor.ts";
import { rehearsalDocument } from "../cxf/rehearsal-document.ts";
import { countsOf, itemView } from "../cxf/summary.ts";
import { documentOf, importDocument, loginItem, memoryVault } from "../testing/vault-fixture.ts";
import type { VaultSnapshot } from "./model.ts";

const ACCOUNT = utf8("account");
const ref = (item: string) => ({ account: ACCOUNT, item: utf8(item) });
const titles = (snapshot: VaultSnapshot) => Array.from(snapshot.items(), ({ bytes }) => itemFromCbor(bytes).title);

describe("a snapshot of everything", () => {
  it("is what was imported, in its order", async () => {
    const { vault } = await memoryVault();
    const { document, files } = rehearsalDocument();
    importDocument(vault, document, { files });
    const snapshot = vault.snapshot();
    const accounts = snapshot.accounts.map(({ bytes }, account) => {
      const items = Array.from(snapshot.items()).flatMap((item) => (item.account === account ? [itemFromCbor(item.bytes)] : []));
      return { ...accountFromCbor(bytes), collections: snapshot.collections(account).map(collectionFromCbor), items };
    });
    expect(accounts).toEqual(document.accounts);
  });

  it("counts what it holds", async () => {
    const { vault } = await memoryVault();
    const { document, files } = rehearsalDocument();
    importDocument(vault, document, { files });
    const items = document.accounts.flatMap((account) => account.items);
    const collections = document.accounts.flatMap((account) => account.collections).length;
    const expected = { accounts: 2, collections, items: items.length, files: 1, credentials: countsOf(items.map(itemView)) };
    expect(vault.snapshot().counts).toEqual(expected);
  });

  it("knows the bytes of its items without opening them", async () => {
    const { vault } = await memoryVault();
    importDocument(vault, rehearsalDocument().document, rehearsalDocument());
    const snapshot = vault.snapshot();
    expect(snapshot.totalItemBytes).toBe(Array.from(snapshot.items()).reduce((sum, { bytes }) => sum + bytes.length, 0));
  });

  it("gives the content of its files", async () => {
    const { vault } = await memoryVault();
    const { document, files } = rehearsalDocument();
    importDocument(vault, document, { files });
    const snapshot = vault.snapshot();
    expect(snapshot.files.map((file) => hex(sha256(Buffer.concat([...snapshot.fileContent(file)]))))).toEqual(files.map(({ content }) => hex(sha256(content))));
  });

  it("does not see what is changed after it", async () => {
    const { vault } = await memoryVault();
    importDocument(vault, documentOf([loginItem("a", "before"), loginItem("b")]));
    const snapshot = vault.snapshot();
    vault.replace(ref("a"), loginItem("a", "after"));
    vault.trash(ref("b"));
    expect(titles(snapshot)).toEqual(["before", "b"]);
  });

  it("leaves out the trash and the links to it", async () => {
    const { vault } = await memoryVault();
    importDocument(vault, documentOf([loginItem("a"), loginItem("b")]));
    vault.putCollection(ACCOUNT, { id: utf8("c"), title: "C", items: [{ item: utf8("a") }, { item: utf8("b") }, { item: utf8("unknown") }] });
    vault.trash(ref("a"));
    const snapshot = vault.snapshot();
    const linked = snapshot.collections(0).flatMap((bytes) => collectionFromCbor(bytes).items.map(({ item }) => Buffer.from(item).toString()));
    expect([titles(snapshot), linked]).toEqual([["b"], ["b", "unknown"]]);
  });
});

describe("a snapshot of a choice", () => {
  it("holds only that, with the collections it is in", async () => {
    const { vault } = await memoryVault();
    importDocument(vault, documentOf([loginItem("a"), loginItem("b")]));
    importDocument(vault, documentOf([loginItem("c")], "other"));
    vault.putCollection(ACCOUNT, { id: utf8("with"), title: "With", items: [{ item: utf8("a") }, { item: utf8("b") }] });
    vault.putCollection(ACCOUNT, { id: utf8("without"), title: "Without", items: [{ item: utf8("a") }] });
    const snapshot = vault.snapshot({ refs: [ref("b")] });
    const collections = snapshot.collections(0).map((bytes) => collectionFromCbor(bytes));
    expect([titles(snapshot), snapshot.accounts.length, collections.map(({ title, items }) => [title, items.length])]).toEqual([["b"], 1, [["With", 1]]]);
  });

  it("of something that is not there is refused", async () => {
    const { vault } = await memoryVault();
    expect(() => vault.snapshot({ refs: [ref("a")] })).toThrow(expect.objectContaining({ code: "vault.item-missing" }));
  });
});
