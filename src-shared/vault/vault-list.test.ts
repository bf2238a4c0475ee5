import { describe, expect, it } from "vitest";
import { utf8 } from "../bytes.ts";
import { documentOf, importDocument, loginItem, memoryVault } from "../testing/vault-fixture.ts";
import type { ListQuery, Ref, Vault, VaultList } from "./model.ts";

const ACTIVE: ListQuery = { state: "active", order: "title" };
const titlesOf = (list: VaultList) => Array.from({ length: list.length }, (_, i) => list.row(i).title);

describe("a list", () => {
  it("of a vault just opened has its items", async () => {
    const { vault, reopen } = await memoryVault();
    for (const title of ["b", "a"]) vault.add(loginItem(title));
    expect(titlesOf((await reopen()).list(ACTIVE))).toEqual(["a", "b"]);
  });

  it.each<[string, (vault: Vault) => unknown]>([
    ["a change", (vault) => vault.trash(vault.add(loginItem("gone")))],
    ["an import", (vault) => importDocument(vault, documentOf([]))],
    ["a snapshot", (vault) => vault.snapshot().close()],
  ])("has them too when it is first asked for after %s", async (_, work) => {
    const { vault, reopen } = await memoryVault();
    for (const title of ["b", "a"]) vault.add(loginItem(title));
    const again = await reopen();
    work(again);
    expect(titlesOf(again.list(ACTIVE))).toEqual(["a", "b"]);
  });

  it.each([-1, 1, 0.5, Number.NaN])("has no row %s", async (index) => {
    const { vault } = await memoryVault();
    vault.add(loginItem("a"));
    expect(() => vault.list(ACTIVE).row(index)).toThrow(expect.objectContaining({ code: "vault.item-missing" }));
  });

  it("finds no item of another account", async () => {
    const { vault } = await memoryVault();
    const { item } = vault.add(loginItem("a long one"));
    expect(vault.list(ACTIVE).indexOf({ account: utf8("another one"), item })).toBe(-1);
  });

  it("has the newest first, whatever the times are", async () => {
    const { vault } = await memoryVault();
    const times = [0, 8, 16, 24, 32, 40, 48].flatMap((bits) => [2 ** bits - 1, 2 ** bits]);
    for (const modifiedAt of times) vault.add({ ...loginItem(`changed ${modifiedAt}`), modifiedAt });
    const list = vault.list({ ...ACTIVE, order: "modified" });
    expect(times.map((_, i) => list.row(i).modifiedAt)).toEqual(times.toReversed());
  });

  it("of no links is empty", async () => {
    const { vault } = await memoryVault();
    vault.add(loginItem("a"));
    expect(vault.list({ ...ACTIVE, within: [] }).length).toBe(0);
  });

  it("of an empty text is the whole", async () => {
    const { vault } = await memoryVault();
    vault.add(loginItem("a"));
    expect(vault.list({ ...ACTIVE, text: "" }).length).toBe(1);
  });

  it("is right after thousands of changes", async () => {
    const { vault } = await memoryVault();
    const ref = vault.add(loginItem("a"));
    vault.add(loginItem("b"));
    vault.list(ACTIVE);
    for (let i = 0; i < 1100; i++) {
      vault.trash(ref);
      vault.restore(ref);
    }
    expect(titlesOf(vault.list({ ...ACTIVE, text: "ann" }))).toEqual(["a", "b"]);
  });

  it("is not given by a closed vault", async () => {
    const { vault } = await memoryVault();
    vault.add(loginItem("a"));
    vault.list(ACTIVE);
    vault.close();
    expect(() => vault.list(ACTIVE)).toThrow();
  });
});

it("an item with a kind twice counts once for it", async () => {
  const { vault } = await memoryVault();
  const { credentials, ...item } = loginItem("a");
  vault.add({ ...item, credentials: [...credentials, ...credentials] });
  expect(vault.totals().kinds).toEqual({ "basic-auth": 1 });
});

it("a tag twice on an item counts once, as the first item has it", async () => {
  const { vault } = await memoryVault();
  vault.add({ ...loginItem("a"), tags: ["Work", "work"] });
  vault.add({ ...loginItem("b"), tags: ["WORK"] });
  expect(vault.totals().tags).toEqual([{ tag: "Work", count: 2 }]);
});

it("counts the active items of each group, each once a group", async () => {
  const { vault } = await memoryVault();
  const [a, b, c] = ["a", "b", "c"].map((title) => vault.add(loginItem(title))) as [Ref, Ref, Ref];
  vault.trash(c);
  const unknown = { account: a.account, item: utf8("not there") };
  expect(vault.countWithin([[a, b, c], [], [b, b, unknown], [c]])).toEqual([2, 0, 1, 0]);
});

it("is found the same after its search was prepared in parts", async () => {
  const { vault } = await memoryVault();
  for (const title of ["Amber", "Cedar"]) vault.add(loginItem(title));
  const parts = [vault.prepareSearch(), vault.prepareSearch()];
  vault.add(loginItem("Amber again"));
  expect([parts, titlesOf(vault.list({ ...ACTIVE, text: "amber" }))]).toEqual([
    [true, false],
    ["Amber", "Amber again"],
  ]);
});
