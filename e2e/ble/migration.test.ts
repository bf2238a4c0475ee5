// One session over a network and Bluetooth that both break again and again: two processes, real TCP, the real noble and bleno on emulated
// controllers. The seed decides where: KEYFERRY_PROPERTY_SEED=n tries another one.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Item } from "../../src-shared/cxf/document.ts";
import { documentOf, importDocument, loginItem } from "../../src-shared/testing/vault-fixture.ts";
import { type BleEnd, bleTransfer } from "../harness/ble-transfer.ts";
import { makeBleVault, openBleVault } from "../harness/ble-vault.ts";
import { type Btvirt, btvirtMissing, startBtvirt } from "../harness/btvirt.ts";
import type { Dropped } from "../harness/dropped-links.ts";
import { LineProcess } from "../harness/line-process.ts";
import type { MigratingComputer } from "../harness/migrating-computer.ts";

const ITEMS = 2000;
const DROPS = 110;
const SEED = process.env.KEYFERRY_PROPERTY_SEED ?? "20261127";

const root = mkdtempSync(join(tmpdir(), "keyferry-migration-"));
const [from, to] = [join(root, "from"), join(root, "to")];
let air: Btvirt | undefined;

function computer(does: MigratingComputer["does"], vault: string): LineProcess {
  const options: MigratingComputer = { does, vault, socket: air?.socket ?? "", seed: SEED, drops: DROPS };
  return new LineProcess(process.execPath, [join(import.meta.dirname, "../harness/migrating-computer.ts"), JSON.stringify(options)]);
}

function itemWithNote(index: number): Item {
  const item = loginItem(`item-${index}`, `Item ${index}`, `sam+${index}@example.com`);
  const content = { fieldType: "string", value: `What is to be remembered of ${index}. `.repeat(20) };
  return { ...item, credentials: [...item.credentials, { type: "note", content }] };
}

type Migrated = Omit<BleEnd, "asked"> & { readonly dropped: Dropped; readonly carried: readonly string[]; readonly asked: readonly string[] };

async function migrated(): Promise<Migrated> {
  const [sender, receiver] = [computer("send", from), computer("receive", to)];
  const end = await bleTransfer({ sender, receiver }, { from, to });
  const of = (event: string, member: string) => [...sender.lines, ...receiver.lines].filter((line) => line.event === event).map((line) => String(line[member]));
  const carried = sender.lines.filter(({ event }) => event === "carried").map(({ kind }) => String(kind));
  return { ...end, dropped: end.sent.dropped as Dropped, carried, asked: of("asked", "what").toSorted() };
}

beforeAll(async () => {
  if (btvirtMissing !== undefined) return;
  air = await startBtvirt();
  await Promise.all([makeBleVault(from, false), makeBleVault(to, false)]);
  const vault = await openBleVault(from);
  importDocument(vault, documentOf(Array.from({ length: ITEMS }, (_, index) => itemWithNote(index))));
  vault.close();
});
afterAll(async () => {
  await air?.close();
  rmSync(root, { recursive: true, force: true });
});

describe.skipIf(btvirtMissing !== undefined)(`one session over network and Bluetooth${btvirtMissing === undefined ? "" : ` (${btvirtMissing})`}`, () => {
  test(`with ${DROPS} drops over both everything arrives once and nobody is asked twice (seed ${SEED})`, async () => {
    const { sent, received, differences, codes, asked, dropped, carried } = await migrated();
    const whole = { proven: ITEMS, items: ITEMS, acknowledged: true, safe: "yes", digest: sent.digest };
    expect({ sent, received, differences, codes, asked }).toMatchObject({
      sent: whole,
      received: whole,
      differences: [],
      codes: 1,
      asked: ["code", "export", "import", "match"],
    });
    expect([dropped.lan + dropped.ble >= 100, dropped.lan > 10, dropped.ble > 10, carried.includes("lan"), carried.includes("ble")]).toEqual(
      Array(5).fill(true),
    );
  }, 240_000);
});
