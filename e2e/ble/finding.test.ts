// Being found by Bluetooth, through the real noble and bleno on emulated controllers: what is on air, how strong it is, and who is reached.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serviceUuid } from "../../src-shared/bluetooth/service.ts";
import { type BleComputer, startBleComputer } from "../harness/ble-process.ts";
import { makeBleVault } from "../harness/ble-vault.ts";
import { type Btvirt, btvirtMissing, startBtvirt } from "../harness/btvirt.ts";
import type { LineProcess } from "../harness/line-process.ts";

const RSSI = -71;
const root = mkdtempSync(join(tmpdir(), "keyferry-ble-"));
const computers: LineProcess[] = [];
let air: Btvirt | undefined;

async function computer(does: BleComputer["does"]): Promise<LineProcess> {
  const vault = join(root, String(computers.length));
  if (does !== "look") await makeBleVault(vault, false);
  const started = startBleComputer({ does, vault, radio: { socket: air?.socket ?? "", rssi: RSSI } });
  computers.push(started);
  return started;
}

const idOf = async (receiver: LineProcess | undefined) => String((await receiver?.line("listening"))?.id);

/** What every Bluetooth computer begins with, then the one 128-bit service UUID, last byte first. */
function advertised(id: string): string {
  return `0201061106${Buffer.from(serviceUuid(id), "hex").reverse().toString("hex")}`;
}

beforeAll(async () => {
  if (btvirtMissing !== undefined) return;
  air = await startBtvirt();
  for (const does of ["receive", "receive", "look", "send"] as const) await computer(does);
});
afterAll(async () => {
  await Promise.all(computers.map((one) => one.finish()));
  await air?.close();
  rmSync(root, { recursive: true, force: true });
});

describe.skipIf(btvirtMissing !== undefined)(`found by Bluetooth${btvirtMissing === undefined ? "" : ` (${btvirtMissing})`}`, () => {
  test("nothing is on air but the service's UUID", async () => {
    const [receiver] = computers;
    const id = await idOf(receiver);
    const aired = receiver?.lines.filter(({ event }) => event === "aired").map((line) => line.hex);
    expect(new Set(aired)).toEqual(new Set(["", advertised(id)]));
  });

  test("who connects learns no name either", async () => {
    const named = await computers[2]?.line("named");
    expect([named?.name, named?.advertised]).toEqual(["", undefined]);
  });

  test("both computers are heard, with the strength of their signals", async () => {
    const heard = [await computers[2]?.line("seen"), await computers[2]?.line("seen", 2)].map((seen) => [seen?.id, seen?.rssi]);
    expect(new Map(heard as [string, number][])).toEqual(
      new Map([
        [await idOf(computers[0]), RSSI],
        [await idOf(computers[1]), RSSI],
      ]),
    );
  });

  test("the one that is named is reached, and no other", async () => {
    const [other, named, , sender] = computers;
    sender?.tell(await idOf(named));
    await named?.line("code");
    expect(other?.lines.filter(({ event }) => event === "code")).toEqual([]);
  });
});
