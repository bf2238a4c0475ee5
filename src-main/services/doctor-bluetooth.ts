// What the doctor says about Bluetooth, and where it is ready, that it is another way beside a network that is not.

import type { BluetoothRole, BluetoothState } from "../../src-shared/bluetooth/ports.ts";
import { type Diagnosis, fine, note, type Remedy, trouble, unknown } from "./diagnosis.ts";

/** How each role stands on this computer. */
export type BluetoothSeen = Readonly<Record<BluetoothRole, BluetoothState>>;

type Words = { readonly text: string } & Omit<Remedy, "otherwise">;

const SAME_NETWORK = "Connect both computers to the same network.";
const NO_NETWORK = "Connect both computers by a network cable or through a phone's hotspot, or send a few items over the two cameras, in the app.";

/** By `detail`. */
const WORDS = {
  off: { text: "Bluetooth is switched off on this computer.", fix: "Switch Bluetooth on in the system's settings." },
  denied: {
    text: "Keyferry may not use this computer's Bluetooth.",
    fix: "Allow Bluetooth for Keyferry in the system's privacy settings (macOS: System Settings, Privacy & Security, Bluetooth).",
  },
  busy: { text: "Another program is using this computer's Bluetooth.", fix: "Close that program, then look again." },
  absent: { text: "This computer has no Bluetooth.", fix: "Plug in a Bluetooth adapter." },
  hidden: {
    text: "This computer's Bluetooth can find others, but cannot be found: it sends over Bluetooth, and cannot receive.",
    fix: "To receive here over Bluetooth, plug in an adapter that can be found.",
  },
  silent: {
    text: "This computer's Bluetooth does not answer.",
    fix: "Start the system's Bluetooth service (Linux: “systemctl start bluetooth”), or restart this computer.",
  },
  unsaid: { text: "The system has not said yet whether Bluetooth can be used.", fix: "Look again in a moment." },
} as const satisfies { readonly [detail: string]: Words };
type Detail = keyof typeof WORDS;

const DETAILS: Record<Exclude<BluetoothState, "ready">, Detail> = {
  "bluetooth.off": "off",
  "bluetooth.denied": "denied",
  "bluetooth.busy": "busy",
  "bluetooth.no-adapter": "absent",
  "bluetooth.no-peripheral-role": "hidden",
  "bluetooth.unavailable": "silent",
  unknown: "unsaid",
};

/** `networkTrouble`: whether anything else keeps the computers apart. Where nothing does Bluetooth is not missed, and this is no alarm. */
export function bluetoothFinding(seen: BluetoothSeen, networkTrouble: boolean): Diagnosis {
  const detail = detailOf(seen);
  if (detail === undefined) return fine("bluetooth", "Bluetooth is ready, to find other computers and to be found.", "ready");
  const { text, fix } = WORDS[detail];
  const remedy = { fix, otherwise: networkTrouble ? NO_NETWORK : SAME_NETWORK };
  if (detail === "unsaid") return unknown("bluetooth", text, remedy, detail);
  return (networkTrouble ? trouble : note)("bluetooth", text, remedy, detail);
}

/** What is known to be wrong goes before what is not known. */
function detailOf({ central, peripheral }: BluetoothSeen): Detail | undefined {
  const wrong = [central, peripheral].filter((state) => state !== "ready");
  const state = wrong.find((one) => one !== "unknown") ?? wrong[0];
  return state && DETAILS[state];
}

const OVER_BLUETOOTH: Partial<Record<string, string>> = {
  ready: "Or go on over Bluetooth, with both computers near each other.",
  hidden: "Or send from this computer over Bluetooth, with both near each other.",
};

/** The same finding about the network, naming Bluetooth as a way beside it where that is one. */
export function orByBluetooth(finding: Diagnosis, bluetooth: Diagnosis): Diagnosis {
  const way = OVER_BLUETOOTH[bluetooth.detail ?? ""];
  if (finding.otherwise === undefined || way === undefined) return finding;
  return { ...finding, otherwise: `${finding.otherwise} ${way}` };
}
