// A role of Bluetooth that this computer does not have: it says which problem that is, and nothing else.

import type { BleCentral, BlePeripheral, BluetoothProblem } from "../../../src-shared/bluetooth/ports.ts";
import { ExchangeError } from "../../../src-shared/errors.ts";

export function noCentral(problem: BluetoothProblem): BleCentral {
  return {
    state: async () => problem,
    scan(_onSeen, onTrouble) {
      let stopped = false;
      queueMicrotask(() => {
        if (!stopped) onTrouble(new ExchangeError(problem));
      });
      return {
        stop() {
          stopped = true;
        },
      };
    },
  };
}

export function noPeripheral(problem: BluetoothProblem): BlePeripheral {
  return {
    state: async () => problem,
    advertise: async () => {
      throw new ExchangeError(problem);
    },
  };
}
