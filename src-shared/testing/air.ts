// A simulated air: one GATT connection between two computers, on a given clock, that does to values what radios and stacks were seen to do.

import type { BluetoothRole, GattLink } from "../bluetooth/ports.ts";
import { infoValue } from "../bluetooth/service.ts";
import type { Clock } from "../clock.ts";
import { ExchangeError } from "../errors.ts";

/** All of it optional; nothing given is a perfect air without delay. */
export type Weather = {
  /** Milliseconds from one side to the other. */
  readonly latency?: number;
  /** Bytes a second, both directions together. */
  readonly rate?: number;
  /** Share of values lost; a confirmed write is never among them. */
  readonly loss?: number;
  /** Share of values that come twice. */
  readonly duplicates?: number;
  /** Places a value may come too late by, as with BlueZ's three bearers; a confirmed write is never among them. */
  readonly disorder?: number;
  /** Bytes a value may have, by who sends it, and what becomes of a larger one. */
  readonly largest?: Partial<Record<BluetoothRole, number>>;
  readonly oversize?: "lost" | "cut" | "refused" | "never answered";
  /** Values a stack takes before `send` waits; with `floods`, it never waits and what is above is lost. */
  readonly buffer?: number;
  readonly floods?: boolean;
  /** The connection drops when so many values have been sent. */
  readonly dropsAfter?: number;
  /** From 0 to below 1. */
  readonly random?: () => number;
};

/** What is held back by `disorder` comes at the latest so many milliseconds late. */
const LONGEST_DISORDER = 300;

type Passing = { readonly value: Uint8Array; readonly confirmed: boolean; readonly arrived: () => void };

class End implements GattLink {
  readonly info?: Uint8Array;
  readonly closed: Promise<void>;
  readonly air: Air;
  readonly role: BluetoothRole;
  gone: () => void = () => {};
  #onValue: ((value: Uint8Array) => void) | undefined;
  readonly #early: Uint8Array[] = [];
  /** Given to this side's stack and not on the air yet. */
  buffered = 0;
  readonly waiting: (() => void)[] = [];
  /** Values on their way to this side that are held back, and for how many more. */
  held: { readonly value: Uint8Array; places: number }[] = [];

  constructor(air: Air, role: BluetoothRole) {
    this.air = air;
    this.role = role;
    if (role === "central") this.info = infoValue();
    this.closed = new Promise((resolve) => {
      this.gone = resolve;
    });
  }

  send(value: Uint8Array, confirmed: boolean): Promise<void> {
    return this.air.send(this, new Uint8Array(value), confirmed);
  }

  receive(onValue: (value: Uint8Array) => void): void {
    this.#onValue = onValue;
    for (const value of this.#early.splice(0)) onValue(value);
  }

  deliver(value: Uint8Array): void {
    if (this.#onValue) this.#onValue(value);
    else this.#early.push(value);
  }

  close(): void {
    this.air.drop();
  }
}

export class Air {
  readonly central: GattLink;
  readonly peripheral: GattLink;
  /** Bytes of all values that went over the air, and their number. */
  bytes = 0;
  values = 0;
  readonly #ends: Record<BluetoothRole, End>;
  readonly #clock: Clock;
  readonly #weather: Weather;
  #busyUntil = 0;
  #open = true;
  #silent = false;

  constructor(clock: Clock, weather: Weather = {}) {
    this.#clock = clock;
    this.#weather = weather;
    this.#ends = { central: new End(this, "central"), peripheral: new End(this, "peripheral") };
    this.central = this.#ends.central;
    this.peripheral = this.#ends.peripheral;
  }

  get open(): boolean {
    return this.#open;
  }

  /** Ends the connection for both; what is on the way is lost. */
  drop(): void {
    this.#open = false;
    for (const end of Object.values(this.#ends)) {
      end.gone();
      for (const resolve of end.waiting.splice(0)) resolve();
    }
  }

  /** From now on nothing arrives any more and nobody is told. */
  fallSilent(): void {
    this.#silent = true;
  }

  /** Puts `value` before `role` as if the other side had sent it. */
  inject(role: BluetoothRole, value: Uint8Array): void {
    this.#ends[role].deliver(value);
  }

  async send(from: End, value: Uint8Array, confirmed: boolean): Promise<void> {
    if (!this.#open) throw new ExchangeError("transport.closed");
    if (this.values++ === this.#weather.dropsAfter) this.drop();
    const { oversize = "lost", largest } = this.#weather;
    const room = largest?.[from.role] ?? 512;
    const tooLarge = value.length > room;
    if (tooLarge && oversize === "refused") throw new ExchangeError("transport.closed", { detail: "too large" });
    if (tooLarge && oversize === "never answered") return new Promise(() => {});
    const { buffer = 8, floods = false } = this.#weather;
    while (!floods && from.buffered >= buffer && this.#open) await new Promise<void>((resolve) => from.waiting.push(resolve));
    if (!this.#open) throw new ExchangeError("transport.closed");
    const flooded = floods && from.buffered >= buffer && !confirmed;
    if (flooded || (tooLarge && oversize === "lost")) return;
    return this.#pass(from, value.subarray(0, room), confirmed);
  }

  #pass(from: End, value: Uint8Array, confirmed: boolean): Promise<void> {
    const { latency = 0, rate } = this.#weather;
    const now = this.#clock.elapsed();
    from.buffered++;
    this.bytes += value.length;
    this.#busyUntil = Math.max(this.#busyUntil, now) + (rate === undefined ? 0 : (value.length / rate) * 1000);
    this.#clock.after(this.#busyUntil - now, () => {
      from.buffered--;
      from.waiting.shift()?.();
    });
    return new Promise((resolve) => {
      this.#clock.after(this.#busyUntil - now + latency, () => this.#arrive(from, { value, confirmed, arrived: () => this.#clock.after(latency, resolve) }));
      if (!confirmed) resolve();
    });
  }

  #arrive(from: End, { value, confirmed, arrived }: Passing): void {
    const { loss = 0, duplicates = 0, disorder = 0, random = () => 1 } = this.#weather;
    if (!this.#open || this.#silent) return;
    const to = this.#ends[from.role === "central" ? "peripheral" : "central"];
    if (confirmed) {
      to.deliver(value);
      arrived();
    } else if (random() >= loss) {
      const places = disorder === 0 ? 0 : Math.max(0, Math.floor((random() * 2 - 1) * (disorder + 1)));
      if (places > 0) this.#hold(to, value, places);
      else to.deliver(value);
      if (random() < duplicates) this.#clock.after(0, () => this.#open && to.deliver(value));
    }
    for (const held of to.held) held.places--;
    for (const { value: late } of take(to.held, ({ places }) => places < 0)) to.deliver(late);
  }

  #hold(to: End, value: Uint8Array, places: number): void {
    const held = { value, places };
    to.held.push(held);
    this.#clock.after(LONGEST_DISORDER, () => {
      for (const { value: late } of take(to.held, (other) => other === held)) if (this.#open) to.deliver(late);
    });
  }
}

/** Takes those out of `list` that `which` says. */
function take<T>(list: T[], which: (one: T) => boolean): T[] {
  const taken = list.filter(which);
  for (const one of taken) list.splice(list.indexOf(one), 1);
  return taken;
}
