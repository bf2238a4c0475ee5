// Which of this computer's adapters a role is played on, and why none can.

import type { BluetoothProblem, BluetoothRole, BluetoothState } from "../../../src-shared/bluetooth/ports.ts";
import { ExchangeError } from "../../../src-shared/errors.ts";
import { ADAPTER, ADVERTISING_MANAGER, Bluez, type BluezPorts, GATT_MANAGER } from "./bluez-bus.ts";

/** Its path; throws a BluetoothProblem. */
export function adapterFor(bluez: Bluez, role: BluetoothRole, name?: string): string {
  const all = bluez.all(ADAPTER).filter(([path]) => name === undefined || path.endsWith(`/${name}`));
  if (all.length === 0) throw new ExchangeError("bluetooth.no-adapter");
  const on = all.filter(([, { Powered }]) => Powered === true);
  if (on.length === 0) throw new ExchangeError("bluetooth.off");
  const able = on.find(([path, { Roles }]) => mayPlay(Roles, role) && (role === "central" || canAdvertise(bluez, path)));
  if (able === undefined) throw new ExchangeError(role === "central" ? "bluetooth.no-adapter" : "bluetooth.no-peripheral-role");
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

/** An adapter without LE has no role at all; an old BlueZ tells none. */
function mayPlay(roles: unknown, role: BluetoothRole): boolean {
  return !Array.isArray(roles) || roles.includes(role);
}

/** Places that others have taken count: they can come free. */
function canAdvertise(bluez: Bluez, path: string): boolean {
  const { SupportedInstances, ActiveInstances } = bluez.properties(path, ADVERTISING_MANAGER) ?? {};
  return bluez.properties(path, GATT_MANAGER) !== undefined && Number(SupportedInstances ?? 0) + Number(ActiveInstances ?? 0) > 0;
}
