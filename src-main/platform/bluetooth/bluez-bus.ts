// BlueZ as both roles use it: its objects kept current over one connection to the system bus, calls with a time limit, waiting for what is to come.
// Interfaces: https://git.kernel.org/pub/scm/bluetooth/bluez.git/tree/doc (org.bluez.*)

import { readdirSync } from "node:fs";
import type { ManagedObjects, MessageBus } from "dbus-native";
import type { Clock } from "../../../src-shared/clock.ts";
import { ExchangeError } from "../../../src-shared/errors.ts";
import { connectToSystemBus } from "../system-bus.ts";
import { bluezError, dbusNameOf, type Purpose, tooLate } from "./bluez-errors.ts";

export type BluezPorts = {
  readonly clock: Clock;
  /** Such as `hci0`; the first that can do what is asked when absent. */
  readonly adapter?: string;
  /** The system's when absent. */
  readonly connect?: () => Promise<MessageBus>;
  /** The adapters the kernel knows, whether or not BlueZ runs. */
  readonly hardware?: () => readonly string[];
};

export type Properties = Readonly<Record<string, unknown>>;
export type Call = {
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly signature?: string;
  readonly body?: readonly unknown[];
};
/** `milliseconds` is the time limit. */
export type Patience = { readonly milliseconds: number; readonly purpose: Purpose };

export const ADAPTER = "org.bluez.Adapter1";
export const DEVICE = "org.bluez.Device1";
export const SERVICE = "org.bluez.GattService1";
export const CHARACTERISTIC = "org.bluez.GattCharacteristic1";
export const GATT_MANAGER = "org.bluez.GattManager1";
export const ADVERTISING_MANAGER = "org.bluez.LEAdvertisingManager1";

const NAME = "org.bluez";
const PROPERTIES = "org.freedesktop.DBus.Properties";
const KERNEL_ADAPTERS = "/sys/class/bluetooth";
const PAUSE = 2_000;
/** To ask this computer's own Bluetooth for something, milliseconds. */
export const OWN: Patience = { milliseconds: 10_000, purpose: "adapter" };

export class Bluez {
  readonly bus: MessageBus;
  /** Resolves when BlueZ or the bus goes away, or this is closed. */
  readonly gone: Promise<void>;
  readonly #clock: Clock;
  readonly #objects: ManagedObjects;
  readonly #listeners = new Set<(path: string, changed: Properties) => void>();
  #isGone = false;

  /** Rejects with a BluetoothProblem. */
  static async open({ clock, connect = () => connectToSystemBus(0), hardware = kernelAdapters }: BluezPorts): Promise<Bluez> {
    let bus: MessageBus | undefined;
    let late = false;
    const opening = async () => {
      bus = await connect();
      if (late) bus.connection.end();
      return new Bluez(bus, await bus.objects(NAME, "/"), clock);
    };
    try {
      return await withLimit(clock, opening(), OWN);
    } catch (thrown) {
      late = true;
      bus?.connection.end();
      // Where there is no adapter the system does not start BlueZ at all.
      if (dbusNameOf(thrown) !== "org.freedesktop.DBus.Error.AccessDenied" && hardware().length === 0)
        throw new ExchangeError("bluetooth.no-adapter", { cause: thrown });
      throw bluezError(thrown, "adapter");
    }
  }

  private constructor(bus: MessageBus, objects: ManagedObjects, clock: Clock) {
    this.bus = bus;
    this.#objects = objects;
    this.#clock = clock;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.gone = promise.then(() => {
      this.#isGone = true;
      this.#tell("", {});
    });
    for (const event of ["close", "end", "error"]) bus.connection.on(event, () => resolve());
    objects.on("stale", () => resolve());
    objects.on("added", (path) => this.#tell(path, {}));
    objects.on("removed", (path) => this.#tell(path, {}));
    objects.on("changed", (path, _interface, changed) => this.#tell(path, changed));
  }

  /** BlueZ' own name on the bus: who calls or signals under another is not it. */
  get owner(): string {
    return this.#objects.owner;
  }

  properties(path: string, interfaceName: string): Properties | undefined {
    return this.#objects.get(path)?.[interfaceName];
  }

  /** Every object with that interface. */
  all(interfaceName: string): readonly (readonly [path: string, properties: Properties])[] {
    return Object.entries(this.#objects.filter(interfaceName));
  }

  /** Called whenever an object comes, changes (with what did) or goes; the answer ends that. */
  listen(listener: (path: string, changed: Properties) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async call({ path, interface: interfaceName, member, signature, body }: Call, patience: Patience): Promise<unknown> {
    const abort = new AbortController();
    const words = signature === undefined ? {} : { signature, body: [...(body ?? [])] };
    const answer = this.bus.invoke({ destination: this.owner, path, interface: interfaceName, member, ...words }, { signal: abort.signal, timeout: 0 });
    try {
      return await withLimit(this.#clock, answer, patience);
    } catch (thrown) {
      abort.abort();
      throw this.#isGone && patience.purpose === "adapter"
        ? new ExchangeError("bluetooth.unavailable", { cause: thrown })
        : bluezError(thrown, patience.purpose);
    }
  }

  /** Tells BlueZ, and nobody else, that properties of an object of ours have changed. */
  changed(path: string, interfaceName: string, signature: string, name: string, value: unknown): void {
    const body = [interfaceName, [[name, [signature, value]]], []];
    const head = { type: 4, serial: this.#nextSerial(), destination: this.owner };
    this.bus.connection.message({ ...head, path, interface: PROPERTIES, member: "PropertiesChanged", signature: "sa{sv}as", body });
  }

  /** What `work` answers; rejects late. */
  within<T>(work: Promise<T>, patience: Patience): Promise<T> {
    return withLimit(this.#clock, work, patience);
  }

  /** What `look` finds, now or after a change. Rejects late, when BlueZ goes away, and `owner.cancelled` by `signal`. */
  async until<T>(look: () => T | undefined, { milliseconds, purpose }: Patience, signal?: AbortSignal): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const check = () => {
      if (signal?.aborted) return reject(new ExchangeError("owner.cancelled"));
      if (this.#isGone) return reject(bluezError(new Error("BlueZ is gone"), purpose));
      try {
        const found = look();
        if (found !== undefined) resolve(found);
      } catch (thrown) {
        reject(thrown);
      }
    };
    const forget = this.listen(check);
    signal?.addEventListener("abort", check);
    const stop = this.#clock.after(milliseconds, () => reject(tooLate(purpose)));
    check();
    return promise.finally(() => {
      forget();
      stop();
      signal?.removeEventListener("abort", check);
    });
  }

  /** What was begun over this connection, BlueZ ends by itself then: looking, advertising, listening. */
  close(): void {
    this.bus.connection.end();
  }

  #nextSerial(): number {
    const { serial } = this.bus;
    this.bus.serial = serial >= 0xffffffff ? 1 : serial + 1;
    return serial;
  }

  #tell(path: string, changed: Properties): void {
    for (const listener of [...this.#listeners]) listener(path, changed);
  }
}

/** Between two tries of what goes on by itself; over at once when it is stopped. */
export function pause(clock: Clock, stopped: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const cancel = clock.after(PAUSE, resolve);
  const stop = () => resolve();
  stopped.addEventListener("abort", stop);
  return promise.finally(() => {
    cancel();
    stopped.removeEventListener("abort", stop);
  });
}

async function withLimit<T>(clock: Clock, work: PromiseLike<T>, { milliseconds, purpose }: Patience): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = clock.after(milliseconds, () => reject(tooLate(purpose)));
  try {
    return await Promise.race([work, promise]);
  } finally {
    stop();
  }
}

function kernelAdapters(): readonly string[] {
  try {
    return readdirSync(KERNEL_ADAPTERS).filter((name) => /^hci\d+$/.test(name));
  } catch {
    return []; // a kernel without Bluetooth has no such folder
  }
}
