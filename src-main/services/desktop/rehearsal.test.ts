// A rehearsal from the first view to the receipt, alone on one computer.

import { readdirSync } from "node:fs";
import { afterEach, expect, test } from "vitest";
import { Desk, PASSPHRASE } from "../../../e2e/harness/two-desktops.ts";
import { rehearsalDocument } from "../../../src-shared/cxf/rehearsal-document.ts";

const desks: Desk[] = [];
afterEach(async () => {
  for (const desk of desks.splice(0)) await desk.close();
});

async function rehearsing(): Promise<Desk> {
  const desk = await Desk.open({ name: "laptop" });
  desks.push(desk);
  await desk.call("send.start", { to: { by: "rehearsal" }, selection: { by: "all" } });
  await desk.when("send", ({ step, rehearsal }) => step === "code" && rehearsal?.digits !== undefined);
  return desk;
}

async function reviewed(): Promise<Desk> {
  const desk = await rehearsing();
  await desk.call("send.code", { digits: desk.board.get("send").rehearsal?.digits ?? "" });
  await desk.at("send", "review");
  return desk;
}

async function finished(): Promise<Desk> {
  const desk = await reviewed();
  await desk.call("send.approve", { secret: PASSPHRASE });
  await desk.at("send", "receipt");
  return desk;
}

const leftovers = (desk: Desk) => readdirSync(desk.directory).filter((name) => name.startsWith("rehearsal-"));

test("moves every made-up item and proves each", async () => {
  const { receipt } = await (await finished()).at("send", "receipt");
  const items = rehearsalDocument().document.accounts.reduce((total, account) => total + account.items.length, 0);
  expect([receipt.rehearsal, receipt.counts.items, receipt.proven]).toEqual([true, items, items]);
});

test("leaves no trace: no directory, no receipt, no item, no device", async () => {
  const desk = await finished();
  const { vault } = desk.session;
  expect([leftovers(desk), vault.receipts(), vault.views(), vault.setting("known-devices")]).toEqual([[], [], [], undefined]);
});

test("asks for what opens the real vault", async () => {
  const desk = await reviewed();
  await desk.call("send.approve", { secret: "rehearsal" });
  expect((await desk.at("send", "review")).approval.wrong).toBe(true);
});

test("says in every view that it is one", async () => {
  const desk = await reviewed();
  expect(desk.board.get("send").rehearsal).toBeDefined();
});

test("is no rehearsal any more when it was put away", async () => {
  const desk = await finished();
  await desk.call("send.done", undefined);
  expect(desk.board.get("send")).toEqual({ step: "idle" });
});

test("ends with a wrong code, which does not count against real transfers", async () => {
  const desk = await rehearsing();
  const { digits } = desk.board.get("send").rehearsal ?? {};
  await desk.call("send.code", { digits: digits === "00000000" ? "11111111" : "00000000" });
  const { failure } = await desk.at("send", "failed");
  expect([failure.code, desk.session.vault.setting("pairing-back-off")]).toEqual(["pairing.wrong-code", undefined]);
});

test.each<[string, (desk: Desk) => Promise<unknown>, string]>([
  ["stopped", (desk) => desk.call("send.stop", undefined), "owner.cancelled"],
  ["declined", (desk) => desk.call("send.decline", undefined), "owner.declined"],
])("%s, it leaves nothing either", async (_, end, code) => {
  const desk = await reviewed();
  await end(desk);
  const { failure } = await desk.at("send", "failed");
  expect([failure.code, leftovers(desk)]).toEqual([code, []]);
});

test("can be stopped while its vaults are made", async () => {
  const desk = await Desk.open({ name: "laptop" });
  desks.push(desk);
  await desk.call("send.start", { to: { by: "rehearsal" }, selection: { by: "all" } });
  await desk.call("send.stop", undefined);
  const { failure } = await desk.at("send", "failed");
  expect([failure.code, leftovers(desk)]).toEqual(["owner.cancelled", []]);
});
