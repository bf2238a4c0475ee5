// What a Bluetooth LE stack lends: one GATT connection as either side sees it, looking for computers that show Receive, and being found. docs/bluetooth.md
// A stack is trusted for nothing: values may come late, twice, in another order, or never.

import type { ErrorCode, ExchangeError } from "../errors.ts";

/** Why Bluetooth cannot be used here, each with words of its own. */
export type BluetoothProblem = Extract<ErrorCode, `bluetooth.${string}`>;
export type BluetoothRole = "central" | "peripheral";
/** `unknown`: the system has not said yet. */
export type BluetoothState = "ready" | "unknown" | BluetoothProblem;

/** Bytes in the largest attribute value that every stack carries. ble.md §6.3 */
export const LARGEST_VALUE = 509;

/** One GATT connection, after services were discovered and TX is subscribed. */
export interface GattLink {
  readonly role: BluetoothRole;
  /** INFO as the central read it (service.ts); absent on the peripheral's side. */
  readonly info?: Uint8Array;
  /**
   * Hands one value to the stack: a write to RX from the central, a notification of TX from the peripheral. Resolves when the stack took it, for a
   * `confirmed` write when the other stack answered. Rejects `transport.closed`, and `transport.timed-out` when the stack does not answer.
   * One value is sent at a time, but a confirmed one may still be unanswered while unconfirmed ones follow. Before the channel is open a value
   * may be larger than the connection carries: it may be refused, cut or lost, and the link goes on.
   */
  send(value: Uint8Array, confirmed: boolean): Promise<void>;
  /** Called for every value that comes; once, before the first `send`. What came before is handed over then. */
  receive(onValue: (value: Uint8Array) => void): void;
  /** Resolves when the connection is gone, whoever ended it. */
  readonly closed: Promise<void>;
  /** dBm of the connection, where the stack says it. */
  rssi?(): Promise<number | undefined>;
  close(): void;
}

/** A computer that advertises the service; `id` is the one in its service UUID (`nearbyIdOf`). */
export type Sighting = {
  readonly id: string;
  /** dBm of the last advertisement; a hint for sorting and for “move closer”, never evidence. */
  readonly rssi?: number;
  /** Throws `transport.unreachable`, `transport.timed-out`, `transport.closed`, `owner.cancelled` when `signal` says so, or a BluetoothProblem. */
  connect(signal: AbortSignal): Promise<GattLink>;
};

export interface BleCentral {
  state(): Promise<BluetoothState>;
  /**
   * Reports until `stop`; again for an id when its signal changed, and now and then where the stack says that it is still there. `onTrouble` hears
   * why the looking does not work now; it goes on by itself afterwards.
   */
  scan(onSeen: (sighting: Sighting) => void, onTrouble: (error: ExchangeError) => void): { stop(): void };
}

export interface BlePeripheral {
  state(): Promise<BluetoothState>;
  /**
   * Serves the GATT service and advertises its UUID (`serviceUuid(id)`), no name and nothing else, until `stop`. One connection at a time: while
   * one is open nobody else is let in. Rejects with a BluetoothProblem. After `stop` nobody is let in; a connection that is
   * open stays until one of its sides closes it.
   */
  advertise(id: string, onLink: (link: GattLink) => void): Promise<{ stop(): Promise<void> }>;
}

/** Both roles of this computer; a role that is not there is undefined. */
export type Bluetooth = { readonly central: BleCentral; readonly peripheral: BlePeripheral };
