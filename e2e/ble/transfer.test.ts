// The main job over Bluetooth alone, between two processes, through the real noble and bleno on emulated controllers: pairing by code, approval,
// every item proven, both vaults the same; and what the air may do to it meanwhile.

import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type BleComputer, startBleComputer } from "../harness/ble-process.ts";
import { type BleEnd, bleTransfer } from "../harness/ble-transfer.ts";
import { makeBleVault } from "../harness/ble-vault.ts";
import { type Btvirt, btvirtMissing, startBtvirt } from "../harness/btvirt.ts";
import type { Radio } from "../harness/hci-controller.ts";
import type { LineProcess } from "../harness/line-process.ts";
import type { Counted } from "../harness/value-faults.ts";

const root = mkdtempSync(join(tmpdir(), "keyferry-ble-"));
const [full, empty] = [join(root, "full"), join(root, "empty")];
let air: Btvirt | undefined;
let items = 0;

type Faults = Omit<Radio, "socket">;

function computer(does: BleComputer["does"], vault: string, faults: Faults = {}): LineProcess {
  return startBleComputer({ does, vault, radio: { socket: air?.socket ?? "", ...faults } });
}

async function transfer(name: string, faults: { readonly sender?: Faults; readonly receiver?: Faults } = {}): Promise<BleEnd> {
  const [from, to] = [join(root, `${name}-from`), join(root, `${name}-to`)];
  cpSync(full, from, { recursive: true });
  cpSync(empty, to, { recursive: true });
  const receiver = computer("receive", to, faults.receiver);
  return bleTransfer({ receiver, sender: computer("send", from, faults.sender) }, { from, to });
}

/** With at least so many of each fault on either side. */
const complete = (sender: Partial<Counted> = {}, receiver: Partial<Counted> = {}) => {
  const receipt = (faults: Partial<Counted>) => ({ proven: items, acknowledged: true, safe: "yes", faults: atLeast(faults) });
  return { sent: receipt(sender), received: receipt(receiver), differences: [], codes: 1, asked: 1 };
};
const atLeast = (faults: Partial<Counted>) =>
  expect.toSatisfy((now: Counted) => Object.entries(faults).every(([name, least]) => now[name as keyof Counted] >= least));

beforeAll(async () => {
  if (btvirtMissing !== undefined) return;
  air = await startBtvirt();
  items = await makeBleVault(full, true);
  await makeBleVault(empty, false);
});
afterAll(async () => {
  await air?.close();
  rmSync(root, { recursive: true, force: true });
});

describe.skipIf(btvirtMissing !== undefined)(`over Bluetooth${btvirtMissing === undefined ? "" : ` (${btvirtMissing})`}`, () => {
  test("everything arrives and is proven", async () => {
    expect(await transfer("quiet")).toMatchObject(complete());
  });

  test("values that are lost and disordered change nothing", async () => {
    const end = await transfer("lossy", { sender: { lost: 10, late: 20 }, receiver: { lost: 2, late: 10 } });
    expect(end).toMatchObject(complete({ lost: 1, late: 1 }, { lost: 5, late: 20 }));
  });

  test("a link that breaks at every 50th value is taken up again without another code", async () => {
    expect(await transfer("breaking", { receiver: { breaksEvery: 50 } })).toMatchObject(complete({}, { breaks: 5 }));
  });

  test("at 40 KB a second it only takes longer, and that is said before", async () => {
    const end = await transfer("slow", { sender: { rate: 40_000 }, receiver: { rate: 40_000 } });
    expect(end).toMatchObject({ ...complete(), estimate: { link: "ble", bytesPerSecond: expect.toSatisfy((rate) => rate <= 40_000) } });
  });
});
