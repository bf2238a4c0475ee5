import { describe, expect, it } from "vitest";
import { hex, utf8 } from "../bytes.ts";
import { rehearsalDocument } from "../cxf/rehearsal-document.ts";
import { documentOf, importDocument, loginItem, memoryVault } from "../testing/vault-fixture.ts";
import type { Decision } from "./model.ts";

const code = (value: string, detail?: string) => expect.objectContaining({ code: value, ...(detail && { detail }) });
const TRANSFER = utf8("the transfer");
const A = { account: utf8("account"), item: utf8("a") };

describe("undoing a transfer", () => {
  it("leaves an empty vault empty", async () => {
    const { vault } = await memoryVault();
    const before = vault.digest();
    const { document, files } = rehearsalDocument();
    importDocument(vault, document, { files, transferId: TRANSFER });
    vault.undoTransfer(TRANSFER);
    expect([hex(vault.digest()), vault.views(), vault.accounts()]).toEqual([hex(before), [], []]);
  });

  it.each<Decision>(["keep-both", "take-theirs", "keep-mine"])("gives back what was there after %s", async (decision) => {
    const { vault, before } = await changed(decision);
    vault.undoTransfer(TRANSFER);
    expect([hex(vault.digest()), vault.history(A)]).toEqual([hex(before), []]);
  });

  it("gives back what was there after a restart", async () => {
    const { reopen, before } = await changed("take-theirs");
    const vault = await reopen();
    vault.undoTransfer(TRANSFER);
    expect(vault.digest()).toEqual(before);
  });

  it("puts an item back into the trash it came from", async () => {
    const { vault } = await memoryVault();
    importDocument(vault, documentOf([loginItem("a")]));
    vault.trash(A);
    importDocument(vault, documentOf([loginItem("a")]), { transferId: TRANSFER });
    vault.undoTransfer(TRANSFER);
    expect(vault.trashed().length).toBe(1);
  });

  it("leaves what came after it", async () => {
    const { vault } = await changed("keep-both");
    vault.add(loginItem("later"), { account: A.account });
    vault.undoTransfer(TRANSFER);
    expect(vault.views().map(({ title }) => title)).toEqual(["mine", "later"]);
  });

  it("can be followed by the same import", async () => {
    const { vault } = await memoryVault();
    importDocument(vault, documentOf([loginItem("a")]), { transferId: TRANSFER });
    const after = vault.digest();
    vault.undoTransfer(TRANSFER);
    importDocument(vault, documentOf([loginItem("a")]));
    expect(vault.digest()).toEqual(after);
  });

  it("is noted in the list of transfers", async () => {
    const { vault } = await changed("keep-both");
    vault.undoTransfer(TRANSFER);
    expect(vault.transfers().map(({ undone }) => undone)).toEqual([false, true]);
  });
});

describe("a transfer is not undone", () => {
  it("when it is not known", async () => {
    const { vault } = await memoryVault();
    expect(() => vault.undoTransfer(TRANSFER)).toThrow(code("vault.item-missing"));
  });

  it("twice", async () => {
    const { vault } = await changed("keep-both");
    vault.undoTransfer(TRANSFER);
    expect(() => vault.undoTransfer(TRANSFER)).toThrow(code("vault.item-missing"));
  });

  it("when an item of it was changed since", async () => {
    const { vault } = await changed("take-theirs");
    vault.replace(A, loginItem("a", "edited"));
    expect(() => vault.undoTransfer(TRANSFER)).toThrow(code("vault.changed-since", "1 changed since"));
  });

  it("when its account holds an item of the owner's by now", async () => {
    const { vault } = await memoryVault();
    importDocument(vault, documentOf([loginItem("a")]), { transferId: TRANSFER });
    vault.add(loginItem("mine"), { account: A.account });
    expect(() => vault.undoTransfer(TRANSFER)).toThrow(code("vault.changed-since", "1 changed since"));
  });

  it("and changes nothing then", async () => {
    const { vault } = await changed("take-theirs");
    vault.replace(A, loginItem("a", "edited"));
    const before = vault.digest();
    expect(() => vault.undoTransfer(TRANSFER)).toThrow();
    expect(vault.digest()).toEqual(before);
  });
});

/** A vault with one conflicting and one new item brought by `TRANSFER`; `before`: its digest without it. */
async function changed(decision: Decision) {
  const fixture = await memoryVault();
  const collection = (id: string) => [{ id: utf8("c"), title: "C", items: [{ item: utf8(id) }] }];
  const mine = documentOf([loginItem("a", "mine")]);
  importDocument(fixture.vault, { ...mine, accounts: mine.accounts.map((account) => ({ ...account, collections: collection("a") })) });
  const before = fixture.vault.digest();
  const theirs = documentOf([loginItem("a", "theirs"), loginItem("b", "new")]);
  const accounts = theirs.accounts.map((account) => ({ ...account, collections: collection("b") }));
  importDocument(fixture.vault, { ...theirs, accounts }, { transferId: TRANSFER, decide: () => decision });
  return { ...fixture, before };
}
