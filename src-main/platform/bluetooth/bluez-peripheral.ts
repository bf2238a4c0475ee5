// The peripheral by BlueZ: serves the GATT service and advertises it while nobody is connected, one connection at a time.

import { type BlePeripheral, type GattLink, LARGEST_VALUE } from "../../../src-shared/bluetooth/ports.ts";
import type { Clock } from "../../../src-shared/clock.ts";
import { ExchangeError } from "../../../src-shared/errors.ts";
import { adapterFor, bluezState } from "./bluez-adapter.ts";
import { Application, refusal, type Written } from "./bluez-application.ts";
import { Bluez, type BluezPorts, pause } from "./bluez-bus.ts";
import { BluezLink, letGo } from "./bluez-link.ts";

/** Milliseconds until an advertisement nobody answered is put up anew: radios are known to lose one, over a sleep or a connection that failed. */
const AGAIN = 3_000;

type OnLink = (link: GattLink) => void;

export function bluezPeripheral(ports: BluezPorts): BlePeripheral {
  return {
    state: () => bluezState(ports, "peripheral"),
    advertise: async (id, onLink) => {
      const stopped = new AbortController();
      const first = await Serving.begin(ports, id, onLink);
      const ended = keepOn(first, () => Serving.begin(ports, id, onLink), ports, stopped.signal);
      return {
        stop: () => {
          stopped.abort();
          return ended;
        },
      };
    },
  };
}

/** Serves until it is stopped, again whenever BlueZ went away and came back. */
async function keepOn(first: Serving, begin: () => Promise<Serving>, { clock }: BluezPorts, stopped: AbortSignal): Promise<void> {
  let serving: Serving | undefined = first;
  while (!stopped.aborted) {
    await serving?.untilGone(stopped);
    if (stopped.aborted) break;
    await pause(clock, stopped);
    serving = await begin().catch(() => undefined); // tried again: `state` says why it does not work
  }
  await serving?.stop();
}

/** One connection to BlueZ with the service on it. */
class Serving {
  readonly #bluez: Bluez;
  readonly #clock: Clock;
  readonly #onLink: OnLink;
  #application: Application | undefined;
  #link: { readonly device: string; readonly gatt: BluezLink } | undefined;
  #stopped = false;
  /** BlueZ is asked one thing after the other, so that the last one counts. */
  #onAir: Promise<void> = Promise.resolve();
  #up = false;
  #cancelAgain = () => {};

  /** Rejects with a BluetoothProblem. */
  static async begin(ports: BluezPorts, id: string, onLink: OnLink): Promise<Serving> {
    const bluez = await Bluez.open(ports);
    try {
      const serving = new Serving(bluez, ports.clock, onLink);
      await serving.#begin(adapterFor(bluez, "peripheral", ports.adapter), id);
      return serving;
    } catch (thrown) {
      bluez.close();
      throw thrown;
    }
  }

  private constructor(bluez: Bluez, clock: Clock, onLink: OnLink) {
    this.#bluez = bluez;
    this.#clock = clock;
    this.#onLink = onLink;
  }

  async #begin(adapter: string, id: string): Promise<void> {
    const heard = { onWrite: (written: Written) => this.#take(written), onSilence: () => this.#link?.gatt.close() };
    this.#application = await Application.serve(this.#bluez, adapter, id, heard);
    await this.#application.advertise();
    this.#up = true;
    this.#cancelAgain = this.#clock.after(AGAIN, () => void this.#air());
  }

  untilGone(stopped: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const stop = () => resolve();
    stopped.addEventListener("abort", stop);
    if (stopped.aborted) stop();
    return Promise.race([promise, this.#bluez.gone]).finally(() => stopped.removeEventListener("abort", stop));
  }

  /** Off the air when it resolves. A connection that is open stays until one of its sides closes it. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#air();
    if (this.#link === undefined) this.#bluez.close();
  }

  /** The first who writes has the connection: BlueZ does not say who subscribes. */
  #take({ device, value, room }: Written): void {
    if (this.#link === undefined) {
      if (this.#stopped) throw refusal();
      this.#open(device, room);
    }
    if (this.#link?.device !== device) throw refusal();
    this.#link.gatt.deliver(value);
  }

  #open(device: string, room = LARGEST_VALUE): void {
    const hand = async (value: Uint8Array) => {
      // What does not fit one notification BlueZ would cut off.
      if (value.length > room) throw new ExchangeError("transport.closed", { detail: "too large" });
      await this.#application?.notify(value);
    };
    const release = () => letGo(this.#bluez, device, false);
    const gatt = new BluezLink({ role: "peripheral", bluez: this.#bluez, device, hand, release, after: () => this.#closed() });
    this.#link = { device, gatt };
    void this.#air();
    this.#onLink(gatt);
  }

  #closed(): void {
    this.#link = undefined;
    if (this.#stopped) this.#bluez.close();
    else void this.#air();
  }

  /** On the air while nobody is connected, and now and then put there anew. Where that cannot be had, all of it is begun again. */
  #air(): Promise<void> {
    this.#cancelAgain();
    this.#onAir = this.#onAir.then(async () => {
      if (this.#up) await this.#application?.stopAdvertising().catch(() => undefined); // it ends with the connection to BlueZ at the latest
      this.#up = !this.#stopped && this.#link === undefined;
      if (!this.#up) return;
      await this.#application?.advertise().catch(() => this.#bluez.close());
      this.#cancelAgain();
      this.#cancelAgain = this.#clock.after(AGAIN, () => void this.#air());
    });
    return this.#onAir;
  }
}
