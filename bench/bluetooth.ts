// P6 on emulated Bluetooth: the real noble and bleno on two emulated controllers whose air carries 40 KB a second.

import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BleComputer, startBleComputer } from "../e2e/harness/ble-process.ts";
import { bleTransfer } from "../e2e/harness/ble-transfer.ts";
import { makeBleVault } from "../e2e/harness/ble-vault.ts";
import { btvirtMissing, startBtvirt } from "../e2e/harness/btvirt.ts";
import { median, milliseconds, type Row } from "./measure.ts";

const RATE = 40_000;

/** Milliseconds from the approval; `ideal`: what the payload's bytes take at the air's rate. */
type Timed = { readonly held: number; readonly proven: number; readonly ideal: number };

export async function benchBluetooth(rounds: number): Promise<readonly Row[]> {
  if (btvirtMissing !== undefined) return [{ goal: "P6", what: `over emulated Bluetooth: ${btvirtMissing}`, value: "" }];
  const root = mkdtempSync(join(tmpdir(), "keyferry-bench-"));
  const air = await startBtvirt();
  try {
    const items = await makeBleVault(join(root, "full"), true);
    await makeBleVault(join(root, "empty"), false);
    const runs: Timed[] = [];
    for (let round = 0; round < rounds; round++) runs.push(await transferred(root, round, air.socket));
    const of = (what: keyof Timed) => runs.map((run) => run[what]);
    const what = `${items} items and a file over emulated Bluetooth at 40 KB/s`;
    return [
      {
        goal: "P6",
        what: `${what}: from the approval until all are there`,
        value: milliseconds(of("held")),
        ratio: median(of("held")) / median(of("ideal")),
        limit: 1.15,
      },
      { goal: "P6", what: "  beside it: what the packed bytes take at that rate", value: milliseconds(of("ideal")) },
      { goal: "P6", what: "  beside it: until they are committed, proven, and the receipt is back", value: milliseconds(of("proven")) },
    ];
  } finally {
    await air.close();
    rmSync(root, { recursive: true, force: true });
  }
}

async function transferred(root: string, round: number, socket: string): Promise<Timed> {
  const [from, to] = [join(root, `from-${round}`), join(root, `to-${round}`)];
  cpSync(join(root, "full"), from, { recursive: true });
  cpSync(join(root, "empty"), to, { recursive: true });
  const computer = (does: BleComputer["does"], vault: string) => startBleComputer({ does, vault, radio: { socket, rate: RATE } });
  const [receiver, sender] = [computer("receive", to), computer("send", from)];
  const at = async (event: string) => {
    await sender.line(event);
    return performance.now();
  };
  const moments = Promise.all([at("estimated"), at("held"), at("receipt")]);
  const { estimate, differences } = await bleTransfer({ sender, receiver }, { from, to });
  if (differences.length > 0) throw new Error("not everything arrived");
  const [approved, held, proven] = await moments;
  return { held: held - approved, proven: proven - approved, ideal: (Number(estimate.bytes) / RATE) * 1000 };
}
