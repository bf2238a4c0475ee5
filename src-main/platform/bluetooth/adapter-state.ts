// How the computer's Bluetooth is, as noble and bleno say it in the same words, and why one of them cannot be had at all.

import type { EventEmitter } from "node:events";
import type { BluetoothState } from "../../../src-shared/bluetooth/ports.ts";
import type { Clock } from "../../../src-shared/clock.ts";
import { ExchangeError, toExchangeError } from "../../../src-shared/errors.ts";
import { LIMITS } from "./in-time.ts";

const STATES: { readonly [said: string]: BluetoothState | undefined } = {
  poweredOn: "ready",
  poweredOff: "bluetooth.off",
  unauthorized: "bluetooth.denied",
  unsupported: "bluetooth.no-adapter",
};

export class AdapterState {
  readonly #clock: Clock;
  readonly #first = Promise.withResolvers<void>();
  readonly #listeners = new Set<(state: BluetoothState) => void>();
  #state: BluetoothState = "unknown";

  /** Both libraries begin to work when somebody listens. Throws what they throw then. */
  constructor(library: EventEmitter, clock: Clock) {
    this.#clock = clock;
    library.on("warning", (text: unknown) => {
      if (String(text).startsWith("Initialization of ")) this.#become("bluetooth.unavailable");
    });
    library.on("stateChange", (said: string) => this.#become(STATES[said] ?? "unknown"));
  }

  /** Once the system has said something, or has not for a while. */
  async settled(): Promise<BluetoothState> {
    const cancel = this.#clock.after(LIMITS.state, () => this.#first.resolve());
    await this.#first.promise;
    cancel();
    return this.#state;
  }

  /** The answer ends it. */
  onChange(listener: (state: BluetoothState) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #become(state: BluetoothState): void {
    this.#state = state;
    if (state !== "unknown") this.#first.resolve();
    for (const listener of [...this.#listeners]) listener(state);
  }
}

/** `work`, or the problem of a library that cannot be loaded: it is not there, was not built, or this system has no Bluetooth. */
export async function orProblem<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const none = /EAFNOSUPPORT|Address family not supported/.test(String(cause));
    throw new ExchangeError(none ? "bluetooth.no-adapter" : "bluetooth.unavailable", { cause });
  }
}

/** How it is, or the problem that `library` (through `orProblem`) throws. */
export async function stateOf(library: () => Promise<{ readonly adapter: AdapterState }>): Promise<BluetoothState> {
  try {
    const { adapter } = await library();
    return await adapter.settled();
  } catch (thrown) {
    return toExchangeError(thrown).code as BluetoothState;
  }
}
