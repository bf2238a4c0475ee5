// The central by BlueZ: looks for computers that show Receive; bluez-connect.ts connects to one.

import type { BleCentral, Sighting } from "../../../src-shared/bluetooth/ports.ts";
import { ExchangeError, toExchangeError } from "../../../src-shared/errors.ts";
import { adapterFor, bluezState } from "./bluez-adapter.ts";
import { ADAPTER, Bluez, type BluezPorts, DEVICE, type Properties, pause } from "./bluez-bus.ts";
import { connectTo } from "./bluez-connect.ts";
import { announcedId, discover, rssiOf } from "./bluez-discovery.ts";
import { forgetLeftovers, HeldDevices } from "./bluez-leftovers.ts";

type CentralPorts = BluezPorts & { readonly held: HeldDevices };
type Reports = {
  readonly onSeen: (sighting: Sighting) => void;
  readonly onTrouble: (error: ExchangeError) => void;
};

export function bluezCentral(ports: BluezPorts): BleCentral {
  const held = new HeldDevices();
  return {
    state: () => bluezState(ports, "central"),
    scan: (onSeen, onTrouble) => {
      const stopped = new AbortController();
      void lookOn({ ...ports, held }, { onSeen, onTrouble }, stopped.signal);
      return { stop: () => stopped.abort() };
    },
  };
}

/** Looks until it is stopped, over a new connection to BlueZ whenever one failed. The same trouble is told once. */
async function lookOn(ports: CentralPorts, reports: Reports, stopped: AbortSignal): Promise<void> {
  let told: string | undefined;
  const works = () => {
    told = undefined;
  };
  while (!stopped.aborted) {
    const error = await look(ports, reports, stopped, works).then(() => undefined, toExchangeError);
    if (error === undefined || stopped.aborted) return;
    if (error.code !== told) reports.onTrouble(error);
    told = error.code;
    await pause(ports.clock, stopped);
  }
}

/** Resolves when it is stopped; rejects with a BluetoothProblem when looking does not work, or no more. */
async function look(ports: CentralPorts, { onSeen }: Reports, stopped: AbortSignal, works: () => void): Promise<void> {
  const bluez = await Bluez.open(ports);
  try {
    const adapter = adapterFor(bluez, "central", ports.adapter);
    const report = (path: string, changed: Properties) => {
      if (stopped.aborted || !path.startsWith(`${adapter}/`)) return;
      const sighting = sightingOf(ports, bluez.properties(path, DEVICE), changed);
      if (sighting) onSeen(sighting);
    };
    await forgetLeftovers(bluez, adapter, ports.held);
    const forget = bluez.listen(report);
    await discover(bluez, adapter);
    works();
    for (const [path] of bluez.all(DEVICE)) report(path, {});
    await untilStoppedOrOff(bluez, adapter, stopped).finally(forget);
  } finally {
    bluez.close();
  }
}

function untilStoppedOrOff(bluez: Bluez, adapter: string, stopped: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const check = () => {
    if (stopped.aborted) return resolve();
    const { Powered } = bluez.properties(adapter, ADAPTER) ?? {};
    if (Powered !== true) reject(new ExchangeError(Powered === undefined ? "bluetooth.no-adapter" : "bluetooth.off"));
  };
  bluez.listen(check);
  stopped.addEventListener("abort", check);
  bluez.gone.then(() => reject(new ExchangeError("bluetooth.unavailable")));
  check();
  return promise.finally(() => stopped.removeEventListener("abort", check));
}

/** Undefined for another's device, and when nothing changed that we tell. */
function sightingOf(ports: CentralPorts, device: Properties | undefined, changed: Properties): Sighting | undefined {
  const names = Object.keys(changed);
  const news = names.length === 0 || names.includes("RSSI") || names.includes("UUIDs");
  const id = device && news ? announcedId(device) : undefined;
  if (device === undefined || id === undefined) return undefined;
  const rssi = rssiOf(device);
  return { id, ...(rssi !== undefined && { rssi }), connect: (signal) => connectTo(ports, id, ports.held, signal) };
}
