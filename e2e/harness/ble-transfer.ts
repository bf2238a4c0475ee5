// The main job between two computers that have nothing but Bluetooth, whatever stacks they have: started, paired, approved, compared.

import { differences } from "../../src-main/services/compare-vaults.ts";
import { openBleVault } from "./ble-vault.ts";
import type { Line, LineProcess } from "./line-process.ts";

export type BleEnd = {
  readonly sent: Line;
  readonly received: Line;
  /** Between the two vaults; none when everything arrived. */
  readonly differences: readonly string[];
  /** How often a code was shown, and asked for. */
  readonly codes: number;
  readonly asked: number;
  /** As the sender's owner saw it. */
  readonly estimate: Line;
};

/** Both as ble-computer.ts is, with those vaults. Rejects when either of them fails. */
export async function bleTransfer(
  { sender, receiver }: { readonly sender: LineProcess; readonly receiver: LineProcess },
  { from, to }: { readonly from: string; readonly to: string },
): Promise<BleEnd> {
  try {
    sender.tell(String((await receiver.line("listening")).id));
    const [{ digits }] = await Promise.all([receiver.line("code"), sender.line("asked")]);
    sender.tell(String(digits));
    const [sent, received] = await Promise.all([sender.line("receipt"), receiver.line("receipt")]);
    const count = (event: string) => [...sender.lines, ...receiver.lines].filter((line) => line.event === event).length;
    return { sent, received, differences: await compared(from, to), codes: count("code"), asked: count("asked"), estimate: await sender.line("estimated") };
  } catch (thrown) {
    throw new Error(`sender: ${JSON.stringify(sender.lines)}\nreceiver: ${JSON.stringify(receiver.lines)}`, { cause: thrown });
  } finally {
    await Promise.all([receiver.finish(), sender.finish()]);
  }
}

async function compared(from: string, to: string): Promise<readonly string[]> {
  const vaults = await Promise.all([openBleVault(from), openBleVault(to)]);
  const found = differences(...vaults);
  for (const vault of vaults) vault.close();
  return found;
}
