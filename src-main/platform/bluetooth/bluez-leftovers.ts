// Devices at BlueZ that a connection of ours left behind: of a program that was killed, or ended before BlueZ had forgotten the other computer.
// BlueZ keeps the services it found there, hears no other UUID of that device, and may even keep the connection: it would not be found again.

import { nearbyIdOf } from "../../../src-shared/bluetooth/service.ts";
import { type Bluez, CHARACTERISTIC, DEVICE, type Properties } from "./bluez-bus.ts";
import { letGo } from "./bluez-link.ts";

/** Generic Access, which every computer serves and none advertises: services were found there. */
const FOUND = "00001800-0000-1000-8000-00805f9b34fb";

/** What a central is connected or connecting to, by the device's path. */
export class HeldDevices {
  readonly #held = new Map<string, Promise<void>>();

  /** Resolves when it is let go of; undefined when it is not held. */
  until(device: string): Promise<void> | undefined {
    return this.#held.get(device);
  }

  /** The answer lets go of it. */
  hold(device: string): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#held.set(device, promise);
    return () => {
      if (this.#held.get(device) === promise) this.#held.delete(device);
      resolve();
    };
  }
}

/** Has BlueZ forget them, on that adapter. */
export async function forgetLeftovers(bluez: Bluez, adapter: string, held: HeldDevices): Promise<void> {
  const left = bluez
    .all(DEVICE)
    .filter(([path, device]) => path.startsWith(`${adapter}/`) && held.until(path) === undefined && isLeftover(bluez, path, device));
  await Promise.all(left.map(([path]) => letGo(bluez, path, false)));
}

function isLeftover(bluez: Bluez, path: string, { UUIDs, Paired }: Properties): boolean {
  if (Paired === true || !Array.isArray(UUIDs)) return false;
  const subscribed = bluez.all(CHARACTERISTIC).some(([part, { Notifying }]) => part.startsWith(`${path}/`) && Notifying === true);
  return !subscribed && UUIDs.includes(FOUND) && UUIDs.some((uuid) => nearbyIdOf(String(uuid)) !== undefined);
}
