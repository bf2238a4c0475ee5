import { expect, it, vi } from "vitest";
import { hex, utf8 } from "../../src-shared/bytes.ts";
import { ExchangeError } from "../../src-shared/errors.ts";
import { FakeOwners, type Temper } from "../../src-shared/testing/fake-owner.ts";
import { memoryChannels } from "../../src-shared/testing/memory-channel.ts";
import { documentOf, importDocument, loginItem, memoryVault } from "../../src-shared/testing/vault-fixture.ts";
import type { Vault } from "../../src-shared/vault/model.ts";
import { nodeCredentialKeys } from "../platform/credential-keys.ts";
import { nodePrimitives } from "../platform/primitives.ts";
import { systemClock } from "../platform/system-clock.ts";
import { ExchangeService } from "./exchange.ts";

type Computer = { readonly vault: Vault; readonly service: ExchangeService };

async function computer(name: string): Promise<Computer> {
  const { vault } = await memoryVault(name);
  const ports = { primitives: nodePrimitives, credentialKeys: nodeCredentialKeys, clock: systemClock(), deviceName: name };
  return { vault, service: new ExchangeService(ports, vault) };
}

async function two(): Promise<{ readonly from: Computer; readonly to: Computer }> {
  const from = await computer("old");
  from.vault.add(loginItem("a"));
  return { from, to: await computer("new") };
}

async function transfer({ from, to }: { readonly from: Computer; readonly to: Computer }, temper: Temper = {}) {
  const owner = new FakeOwners(temper);
  const [near, far] = memoryChannels();
  const importing = to.service.importFrom({ channel: far, owner });
  const [sent, received] = await Promise.allSettled([from.service.exportTo({ channel: near, owner, selection: { by: "all" } }), importing]);
  return { sent, received };
}

const rejected = (code: string) => ({ status: "rejected", reason: expect.objectContaining({ code }) });

it("a transfer leaves its receipt and the other computer's name in both vaults", async () => {
  const { from, to } = await two();
  await transfer({ from, to });
  const kept = [from, to].map(({ vault }) => vault.receipts().map(({ summary }) => [summary.counterpart, summary.safe]));
  expect(kept).toEqual([[["new", "yes"]], [["old", "yes"]]]);
});

it("the transfer is listed under the other computer's name", async () => {
  const { from, to } = await two();
  await transfer({ from, to });
  expect(to.vault.transfers().map(({ counterpart }) => counterpart)).toEqual(["old"]);
});

it("a wrong code closes pairing on both computers for five seconds", async () => {
  const { from, to } = await two();
  await transfer({ from, to }, { types: () => "00000000" });
  expect([from, to].map(({ service }) => Math.ceil(service.waitBeforePairing() / 5))).toEqual([1, 1]);
});

it("nobody is asked for a code while pairing is closed", async () => {
  const { from, to } = await two();
  await transfer({ from, to }, { types: () => "00000000" });
  expect(await transfer({ from, to })).toEqual({ sent: rejected("pairing.locked-out"), received: rejected("pairing.locked-out") });
});

it("a receipt that cannot be kept is no transfer that failed", async () => {
  const { from, to } = await two();
  vi.spyOn(to.vault, "addReceipt").mockImplementation(() => {
    throw new ExchangeError("vault.write-failed", { detail: "disk full" });
  });
  const { received } = await transfer({ from, to });
  const detail = "the transfer is complete, its receipt could not be kept";
  expect([to.vault.views().length, received]).toEqual([1, { status: "rejected", reason: expect.objectContaining({ code: "vault.write-failed", detail }) }]);
});

it("a receipt is listed under the transfer the vault can undo", async () => {
  const { from, to } = await two();
  await transfer({ from, to });
  expect(to.vault.receipts().map(({ transferId }) => hex(transferId))).toEqual(to.vault.transfers().map(({ transferId }) => hex(transferId)));
});

it("an item chosen by its place is not joined by the one with the same id in another account", async () => {
  const { vault, service } = await computer("old");
  for (const account of ["one", "two"]) importDocument(vault, documentOf([loginItem("a")], account));
  const { counts } = await service.preview({ by: "refs", refs: [{ account: utf8("one"), item: utf8("a") }] });
  expect([vault.views().length, counts.items]).toEqual([2, 1]);
});
