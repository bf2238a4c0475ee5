// Being found by Bluetooth: on while it is wanted, tried again while it cannot be had.

import type { BlePeripheral, BluetoothProblem, GattLink } from "../../../src-shared/bluetooth/ports.ts";
import type { Clock } from "../../../src-shared/clock.ts";
import { toExchangeError } from "../../../src-shared/errors.ts";

/** `undefined`: not known yet, or not wanted. */
export type Visibility = "visible" | BluetoothProblem | undefined;

export type OfferPorts = {
  readonly peripheral: BlePeripheral;
  readonly clock: Clock;
  readonly id: string;
  readonly onLink: (link: GattLink) => void;
  /** Called when `visibility` became another one. */
  readonly onChange: () => void;
};

/** Milliseconds until it is tried again, as when Bluetooth was switched on meanwhile. */
const AGAIN = 5000;

export class BluetoothOffer {
  readonly #ports: OfferPorts;
  #wanted = false;
  #active: { stop(): Promise<void> } | undefined;
  #settling: Promise<void> | undefined;
  #cancelAgain: (() => void) | undefined;
  #visibility: Visibility;

  constructor(ports: OfferPorts) {
    this.#ports = ports;
  }

  get visibility(): Visibility {
    return this.#visibility;
  }

  want(on: boolean): void {
    this.#wanted = on;
    this.#cancelAgain?.();
    this.#cancelAgain = undefined;
    this.#settling ??= this.#settle().finally(() => {
      this.#settling = undefined;
    });
  }

  /** Resolves when it is on, or off, or cannot be had just now. */
  async settled(): Promise<void> {
    await this.#settling;
  }

  async #settle(): Promise<void> {
    while (this.#wanted !== (this.#active !== undefined)) {
      if (this.#active !== undefined) await this.#stop(this.#active);
      else if (!(await this.#start())) return;
    }
  }

  /** False when it has to be tried again later. */
  async #start(): Promise<boolean> {
    const { peripheral, clock, id, onLink } = this.#ports;
    try {
      this.#active = await peripheral.advertise(id, onLink);
      this.#show("visible");
      return true;
    } catch (thrown) {
      const { code } = toExchangeError(thrown);
      if (!this.#wanted) return false;
      this.#show(isProblem(code) ? code : "bluetooth.unavailable");
      this.#cancelAgain = clock.after(AGAIN, () => this.want(this.#wanted));
      return false;
    }
  }

  async #stop(active: { stop(): Promise<void> }): Promise<void> {
    this.#active = undefined;
    this.#show(undefined);
    await active.stop().catch(() => {}); // the adapter may be gone, and with it what was to be stopped
  }

  #show(visibility: Visibility): void {
    if (visibility === this.#visibility) return;
    this.#visibility = visibility;
    this.#ports.onChange();
  }
}

function isProblem(code: string): code is BluetoothProblem {
  return code.startsWith("bluetooth.");
}
