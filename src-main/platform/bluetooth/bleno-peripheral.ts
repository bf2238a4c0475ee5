// Being found by others, through bleno: the only file that loads it. macOS; on Linux only in tests. No name is put on air.

import type { EventEmitter } from "node:events";
import type { BlePeripheral, BluetoothProblem, BluetoothState, GattLink } from "../../../src-shared/bluetooth/ports.ts";
import { serviceUuid } from "../../../src-shared/bluetooth/service.ts";
import type { Clock } from "../../../src-shared/clock.ts";
import { ExchangeError, toExchangeError } from "../../../src-shared/errors.ts";
import { AdapterState, orProblem, stateOf } from "./adapter-state.ts";
import { type BlenoCharacteristic, type CharacteristicOptions, characteristicsFor } from "./bleno-characteristics.ts";
import { inTime } from "./in-time.ts";
import type { PeripheralLink } from "./peripheral-link.ts";

/** What is used of bleno. */
export type Bleno = EventEmitter & {
  readonly Characteristic: new (options: CharacteristicOptions) => BlenoCharacteristic;
  readonly PrimaryService: new (options: { readonly uuid: string; readonly characteristics: readonly BlenoCharacteristic[] }) => object;
  setServices(services: readonly object[], done: (error?: Error | null) => void): void;
  startAdvertising(name: string, services: readonly string[], done: (error?: Error | null) => void): void;
  stopAdvertising(): void;
  disconnect(connection: number | string): void;
  stop(): void;
};

export type BlenoOptions = {
  readonly clock: Clock;
  /** Answers what makes an instance; each opening of Receive has its own, since nothing else makes macOS forget a service. */
  readonly load?: () => Promise<() => Bleno>;
};

type Loaded = { readonly bleno: Bleno; readonly adapter: AdapterState };

/** Milliseconds until advertising that could not go on is tried again. */
const AGAIN = 5_000;

/** Works without bleno being there: the state then says so, and `advertise` throws it. */
export function blenoPeripheral({ clock, load = loadBleno }: BlenoOptions): BlePeripheral {
  return new BlenoPeripheral(clock, load);
}

class BlenoPeripheral implements BlePeripheral {
  readonly #clock: Clock;
  readonly #load: () => Promise<() => Bleno>;
  #next: Promise<Loaded> | undefined;
  #open = false;

  constructor(clock: Clock, load: () => Promise<() => Bleno>) {
    this.#clock = clock;
    this.#load = load;
  }

  state(): Promise<BluetoothState> {
    return stateOf(() => this.#library());
  }

  async advertise(id: string, onLink: (link: GattLink) => void): Promise<{ stop(): Promise<void> }> {
    if (this.#open) throw new ExchangeError("bluetooth.busy");
    this.#open = true;
    const opening = new Opening(serviceUuid(id), { clock: this.#clock, onLink, library: () => this.#library() });
    const stop = async () => {
      if (!opening.stop()) return;
      this.#open = false;
      this.#next = undefined;
    };
    try {
      await opening.start();
    } catch (thrown) {
      await stop();
      throw thrown;
    }
    return { stop };
  }

  #library(): Promise<Loaded> {
    this.#next ??= orProblem(async () => {
      const bleno = (await this.#load())();
      return { bleno, adapter: new AdapterState(bleno, this.#clock) };
    });
    return this.#next;
  }
}

type OpeningPorts = { readonly clock: Clock; onLink(link: GattLink): void; library(): Promise<Loaded> };

/** One opening of Receive: the service, its advertisement while no link is up, and the link. */
class Opening {
  readonly #service: string;
  readonly #ports: OpeningPorts;
  #bleno: Bleno | undefined;
  #link: PeripheralLink | undefined;
  #stopped = false;
  #unhear = () => {};
  #cancelAgain = () => {};

  constructor(service: string, ports: OpeningPorts) {
    this.#service = service;
    this.#ports = ports;
  }

  /** Throws a BluetoothProblem. */
  async start(): Promise<void> {
    const { bleno, adapter } = await this.#ports.library();
    this.#bleno = bleno;
    const state = await adapter.settled();
    if (state !== "ready") throw new ExchangeError(state === "unknown" ? "bluetooth.unavailable" : state);
    await this.#serve(bleno);
    this.#unhear = adapter.onChange((now) => this.#heard(now));
  }

  /** False when it was stopped before. Off the air when it returns; a link that is up stays until one of its sides closes it. Nobody else is let in. */
  stop(): boolean {
    if (this.#stopped) return false;
    this.#stopped = true;
    this.#unhear();
    this.#cancelAgain();
    if (this.#link?.open) void this.#link.closed.then(() => this.#bleno?.stop());
    else this.#bleno?.stop();
    return true;
  }

  async #serve(bleno: Bleno): Promise<void> {
    const characteristics = characteristicsFor({
      bleno,
      taken: () => this.#stopped || this.#link?.open === true,
      linked: (link) => this.#linked(bleno, link),
    });
    const service = new bleno.PrimaryService({ uuid: this.#service, characteristics });
    await this.#call("discover", "bluetooth.no-peripheral-role", (done) => {
      bleno.once("servicesSetError", done);
      bleno.setServices([service], done);
    });
    await this.#advertise(bleno);
  }

  #advertise(bleno: Bleno): Promise<void> {
    return this.#call("scan", "bluetooth.no-peripheral-role", (done) => bleno.startAdvertising("", [this.#service], done));
  }

  async #call(step: "discover" | "scan", problem: BluetoothProblem, work: (done: (error?: Error | null) => void) => void): Promise<void> {
    try {
      const answer = () => new Promise<void>((resolve, reject) => work((error) => (error ? reject(error) : resolve())));
      await inTime(step, answer, this.#ports);
    } catch (cause) {
      throw new ExchangeError(toExchangeError(cause).code === "transport.timed-out" ? "bluetooth.unavailable" : problem, { cause });
    }
  }

  #linked(bleno: Bleno, link: PeripheralLink): void {
    this.#link = link;
    bleno.stopAdvertising();
    void link.closed.then(() => {
      if (this.#link === link) this.#resume(() => this.#advertise(bleno));
    });
    this.#ports.onLink(link);
  }

  /** The system forgets service and advertisement when Bluetooth goes off. */
  #heard(state: BluetoothState): void {
    const bleno = this.#bleno;
    if (state !== "ready") this.#link?.close();
    else if (bleno !== undefined) this.#resume(() => this.#serve(bleno));
  }

  #resume(work: () => Promise<void>): void {
    this.#cancelAgain();
    if (this.#stopped) return;
    work().catch(() => {
      if (!this.#stopped) this.#cancelAgain = this.#ports.clock.after(AGAIN, () => this.#resume(work));
    });
  }
}

async function loadBleno(): Promise<() => Bleno> {
  process.env.BLENO_DEVICE_NAME = "BLE"; // it would say this computer's name otherwise
  const { default: bleno } = (await import("@stoprocent/bleno")) as unknown as { readonly default: { withBindings(): Bleno } };
  return () => bleno.withBindings();
}
