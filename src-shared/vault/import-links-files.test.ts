import { sha256 } from "@noble/hashes/sha2.js";
import { describe, expect, it } from "vitest";
import { hex, utf8 } from "../bytes.ts";
import type { Collection, CxfDocument, Item } from "../cxf/document.ts";
import { documentOf, importDocument, loginItem, memoryVault, stageDocument } from "../testing/vault-fixture.ts";

const code = (value: string) => expect.objectContaining({ code: value });
const ACCOUNT = utf8("account");

describe("collections", () => {
  const collection = (id: string, items: readonly string[], sub: readonly Collection[] = []): Collection => ({
    id: utf8(id),
    title: id,
    items: items.map((item) => ({ item: utf8(item) })),
    ...(sub.length > 0 && { subCollections: sub }),
  });

  it("with the same id become one with the links of both", async () => {
    const { vault } = await memoryVault();
    importDocument(vault, withCollections(documentOf([loginItem("a")]), [collection("work", ["a"], [collection("deep", [])])]));
    importDocument(vault, withCollections(documentOf([loginItem("b")]), [collection("work", ["b", "a"], [collection("deep", ["b"])])]));
    expect(vault.collections(ACCOUNT)).toEqual([collection("work", ["a", "b"], [collection("deep", ["b"])])]);
  });

  it("point to the item that was there when theirs was a duplicate of it", async () => {
    const { vault } = await memoryVault();
    importDocument(vault, documentOf([loginItem("mine", "Mail")]));
    importDocument(vault, withCollections(documentOf([loginItem("theirs", "Mail")]), [collection("work", ["theirs"])]));
    expect(vault.collections(ACCOUNT)).toEqual([collection("work", ["mine"])]);
  });

  it("point to their version when both are kept", async () => {
    const { vault } = await memoryVault();
    importDocument(vault, documentOf([loginItem("a", "mine")]));
    importDocument(vault, withCollections(documentOf([loginItem("a", "theirs")]), [collection("work", ["a"])]), { decide: () => "keep-both" });
    expect(vault.collections(ACCOUNT)[0]?.items.map(({ item }) => hex(item))).toEqual([hex(vault.views()[1]?.id ?? utf8(""))]);
  });

  it("do not point to an item that failed", async () => {
    const { vault } = await memoryVault();
    const broken = [{ account: ACCOUNT, item: utf8("a"), file: utf8("file"), content: utf8("y") }];
    importDocument(vault, withCollections(documentOf([fileItem("a", utf8("x")), loginItem("b")]), [collection("work", ["a", "b"])]), { files: broken });
    expect(vault.collections(ACCOUNT)).toEqual([collection("work", ["b"])]);
  });
});

describe("a file", () => {
  const content = Uint8Array.from({ length: 70_000 }, (_, i) => i);
  const sent = (bytes: Uint8Array) => [{ account: ACCOUNT, item: utf8("a"), file: utf8("file"), content: bytes }];

  it.each<[string, readonly Uint8Array[]]>([
    ["has a flipped bit", [content.with(69_999, 0)]],
    ["is shorter", [content.slice(1)]],
    ["is longer", [new Uint8Array(140_000)]],
  ])("that %s costs its item alone", async (_, sentContent) => {
    const { vault } = await memoryVault();
    const plan = importDocument(vault, documentOf([fileItem("a", content), loginItem("b")]), { files: sentContent.flatMap(sent) });
    expect([plan.outcomes, vault.views().map(({ title }) => title)]).toEqual([{ failed: 1, added: 1 }, ["b"]]);
  });

  it("whose content nobody has comes without it", async () => {
    const { vault } = await memoryVault();
    const plan = importDocument(vault, documentOf([fileItem("a", content)]));
    expect([plan.outcomes, vault.snapshot().files]).toEqual([{ added: 1 }, []]);
  });

  it("announced as endless costs its item alone", async () => {
    const { vault } = await memoryVault();
    const endless = fileItem("a", content);
    const item = { ...endless, credentials: endless.credentials.map((credential) => ({ ...credential, decryptedSize: Number.MAX_SAFE_INTEGER })) };
    expect(importDocument(vault, documentOf([item]), { files: sent(content) }).outcomes).toEqual({ failed: 1 });
  });

  it.each<[string, Uint8Array]>([
    ["with a flipped bit", content.with(69_999, 0)],
    ["with a large piece too many before a small one", new Uint8Array(131_082)],
  ])("%s leaves no piece of its failed item behind", async (_, broken) => {
    const { vault, store } = await memoryVault();
    importDocument(vault, documentOf([fileItem("a", content)]), { files: sent(broken) });
    expect([...store.records(5)]).toEqual([]);
  });

  it("moves to the new id of an item kept both ways", async () => {
    const { vault } = await memoryVault();
    importDocument(vault, documentOf([loginItem("a")]));
    importDocument(vault, documentOf([fileItem("a", content)]), { files: sent(content), decide: () => "keep-both" });
    const item = vault.views()[1]?.id ?? utf8("");
    expect(Buffer.concat([...vault.fileContent({ account: ACCOUNT, item }, utf8("file"))])).toEqual(Buffer.from(content));
  });

  it("that the item had already stays when their version is taken", async () => {
    const { vault } = await memoryVault();
    importDocument(vault, documentOf([fileItem("a", content)]), { files: sent(content) });
    importDocument(vault, documentOf([{ ...fileItem("a", content), title: "changed" }]), { files: sent(content), decide: () => "take-theirs" });
    expect(Buffer.concat([...vault.fileContent({ account: ACCOUNT, item: utf8("a") }, utf8("file"))])).toEqual(Buffer.from(content));
  });

  it.each<[string, Partial<{ item: Uint8Array; index: number; content: Uint8Array }>]>([
    ["no item announced", { item: utf8("other") }],
    ["does not begin at its first piece", { index: 1 }],
    ["has a short piece in the middle", { content: new Uint8Array(10) }],
  ])("that %s is malformed", async (_, change) => {
    const { vault } = await memoryVault();
    const target = vault.beginImport(utf8("t"));
    stageDocument(target, documentOf([fileItem("a", content)]));
    const piece = { item: utf8("a"), file: utf8("file"), index: 0, last: false, content: content.subarray(0, 65_536) };
    expect(() => target.file(0, { ...piece, ...change })).toThrow(code("format.malformed"));
  });
});

function fileItem(id: string, content: Uint8Array): Item {
  return {
    id: utf8(id),
    title: id,
    credentials: [{ type: "file", id: utf8("file"), name: "f", decryptedSize: content.length, integrityHash: sha256(content) }],
  };
}

function withCollections(document: CxfDocument, collections: readonly Collection[]): CxfDocument {
  return { ...document, accounts: document.accounts.map((account) => ({ ...account, collections })) };
}
