// Doing it again: a second import of the same file and a second transfer of the same vault change nothing, and a transfer can be taken back.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { copyOfVault, makeVault } from "../harness/cli.ts";
import { digestOf, eventOf, inVault, type Json, receiptOf, transfer } from "../harness/transfer.ts";

const EXPORT = join(import.meta.dirname, "../../src-shared/migrate/fixtures/bitwarden.json");
const root = mkdtempSync(join(tmpdir(), "keyferry-e2e-"));
const from = join(root, "from");
const to = join(root, "to");
const digest = { empty: "", sent: "", received: "" };
let first: Json;

beforeAll(async () => {
  await Promise.all([makeVault(from, EXPORT), makeVault(to)]);
  digest.empty = await digestOf(to);
  first = receiptOf((await transfer({ from, to })).receiver);
  [digest.sent, digest.received] = await Promise.all([digestOf(from), digestOf(to)]);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Outcomes that happened at least once. */
function happened(outcomes: unknown): Json {
  return Object.fromEntries(Object.entries(outcomes as Json).filter(([, count]) => count !== 0));
}

test("a second import of the same file skips every item", async () => {
  const again = await inVault(copyOfVault(from), ["vault", "import", EXPORT]);
  expect(happened(eventOf(again, "transfer").outcomes)).toEqual({ "skipped-duplicate": itemsIn(first) });
});

test("a second import of the same file changes nothing", async () => {
  const copy = copyOfVault(from);
  await inVault(copy, ["vault", "import", EXPORT]);
  expect(await digestOf(copy)).toBe(digest.sent);
});

test("a second transfer skips every item, proves each all the same, and changes nothing", async () => {
  const copy = copyOfVault(to);
  const receipt = receiptOf((await transfer({ from: copyOfVault(from), to: copy })).receiver);
  expect([happened(receipt.outcomes), receipt.proven, await digestOf(copy)]).toEqual([
    { "skipped-duplicate": itemsIn(first) },
    itemsIn(first),
    digest.received,
  ]);
});

test("undoing the transfer gives the vault back as it was", async () => {
  const copy = copyOfVault(to);
  await inVault(copy, ["vault", "undo", String(first.transferId)], { "approve-undo": true });
  expect(await digestOf(copy)).toBe(digest.empty);
});

test("undoing a second transfer, which changed nothing, takes nothing away", async () => {
  const copy = copyOfVault(to);
  const receipt = receiptOf((await transfer({ from: copyOfVault(from), to: copy })).receiver);
  await inVault(copy, ["vault", "undo", String(receipt.transferId)], { "approve-undo": true });
  expect(await digestOf(copy)).toBe(digest.received);
});

test("what was taken back can be received again, as it was", async () => {
  const copy = copyOfVault(to);
  await inVault(copy, ["vault", "undo", String(first.transferId)], { "approve-undo": true });
  await transfer({ from: copyOfVault(from), to: copy });
  expect(await digestOf(copy)).toBe(digest.received);
});

function itemsIn(receipt: Json): number {
  return (receipt.counts as { readonly items: number }).items;
}
