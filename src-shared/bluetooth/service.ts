// The GATT service by its UUIDs: a fixed half that says Keyferry and, in the service's own, the random id this opening of Receive is announced by.

import { ExchangeError } from "../errors.ts";
import { LARGEST_VALUE } from "./ports.ts";

/** The first half of the service's UUID; the second is the id, 16 hexadecimal digits, new each time Receive opens. */
const SERVICE_HALF = "6b657966657272f1";

/** RX: write, write without response. TX: notify. INFO: read. */
export const CHARACTERISTICS = {
  rx: "6b657966657272f200000000000000a1",
  tx: "6b657966657272f200000000000000a2",
  info: "6b657966657272f200000000000000a3",
} as const;

/** Of INFO and of the frames (frame.ts). */
export const FRAMES_VERSION = 1;

/**
 * What a peripheral serves as INFO: version, largest value in bytes (2, big-endian), capabilities (1, none yet). A central reads it when it has
 * discovered the service and hands it on as `GattLink.info`; `openBleChannel` judges it.
 */
export function infoValue(): Uint8Array {
  return Uint8Array.of(FRAMES_VERSION, LARGEST_VALUE >> 8, LARGEST_VALUE & 255, 0);
}

/** Bytes in the largest value the peripheral takes. Throws `counterpart.unsupported` for another version or an INFO too short to say one; more bytes may follow. */
export function largestByInfo(info: Uint8Array): number {
  const [version, high, low] = info;
  if (version !== FRAMES_VERSION || high === undefined || low === undefined) throw new ExchangeError("counterpart.unsupported", { detail: "Bluetooth INFO" });
  return Math.min(LARGEST_VALUE, (high << 8) | low);
}

/** 32 hexadecimal digits without dashes. */
export function serviceUuid(id: string): string {
  return SERVICE_HALF + id;
}

/** The id in an advertised service UUID, with or without dashes; undefined when it is not ours. */
export function nearbyIdOf(uuid: string): string | undefined {
  const plain = uuid.replaceAll("-", "").toLowerCase();
  return plain.length === 32 && plain.startsWith(SERVICE_HALF) ? plain.slice(SERVICE_HALF.length) : undefined;
}

/** The same UUID as 8-4-4-4-12. */
export function dashed(uuid: string): string {
  return uuid.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
