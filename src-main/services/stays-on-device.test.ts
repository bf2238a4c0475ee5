// What stays: the owner's list in the vault, what the system adds, and what a review and a receipt get of both.

import { describe, expect, it, test } from "vitest";
import { memoryVault } from "../../src-shared/testing/vault-fixture.ts";
import { nodePrimitives } from "../platform/primitives.ts";
import { type DevicePasskeys, MOST_STAYS, putStays, removeStays, type StaysDraft, staysEntries, staysHere, staysKindOf } from "./stays-on-device.ts";

const KEY: StaysDraft = { title: "Bank", site: "bank.example", kind: "security-key" };

async function listed(drafts: readonly Partial<StaysDraft>[] = [{}]) {
  const { vault } = await memoryVault();
  const entries = drafts.map((draft) => putStays(vault, nodePrimitives, { ...KEY, ...draft }));
  return { vault, entries };
}

const system = (...names: readonly string[]): DevicePasskeys => ({
  list: async () => names.map((userName) => ({ rpId: "site.example", userName, backedUp: false })),
});

test("what was written down is there when the vault is opened again", async () => {
  const fixture = await memoryVault();
  const entry = putStays(fixture.vault, nodePrimitives, KEY);
  fixture.vault.close();
  expect(staysEntries(await fixture.reopen())).toEqual([entry]);
});

it.each([
  ["https://Login.Bank.example:8443/in?a=b", "login.bank.example:8443"],
  ["bank.example", "bank.example"],
  ["sam@bank.example", "bank.example"],
  [" The bank at the corner ", "The bank at the corner"],
])("keeps of %s what names the site", async (site, kept) => {
  const { entries } = await listed([{ site }]);
  expect(entries[0]?.site).toBe(kept);
});

it("is named by its site when it has no title", async () => {
  const { entries } = await listed([{ title: " " }]);
  expect(entries[0]?.title).toBe("bank.example");
});

it("is refused without a name and a site", async () => {
  await expect(listed([{ title: "", site: "" }])).rejects.toMatchObject({ code: "usage.invalid" });
});

it("loses control and direction characters", async () => {
  const { entries } = await listed([{ title: "Ba\u202enk\u0007" }]);
  expect(entries[0]?.title).toBe("Bank");
});

test("one more than a receipt lists is refused", async () => {
  const drafts = Array.from({ length: MOST_STAYS + 1 }, (_, at) => ({ title: `Key ${at}` }));
  await expect(listed(drafts)).rejects.toMatchObject({ code: "usage.invalid" });
});

test("a change keeps its place under its id", async () => {
  const { vault, entries } = await listed();
  const [entry] = entries;
  putStays(vault, nodePrimitives, { id: entry?.id, title: "Bank", site: "", kind: "smart-card" });
  expect(staysEntries(vault)).toEqual([{ id: entry?.id, title: "Bank", kind: "smart-card" }]);
});

test("one that was removed is there again when its removal is taken back", async () => {
  const { vault, entries } = await listed([{}, { title: "Alpha" }]);
  const before = staysEntries(vault);
  const gone = entries[0];
  removeStays(vault, gone?.id ?? "");
  putStays(vault, nodePrimitives, { ...KEY, id: gone?.id });
  expect(staysEntries(vault)).toEqual(before);
});

test("removing what is not there says so", async () => {
  const { vault } = await listed();
  expect(() => removeStays(vault, "other")).toThrow("vault.item-missing");
});

describe("for a review", () => {
  it("names what holds it", async () => {
    const { vault } = await listed([{ site: "" }]);
    expect(await staysHere(vault, undefined)).toEqual([{ title: "Bank", type: "passkey", reason: "kept on a security key" }]);
  });

  it("adds what the system itself keeps", async () => {
    const { vault } = await listed([]);
    const reason = "bound to the computer it was made on";
    expect(await staysHere(vault, system("sam"))).toEqual([{ title: "sam", type: "passkey", reason, rpId: "site.example" }]);
  });

  it("names what both know once, as its owner did", async () => {
    const { vault } = await listed([{ site: "site.example", kind: "this-computer" }]);
    expect((await staysHere(vault, system("sam"))).map(({ title }) => title)).toEqual(["Bank"]);
  });

  it("leaves out what the system copies to other computers", async () => {
    const { vault } = await listed([]);
    const copied: DevicePasskeys = { list: async () => [{ rpId: "site.example", userName: "sam", backedUp: true }] };
    expect(await staysHere(vault, copied)).toEqual([]);
  });

  it("holds the owner's list where the system does not say", async () => {
    const { vault } = await listed();
    expect(await staysHere(vault, { list: async () => undefined })).toHaveLength(1);
  });
});

test("a reason of another program is no kind of this one", () => {
  expect([staysKindOf("kept on a security key"), staysKindOf("because")]).toEqual(["security-key", undefined]);
});
