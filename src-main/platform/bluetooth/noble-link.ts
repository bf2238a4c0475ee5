// One GATT connection of noble as a link: connected, our service found, TX subscribed. Every call has a time limit; afterwards it hangs up.

import type { EventEmitter } from "node:events";
import type { GattLink } from "../../../src-shared/bluetooth/ports.ts";
import { CHARACTERISTICS, serviceUuid } from "../../../src-shared/bluetooth/service.ts";
import type { Clock } from "../../../src-shared/clock.ts";
import { ExchangeError, toExchangeError } from "../../../src-shared/errors.ts";
import { inTime, LIMITS, type Waiting } from "./in-time.ts";
import { ValueInbox } from "./value-inbox.ts";

/** What is used of a peripheral of noble. */
export type NoblePeripheral = EventEmitter & {
  readonly advertisement: { readonly serviceUuids?: readonly string[] };
  readonly rssi: number;
  readonly state: string;
  connectAsync(): Promise<void>;
  cancelConnect(): void;
  disconnect(): void;
  updateRssiAsync(): Promise<number>;
  discoverSomeServicesAndCharacteristicsAsync(
    services: readonly string[],
    characteristics: readonly string[],
  ): Promise<{ readonly characteristics: readonly NobleCharacteristic[] }>;
};

type NobleCharacteristic = EventEmitter & {
  readonly uuid: string;
  readAsync(): Promise<Uint8Array>;
  subscribeAsync(): Promise<void>;
  writeAsync(value: Buffer, withoutResponse: boolean): Promise<void>;
};

type Found = { readonly [name in keyof typeof CHARACTERISTICS]: NobleCharacteristic };

/** Throws `transport.unreachable`, `transport.timed-out`, `transport.closed` or `owner.cancelled`. */
export async function openNobleLink(peripheral: NoblePeripheral, id: string, clock: Clock, cancelled: AbortSignal): Promise<GattLink> {
  if (cancelled.aborted) throw new ExchangeError("owner.cancelled");
  peripheral.off("connect", hangUp);
  const gone = new AbortController();
  const onGone = () => gone.abort();
  peripheral.once("disconnect", onGone);
  const waiting = { clock, gone: gone.signal, cancelled };
  try {
    await inTime("connect", () => peripheral.connectAsync(), waiting);
    const found = await inTime("discover", () => characteristicsOf(peripheral, id), waiting);
    const info = await inTime("write", () => found.info.readAsync(), waiting);
    const link = new NobleLink(peripheral, { ...found, info }, gone, clock);
    await inTime("write", () => found.tx.subscribeAsync(), waiting);
    return link;
  } catch (thrown) {
    giveUp(peripheral);
    peripheral.off("disconnect", onGone);
    throw thrown instanceof ExchangeError ? thrown : new ExchangeError("transport.unreachable", { cause: thrown });
  }
}

async function characteristicsOf(peripheral: NoblePeripheral, id: string): Promise<Found> {
  const wanted = Object.values(CHARACTERISTICS);
  const { characteristics } = await peripheral.discoverSomeServicesAndCharacteristicsAsync([serviceUuid(id)], wanted);
  const [rx, tx, info] = [CHARACTERISTICS.rx, CHARACTERISTICS.tx, CHARACTERISTICS.info].map((uuid) => characteristics.find((one) => one.uuid === uuid));
  if (!rx || !tx || !info) throw new ExchangeError("transport.unreachable", { detail: "not all characteristics" });
  return { rx, tx, info };
}

function giveUp(peripheral: NoblePeripheral): void {
  if (peripheral.state === "connected") peripheral.disconnect();
  if (peripheral.state !== "connecting") return;
  try {
    peripheral.cancelConnect();
  } catch {
    peripheral.disconnect(); // noble cannot cancel on macOS and Windows, where this does it
  }
  peripheral.once("connect", hangUp);
}

/** Connected after nobody waits for it any more. */
function hangUp(this: NoblePeripheral, error?: unknown): void {
  if (!error) this.disconnect();
}

class NobleLink implements GattLink {
  readonly role = "central";
  readonly info: Uint8Array;
  readonly closed: Promise<void>;
  readonly #peripheral: NoblePeripheral;
  readonly #rx: NobleCharacteristic;
  readonly #inbox = new ValueInbox();
  readonly #gone: AbortController;
  readonly #waiting: Waiting;
  readonly #ended = Promise.withResolvers<void>();
  /** noble takes any answer for the answer to every write that waits, so that only one may. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(peripheral: NoblePeripheral, { rx, tx, info }: Pick<Found, "rx" | "tx"> & { readonly info: Uint8Array }, gone: AbortController, clock: Clock) {
    this.info = info;
    this.#peripheral = peripheral;
    this.#rx = rx;
    this.#gone = gone;
    this.#waiting = { clock, gone: gone.signal };
    this.closed = this.#ended.promise;
    peripheral.once("disconnect", () => this.#ended.resolve());
    tx.on("data", (value: Uint8Array) => this.#inbox.put(value));
  }

  send(value: Uint8Array, confirmed: boolean): Promise<void> {
    const sending = this.#last.then(() => this.#write(Buffer.from(value), confirmed));
    this.#last = sending.catch(() => {});
    return sending;
  }

  async #write(value: Buffer, confirmed: boolean): Promise<void> {
    try {
      await inTime(confirmed ? "write" : "hand-over", () => this.#rx.writeAsync(value, !confirmed), this.#waiting);
    } catch (thrown) {
      if (!confirmed && toExchangeError(thrown).code === "transport.timed-out") return; // Windows says nothing of a value it did not take: lost, as others are
      this.close();
      throw thrown instanceof ExchangeError ? thrown : new ExchangeError("transport.closed", { cause: thrown });
    }
  }

  receive(onValue: (value: Uint8Array) => void): void {
    this.#inbox.receive(onValue);
  }

  async rssi(): Promise<number | undefined> {
    return decibels(await inTime("write", () => this.#peripheral.updateRssiAsync(), this.#waiting));
  }

  close(): void {
    if (this.#gone.signal.aborted) return;
    this.#gone.abort();
    this.#peripheral.disconnect();
    const cancel = this.#waiting.clock.after(LIMITS.write, () => this.#ended.resolve()); // where the stack does not say it
    void this.closed.then(cancel);
  }
}

/** 127 says that it is not known. */
export function decibels(rssi: number): number | undefined {
  return Number.isInteger(rssi) && rssi > -128 && rssi <= 20 ? rssi : undefined;
}
