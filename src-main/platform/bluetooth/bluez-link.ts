// One connection to another computer's device object at BlueZ, as either side has it.

import type { BluetoothRole, GattLink } from "../../../src-shared/bluetooth/ports.ts";
import { ExchangeError } from "../../../src-shared/errors.ts";
import { ADAPTER, type Bluez, DEVICE, type Patience, type Properties } from "./bluez-bus.ts";
import { rssiOf } from "./bluez-discovery.ts";
import { ValueInbox } from "./value-inbox.ts";

export type Ends = {
  readonly role: BluetoothRole;
  readonly bluez: Bluez;
  /** The object of the other computer. */
  readonly device: string;
  readonly info?: Uint8Array;
  /** Gives one value to BlueZ. */
  readonly hand: (value: Uint8Array, confirmed: boolean) => Promise<void>;
  /** Ends the connection below; never rejects. */
  readonly release: () => Promise<void>;
  /** When it is gone. */
  readonly after: () => void;
};

const LET_GO: Patience = { milliseconds: 5_000, purpose: "link" };

export class BluezLink implements GattLink {
  readonly role: BluetoothRole;
  readonly info?: Uint8Array;
  readonly closed: Promise<void>;
  readonly #ends: Ends;
  readonly #inbox = new ValueInbox();
  /** BlueZ refuses a second write while one waits for its answer. */
  #turn: Promise<unknown> = Promise.resolve();
  readonly #end: () => void;
  #open = true;

  constructor(ends: Ends) {
    this.role = ends.role;
    if (ends.info) this.info = ends.info;
    this.#ends = ends;
    const { bluez, device, release, after } = ends;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#end = resolve;
    const forget = bluez.listen((path, changed) => {
      if (path === device && isOver(bluez, device, changed)) this.close();
    });
    bluez.gone.then(() => this.close());
    this.closed = promise.then(release).then(() => {
      forget();
      after();
    });
  }

  send(value: Uint8Array, confirmed: boolean): Promise<void> {
    const sent = this.#turn.then(() => {
      if (!this.#open) throw new ExchangeError("transport.closed");
      return this.#ends.hand(value, confirmed);
    });
    this.#turn = sent.catch(() => undefined); // whoever sent it hears of it
    return sent;
  }

  receive(onValue: (value: Uint8Array) => void): void {
    this.#inbox.receive(onValue);
  }

  deliver(value: Uint8Array): void {
    if (this.#open) this.#inbox.put(new Uint8Array(value));
  }

  async rssi(): Promise<number | undefined> {
    const device = this.#ends.bluez.properties(this.#ends.device, DEVICE);
    return device && rssiOf(device);
  }

  close(): void {
    this.#open = false;
    this.#end();
  }
}

/** By the change: bluetoothd 5.66 says of some connections never that they are, but of all that they are no more. */
export function isOver(bluez: Bluez, device: string, changed: Properties): boolean {
  return changed.Connected === false || changed.ServicesResolved === false || bluez.properties(device, DEVICE) === undefined;
}

/**
 * Ends a connection, and has BlueZ forget the other computer. One that is paired with this computer is known to it for more than this: it stays,
 * and so does a connection that was there before.
 */
export async function letGo(bluez: Bluez, device: string, wasConnected: boolean): Promise<void> {
  const { Paired, Adapter } = bluez.properties(device, DEVICE) ?? {};
  if (typeof Adapter !== "string") return;
  const forget = { path: Adapter, interface: ADAPTER, member: "RemoveDevice", signature: "o", body: [device] };
  const disconnect = { path: device, interface: DEVICE, member: "Disconnect" };
  if (Paired === true && wasConnected) return;
  await bluez.call(Paired === true ? disconnect : forget, LET_GO).catch(() => undefined); // it may be gone already
}
