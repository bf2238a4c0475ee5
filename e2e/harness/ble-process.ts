// Starts ble-computer.ts.

import { join } from "node:path";
import type { Radio } from "./hci-controller.ts";
import { LineProcess } from "./line-process.ts";

/** `look`: says whom it hears, and by which name the first of them is known to whoever connects to it; its vault is not used. */
export type BleComputer = { readonly does: "send" | "receive" | "look"; readonly vault: string; readonly radio: Radio | BluezRadio };

/** BlueZ' adapter of that name, as on a computer that has it, instead of noble or bleno on an emulated controller. */
export type BluezRadio = { readonly adapter: string };

export function startBleComputer(options: BleComputer): LineProcess {
  return new LineProcess(process.execPath, [join(import.meta.dirname, "ble-computer.ts"), JSON.stringify(options)]);
}
