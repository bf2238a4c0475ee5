import { describe, expect, it } from "vitest";
import { hex, utf8 } from "../bytes.ts";
import { rehearsalDocument } from "../cxf/rehearsal-document.ts";
import { importDocument, loginItem, memoryVault, type VaultFixture } from "../testing/vault-fixture.ts";
import type { Vault } from "./model.ts";

const writeFailed = expect.objectContaining({ code: "vault.write-failed" });
const A = { account: utf8("rehearsal-account"), item: utf8("a") };

/** Each takes a vault that holds the rehearsal document and an item of the owner's. */
const CHANGES: readonly (readonly [string, (vault: Vault) => unknown])[] = [
  ["add", (vault) => vault.add(loginItem("b"), { account: A.account })],
  ["replace", (vault) => vault.replace(A, loginItem("a", "changed"))],
  ["trash", (vault) => vault.trash(A)],
  ["put a collection", (vault) => vault.putCollection(A.account, { id: utf8("c"), title: "C", items: [{ item: A.item }] })],
  ["put a setting", (vault) => vault.putSetting("a", 1)],
  ["undo a transfer", (vault) => vault.undoTransfer(utf8("first"))],
  ["commit an import", (vault) => importDocument(vault, changedDocument(), { transferId: utf8("second"), decide: () => "take-theirs" })],
  ["add a slot", (vault) => vault.addSlot({ provider: "recovery" })],
];

describe.each(CHANGES)("when the store fails at any write of: %s", (_, change) => {
  it("nothing is changed, here and after a restart", async () => {
    for (let n = 1; ; n++) {
      const fixture = await prepared();
      const before = await stateOf(fixture.vault);
      fixture.store.failAt = fixture.store.writes + n;
      const failure = await failureOf(async () => change(fixture.vault));
      if (failure === undefined) return expect(n).toBeGreaterThan(2);
      const after = [failure, await stateOf(fixture.vault), await stateOf(await fixture.reopen())];
      expect(after).toEqual([writeFailed, before, before]);
    }
  });

  it("the same change succeeds once the store does", async () => {
    const fixture = await prepared();
    fixture.store.failAt = fixture.store.writes + 1;
    await failureOf(async () => change(fixture.vault));
    expect(await failureOf(async () => change(fixture.vault))).toBeUndefined();
  });
});

async function prepared(): Promise<VaultFixture> {
  const fixture = await memoryVault();
  importDocument(fixture.vault, changedDocument("mine"), { transferId: utf8("first") });
  fixture.vault.addReceipt({ transferId: utf8("first"), summary: {}, parts: [utf8("r")] });
  return fixture;
}

function changedDocument(title = "theirs") {
  const { document } = rehearsalDocument();
  const [first] = document.accounts;
  if (first === undefined) throw new TypeError("no account");
  const collections = [{ id: utf8("tree"), title: "Tree", items: [{ item: utf8(title === "mine" ? "a" : "new") }] }];
  const items = [loginItem("a", title), ...(title === "mine" ? [] : [loginItem("new")])];
  return { ...document, accounts: [{ ...first, collections, items }] };
}

async function stateOf(vault: Vault): Promise<unknown> {
  return [hex(vault.digest()), vault.views(), vault.transfers(), vault.slots(), vault.collections(A.account), vault.setting("a")];
}

async function failureOf(work: () => Promise<unknown>): Promise<unknown> {
  try {
    await work();
    return undefined;
  } catch (thrown) {
    return thrown;
  }
}
