// Two computers that know nothing of each other: two network namespaces joined by a cable, found by DNS-SD, a whole transfer between them.

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { ENTRY, makeVault } from "../harness/cli.ts";
import { documentOf, eventOf, receiptOf, type TransferEnd, transfer } from "../harness/transfer.ts";

const [sending, receiving] = ["kf-sending", "kf-receiving"];
const root = mkdtempSync(join(tmpdir(), "keyferry-e2e-"));
const [from, to] = [join(root, "from"), join(root, "to")];
let fault: string | undefined;
let end: TransferEnd | undefined;

function ip(...args: readonly string[]): boolean {
  return spawnSync("ip", args).status === 0;
}

function removeNamespaces(): void {
  for (const name of [sending, receiving]) ip("netns", "delete", name);
}

function joinByCable(): void {
  ip("netns", "add", receiving);
  ip("link", "add", "kf1", "netns", sending, "type", "veth", "peer", "name", "kf1", "netns", receiving);
  for (const [name, address] of [
    [sending, "10.84.0.1/24"],
    [receiving, "10.84.0.2/24"],
  ] as const) {
    ip("-n", name, "address", "add", address, "dev", "kf1");
    ip("-n", name, "link", "set", "kf1", "up");
  }
}

const isUp = (name: string) => spawnSync("ip", ["-n", name, "link", "show", "kf1"], { encoding: "utf8" }).stdout.includes("state UP");
const inside = (name: string) => ["ip", "netns", "exec", name, process.execPath, ENTRY];

beforeAll(async () => {
  removeNamespaces();
  if (process.getuid?.() !== 0 || !ip("netns", "add", sending)) {
    fault = "needs root and network namespaces";
    return;
  }
  joinByCable();
  await vi.waitUntil(() => [sending, receiving].every(isUp));
  await Promise.all([makeVault(from, join(import.meta.dirname, "../cli/fixtures/bitwarden.json")), makeVault(to)]);
  end = await transfer({
    from,
    to,
    senderCommand: inside(sending),
    receiverCommand: inside(receiving),
    receiverWords: [],
    destination: ({ id }) => String(id),
  });
});
beforeEach(({ skip }) => {
  if (fault !== undefined) skip(fault);
});
afterAll(() => {
  removeNamespaces();
  rmSync(root, { recursive: true, force: true });
});

test("the receiver says under which address of its network it can be reached", () => {
  expect(end && eventOf(end.receiver, "listening")).toMatchObject({ host: "10.84.0.2", addresses: ["10.84.0.2"] });
});

test("the sender finds it by the id alone and everything is proven", () => {
  expect(end && receiptOf(end.sender)).toMatchObject({ proven: 3, counts: { items: 3 }, acknowledged: true });
});

test("both vaults hold the same document", async () => {
  expect(await documentOf(to)).toEqual(await documentOf(from));
});
