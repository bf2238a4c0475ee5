// Which of this computer's adapters a role is played on, and why none can.

import type { BluetoothProblem, BluetoothRole, BluetoothState } from "../../../src-shared/bluetooth/ports.ts";
import { ExchangeError } from "../../../src-shared/errors.ts";
import { ADAPTER, ADVERTISING_MANAGER, Bluez, type BluezPorts, GATT_MANAGER, type Properties } from "./bluez-bus.ts";

/** Its path; throws a BluetoothProblem. */
export function adapterFor(bluez: Bluez, role: BluetoothRole, name?: string): string {
  const named = bluez.all(ADAPTER).filter(([path]) => name === undefined || path.endsWith(`/${name}`));
  const all = named.filter(([, { Roles }]) => mayPlay(Roles, "central")); // without it there is no LE
  if (all.length === 0) throw new ExchangeError("bluetooth.no-adapter");
  const on = all.filter(([, { Powered }]) => Powered === true);
  if (on.length === 0) throw new ExchangeError("bluetooth.off");
  const able = on.find(([path, properties]) => role === "central" || canBePeripheral(bluez, path, properties));
  if (able === undefined) throw new ExchangeError("bluetooth.no-peripheral-role");
  return able[0];
}

export async function bluezState(ports: BluezPorts, role: BluetoothRole): Promise<BluetoothState> {
  try {
    const bluez = await Bluez.open(ports);
    try {
      adapterFor(bluez, role, ports.adapter);
      return "ready";
    } finally {
      bluez.close();
    }
  } catch (thrown) {
    if (thrown instanceof ExchangeError && thrown.code.startsWith("bluetooth.")) return thrown.code as BluetoothProblem;
    throw thrown;
  }
}

/** Advertisements of others are told apart from none at all: those that are taken can come free. */
function canBePeripheral(bluez: Bluez, path: string, { Roles }: Properties): boolean {
  const advertising = bluez.properties(path, ADVERTISING_MANAGER);
  if (advertising === undefined || bluez.properties(path, GATT_MANAGER) === undefined) return false;
  const places = Number(advertising.SupportedInstances ?? 0) + Number(advertising.ActiveInstances ?? 0);
  return places > 0 && mayPlay(Roles, "peripheral");
}

/** An adapter that is off has no roles yet, and an old BlueZ tells none. */
function mayPlay(roles: unknown, role: BluetoothRole): boolean {
  return !Array.isArray(roles) || roles.length === 0 || roles.includes(role);
}
