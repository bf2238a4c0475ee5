import fc from "fast-check";
import { expect, it } from "vitest";
import { utf8 } from "../bytes.ts";
import type { CxfDocument } from "../cxf/document.ts";
import { anyDocument } from "../testing/cxf-arbitraries.ts";
import { importDocument, memoryVault } from "../testing/vault-fixture.ts";
import type { Decision } from "./model.ts";

const decisions = fc.constantFrom<Decision>("keep-both", "keep-mine", "take-theirs");

it("importing twice changes nothing the second time", async () => {
  await fc.assert(
    fc.asyncProperty(anyDocument(), anyDocument(), decisions, async (there, sent, decision) => {
      const { vault } = await memoryVault();
      importDocument(vault, there);
      importDocument(vault, onTop(there, sent), { decide: () => decision });
      const once = vault.digest();
      importDocument(vault, onTop(there, sent), { decide: () => decision });
      expect(vault.digest()).toEqual(once);
    }),
    { numRuns: 25 },
  );
});

it("undo gives the digest from before, whatever was merged", async () => {
  await fc.assert(
    fc.asyncProperty(anyDocument(), anyDocument(), decisions, async (there, sent, decision) => {
      const { vault } = await memoryVault();
      importDocument(vault, there);
      const before = vault.digest();
      importDocument(vault, onTop(there, sent), { transferId: utf8("undone"), decide: () => decision });
      vault.undoTransfer(utf8("undone"));
      expect(vault.digest()).toEqual(before);
    }),
    { numRuns: 25 },
  );
});

/** `sent` with the ids of `there` where it has as many, so that accounts and items meet. */
function onTop(there: CxfDocument, sent: CxfDocument): CxfDocument {
  const accounts = sent.accounts.map((account, a) => {
    const mine = there.accounts[a];
    const items = account.items.map((item, i) => (i % 2 === 0 ? { ...item, id: mine?.items[i]?.id ?? item.id } : item));
    const collections = account.collections.map((collection, c) => ({ ...collection, id: mine?.collections[c]?.id ?? collection.id }));
    return { ...account, id: mine?.id ?? account.id, items, collections };
  });
  return { ...sent, accounts };
}
