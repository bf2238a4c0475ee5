import { describe, expect, it } from "vitest";
import { hex, utf8 } from "../bytes.ts";
import type { Item } from "../cxf/document.ts";
import { rehearsalDocument } from "../cxf/rehearsal-document.ts";
import { itemToCbor } from "../cxf/to-cbor.ts";
import { documentOf, importDocument, loginItem, memoryVault, stageDocument } from "../testing/vault-fixture.ts";
import { HELD_IN_MEMORY } from "./held-chunks.ts";
import type { CommittedItem, Conflict, Decision, Vault } from "./model.ts";

const code = (value: string) => expect.objectContaining({ code: value });
const ACCOUNT = utf8("account");

describe("an import into an empty vault", () => {
  it("brings every item of every kind as it was sent", async () => {
    const { vault } = await memoryVault();
    const { document, files } = rehearsalDocument();
    importDocument(vault, document, { files });
    for (const { id: account, items } of document.accounts) for (const item of items) expect(vault.item({ account, item: item.id })).toEqual(item);
  });

  it("brings the collections", async () => {
    const { vault } = await memoryVault();
    const { document, files } = rehearsalDocument();
    importDocument(vault, document, { files });
    expect(vault.collections(document.accounts[0]?.id ?? ACCOUNT)).toEqual(document.accounts[0]?.collections);
  });

  it("brings the files", async () => {
    const { vault } = await memoryVault();
    const { document, files } = rehearsalDocument();
    importDocument(vault, document, { files });
    for (const { account, item, file, content } of files) expect(Buffer.concat([...vault.fileContent({ account, item }, file)])).toEqual(Buffer.from(content));
  });

  it("keeps the order", async () => {
    const { vault } = await memoryVault();
    importDocument(vault, documentOf(["c", "a", "b"].map((id) => loginItem(id))));
    expect(vault.views().map(({ title }) => title)).toEqual(["c", "a", "b"]);
  });

  it("shows nothing before it is committed", async () => {
    const { vault } = await memoryVault();
    const before = vault.digest();
    const target = vault.beginImport(utf8("t"));
    stageDocument(target, documentOf([loginItem("a")]));
    target.plan();
    expect([vault.views().length, hex(vault.digest())]).toEqual([0, hex(before)]);
  });

  it("leaves nothing when it is discarded", async () => {
    const { vault } = await memoryVault();
    const before = vault.digest();
    const target = vault.beginImport(utf8("t"));
    stageDocument(target, documentOf([loginItem("a")]));
    target.discard();
    expect([hex(vault.digest()), vault.transfers()]).toEqual([hex(before), []]);
  });

  it("is committed with what the owner did meanwhile", async () => {
    const { vault } = await memoryVault();
    const target = vault.beginImport(utf8("t"));
    stageDocument(target, documentOf([loginItem("a")]));
    target.plan();
    vault.add(loginItem("mine"));
    target.commit(() => "keep-mine");
    expect(
      vault
        .views()
        .map(({ title }) => title)
        .sort(),
    ).toEqual(["a", "mine"]);
  });

  it("is seen in a list loaded before", async () => {
    const { vault } = await memoryVault();
    vault.views();
    importDocument(vault, documentOf([loginItem("a")]));
    expect(vault.views().length).toBe(1);
  });

  it("marks its items with the transfer", async () => {
    const { vault } = await memoryVault();
    importDocument(vault, documentOf([loginItem("a")]), { transferId: utf8("t1") });
    expect(vault.views()[0]?.transferId).toEqual(utf8("t1"));
  });

  it("is listed among the transfers", async () => {
    const { vault } = await memoryVault();
    importDocument(vault, documentOf([loginItem("a")]), { transferId: utf8("t1") });
    expect(vault.transfers()).toMatchObject([{ transferId: utf8("t1"), outcomes: { added: 1 }, counts: { items: 1 }, undone: false }]);
  });

  it("is refused a second time under the same transfer", async () => {
    const { vault } = await memoryVault();
    importDocument(vault, documentOf([loginItem("a")]), { transferId: utf8("t1") });
    expect(() => vault.beginImport(utf8("t1"))).toThrow(code("usage.invalid"));
  });
});

describe("an item the vault has", () => {
  it("is skipped when it is the same", async () => {
    expect(await outcomes([loginItem("a")], [loginItem("a")])).toEqual(["skipped-duplicate"]);
  });

  it("is skipped when only its id differs", async () => {
    expect(await outcomes([loginItem("a", "Mail")], [loginItem("b", "Mail")])).toEqual(["skipped-duplicate"]);
  });

  it("is skipped when only its id and the id's length differ", async () => {
    expect(await outcomes([loginItem("a", "Mail")], [loginItem("b".repeat(40), "Mail")])).toEqual(["skipped-duplicate"]);
  });

  it("is not compared with others of the same import", async () => {
    expect(await outcomes([], [loginItem("a", "Mail"), loginItem("b", "Mail")])).toEqual(["added", "added"]);
  });

  it("is added when it is in another account", async () => {
    const { vault } = await memoryVault();
    importDocument(vault, documentOf([loginItem("a")], "one"));
    expect(importDocument(vault, documentOf([loginItem("a")], "two")).outcomes).toEqual({ added: 1 });
  });

  it("comes back from the trash", async () => {
    const { vault } = await memoryVault();
    importDocument(vault, documentOf([loginItem("a")]));
    vault.trash({ account: ACCOUNT, item: utf8("a") });
    expect([importDocument(vault, documentOf([loginItem("a")])).outcomes, vault.views().length]).toEqual([{ merged: 1 }, 1]);
  });

  it("is a conflict when it differs, described without its secrets", async () => {
    const { vault } = await memoryVault();
    importDocument(vault, documentOf([{ ...loginItem("a", "Mine"), modifiedAt: 1_709_164_800 }]));
    const { conflicts } = importDocument(vault, documentOf([loginItem("a", "Theirs")]));
    expect(conflicts).toEqual([
      { ordinal: 0, title: "Theirs", mine: "Mine · ann · basic-auth · changed 2024-02-29 00:00 UTC", theirs: "Theirs · ann · basic-auth" },
    ]);
  });
});

describe("a conflict", () => {
  it("kept both ways gives the sent one a new id", async () => {
    const { vault } = await conflict("keep-both");
    expect(vault.views().map(({ title }) => title)).toEqual(["mine", "theirs"]);
  });

  it("kept mine changes nothing", async () => {
    const { vault, before } = await conflict("keep-mine");
    expect(vault.digest()).toEqual(before);
  });

  it("taken from them keeps mine in the history", async () => {
    const { vault } = await conflict("take-theirs");
    const ref = { account: ACCOUNT, item: utf8("a") };
    expect([vault.item(ref).title, vault.history(ref).map(({ cause, item }) => [cause, item.title])]).toEqual(["theirs", [["transfer", "mine"]]]);
  });

  it("kept both ways is a duplicate the next time", async () => {
    const { vault } = await conflict("keep-both");
    expect(importDocument(vault, documentOf([loginItem("a", "theirs")])).outcomes).toEqual({ "skipped-duplicate": 1 });
  });
});

describe("what was committed", () => {
  it.each<[Decision, string, boolean]>([
    ["keep-both", "kept-both", true],
    ["take-theirs", "merged", true],
    ["keep-mine", "skipped-by-owner", false],
  ])("after %s is reported as %s, under the id it was sent with", async (decision, outcome, kept) => {
    const { committed } = await conflict(decision);
    const bytes = itemToCbor(loginItem("a", "theirs"));
    expect(committed).toEqual([{ ordinal: 0, id: utf8("a"), title: "theirs", tested: false, outcome, ...(kept && { bytes }) }]);
  });

  it("of a duplicate under another id is read back under the sent one", async () => {
    const { vault } = await memoryVault();
    importDocument(vault, documentOf([loginItem("mine", "Mail")]));
    const target = vault.beginImport(utf8("t"));
    stageDocument(target, documentOf([loginItem("sent", "Mail")]));
    target.commit(() => "keep-mine");
    expect([...target.committed()][0]?.bytes).toEqual(itemToCbor(loginItem("sent", "Mail")));
  });
});

describe("an id that comes twice in one import", () => {
  const twice = () => documentOf([loginItem("a", "one"), loginItem("a", "two")]);

  it("keeps both items", async () => {
    const { vault } = await memoryVault();
    expect([importDocument(vault, twice()).outcomes, vault.views().map(({ title }) => title)]).toEqual([{ added: 1, "kept-both": 1 }, ["one", "two"]]);
  });

  it("changes nothing the next time", async () => {
    const { vault } = await memoryVault();
    importDocument(vault, twice());
    const before = vault.digest();
    importDocument(vault, twice());
    expect(vault.digest()).toEqual(before);
  });
});

it("a passkey another item has is added and named", async () => {
  const { vault } = await memoryVault();
  const passkey = { type: "passkey", credentialId: utf8("id"), rpId: "example.com", username: "", userDisplayName: "", userHandle: utf8("u"), key: utf8("k") };
  importDocument(vault, documentOf([{ id: utf8("a"), title: "mine", credentials: [passkey] }]));
  const plan = importDocument(vault, documentOf([{ id: utf8("b"), title: "theirs", credentials: [passkey] }]));
  expect([plan.outcomes, plan.samePasskey]).toEqual([{ added: 1 }, [{ ordinal: 0, title: "theirs" }]]);
});

it.each(["account", "collection", "item"] as const)("bytes that are no %s are malformed", async (kind) => {
  const { vault } = await memoryVault();
  const target = vault.beginImport(utf8("t"));
  stageDocument(target, documentOf([]));
  const put = { account: () => target.account(utf8("x")), collection: () => target.collection(0, utf8("x")), item: () => target.item(0, utf8("x")) };
  expect(put[kind]).toThrow(code("format.malformed"));
});

describe("held chunks", () => {
  it("come back when they were too many for the memory", async () => {
    const { vault } = await memoryVault();
    const target = vault.beginImport(utf8("t"));
    const chunk = (sequence: number) => new Uint8Array(HELD_IN_MEMORY / 4).fill(sequence);
    for (let sequence = 0; sequence < 6; sequence++) target.hold(sequence, chunk(sequence));
    expect(Array.from({ length: 6 }, (_, sequence) => target.held(sequence)[7])).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it("that were never held are missed", async () => {
    const { vault } = await memoryVault();
    expect(() => vault.beginImport(utf8("t")).held(0)).toThrow(code("vault.corrupt"));
  });
});

/** What becomes of `sent` in a vault that holds `there`. */
async function outcomes(there: readonly Item[], sent: readonly Item[]): Promise<readonly string[]> {
  const { vault } = await memoryVault();
  importDocument(vault, documentOf(there));
  const target = vault.beginImport(utf8("t"));
  stageDocument(target, documentOf(sent));
  target.commit(() => "keep-mine");
  return Array.from(target.committed(), ({ outcome }) => outcome);
}

async function conflict(decision: Decision): Promise<{ vault: Vault; before: Uint8Array; committed: readonly CommittedItem[] }> {
  const { vault } = await memoryVault();
  importDocument(vault, documentOf([loginItem("a", "mine")]));
  const before = vault.digest();
  const target = vault.beginImport(utf8("t"));
  stageDocument(target, documentOf([loginItem("a", "theirs")]));
  target.commit((_: Conflict) => decision);
  return { vault, before, committed: [...target.committed()] };
}
