// Looking for advertisements by BlueZ, and what of ours a device announces.

import { nearbyIdOf } from "../../../src-shared/bluetooth/service.ts";
import { ADAPTER, type Bluez, OWN, type Properties } from "./bluez-bus.ts";

/** Not narrowed to a UUID: that of the service has another id each time. */
const LOW_ENERGY = [
  ["Transport", ["s", "le"]],
  ["DuplicateData", ["b", true]],
];

const UNKNOWN_RSSI = 127;

/** Goes on until the connection to BlueZ is closed. */
export async function discover(bluez: Bluez, adapter: string): Promise<void> {
  const filter = { path: adapter, interface: ADAPTER, member: "SetDiscoveryFilter", signature: "a{sv}", body: [LOW_ENERGY] };
  await bluez.call(filter, OWN);
  await bluez.call({ path: adapter, interface: ADAPTER, member: "StartDiscovery" }, OWN);
}

/** The last id of ours: BlueZ adds what a device announces to what it announced before. */
export function announcedId({ UUIDs }: Properties): string | undefined {
  if (!Array.isArray(UUIDs)) return undefined;
  return UUIDs.map((uuid) => nearbyIdOf(String(uuid))).findLast((id) => id !== undefined);
}

/** dBm; undefined when the radio does not say, which it may say by 127. */
export function rssiOf({ RSSI }: Properties): number | undefined {
  return typeof RSSI === "number" && RSSI !== UNKNOWN_RSSI ? RSSI : undefined;
}
