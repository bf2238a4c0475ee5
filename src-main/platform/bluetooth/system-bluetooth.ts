// Bluetooth of this computer: which stack each system has for either role.

import type { BlePeripheral, Bluetooth } from "../../../src-shared/bluetooth/ports.ts";
import type { Clock } from "../../../src-shared/clock.ts";
import { nativeAddon } from "../native.ts";
import { blenoPeripheral } from "./bleno-peripheral.ts";
import { bluezCentral } from "./bluez-central.ts";
import { bluezPeripheral } from "./bluez-peripheral.ts";
import { noCentral, noPeripheral } from "./no-bluetooth.ts";
import { nobleCentral } from "./noble-central.ts";
import { winrtPeripheral } from "./winrt-peripheral.ts";

/** Nothing is loaded and nobody is asked before a role is used. */
export function systemBluetooth(clock: Clock, system: NodeJS.Platform = process.platform): Bluetooth {
  switch (system) {
    case "darwin":
      return { central: nobleCentral({ clock }), peripheral: blenoPeripheral({ clock }) };
    case "win32":
      return { central: nobleCentral({ clock }), peripheral: windowsPeripheral(clock) };
    case "linux":
      return { central: bluezCentral({ clock }), peripheral: bluezPeripheral({ clock }) };
    default:
      return { central: noCentral("bluetooth.unavailable"), peripheral: noPeripheral("bluetooth.unavailable") };
  }
}

function windowsPeripheral(clock: Clock): BlePeripheral {
  const native = nativeAddon()?.bluetooth;
  return native === undefined ? noPeripheral("bluetooth.unavailable") : winrtPeripheral({ clock, native });
}
