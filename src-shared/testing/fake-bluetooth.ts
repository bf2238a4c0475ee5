// A Bluetooth without radios: computers whose adapters share a room, where who advertises is seen by who scans, and every connection is a
// simulated air.

import type { Bluetooth, BluetoothProblem, GattLink, Sighting } from "../bluetooth/ports.ts";
import type { Clock } from "../clock.ts";
import { ExchangeError } from "../errors.ts";
import { Air, type Weather } from "./air.ts";

type Advertiser = { readonly onLink: (link: GattLink) => void; air: Air | undefined };
type Scanner = { readonly onSeen: (sighting: Sighting) => void; readonly onTrouble: (error: ExchangeError) => void };

export class FakeRoom {
  /** Of every connection made from now on. */
  weather: Weather = {};
  /** Connections made so far. */
  readonly airs: Air[] = [];
  readonly #clock: Clock;
  readonly #advertisers = new Map<string, Advertiser>();
  readonly #scanners = new Set<Scanner>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Who is advertised: a computer with a connection is not. */
  get advertised(): readonly string[] {
    return [...this.#advertisers].filter(([, { air }]) => air?.open !== true).map(([id]) => id);
  }

  get scanning(): number {
    return this.#scanners.size;
  }

  /** One computer's adapter; a role with a problem cannot be had. */
  adapter(problems: { readonly central?: BluetoothProblem; readonly peripheral?: BluetoothProblem } = {}): Bluetooth {
    return {
      central: {
        state: async () => problems.central ?? "ready",
        scan: (onSeen, onTrouble) => {
          const scanner = { onSeen, onTrouble };
          if (problems.central !== undefined) onTrouble(new ExchangeError(problems.central));
          else this.#scanners.add(scanner);
          void Promise.resolve().then(() => {
            if (this.#scanners.has(scanner)) for (const id of this.advertised) onSeen(this.#sighting(id));
          });
          return { stop: () => void this.#scanners.delete(scanner) };
        },
      },
      peripheral: {
        state: async () => problems.peripheral ?? "ready",
        advertise: async (id, onLink) => {
          if (problems.peripheral !== undefined) throw new ExchangeError(problems.peripheral);
          this.#advertisers.set(id, { onLink, air: undefined });
          this.hear(id);
          return {
            stop: async () => {
              this.#advertisers.get(id)?.air?.drop();
              this.#advertisers.delete(id);
            },
          };
        },
      },
    };
  }

  /** An advertisement of `id` with this strength goes to everybody who scans. */
  hear(id: string, rssi?: number): void {
    for (const { onSeen } of this.#scanners) onSeen(this.#sighting(id, rssi));
  }

  /** Ends every connection there is. */
  drop(): void {
    for (const air of this.airs) if (air.open) air.drop();
  }

  #sighting(id: string, rssi?: number): Sighting {
    return { id, ...(rssi !== undefined && { rssi }), connect: async (signal) => this.#connect(id, signal) };
  }

  #connect(id: string, signal: AbortSignal): GattLink {
    if (signal.aborted) throw new ExchangeError("owner.cancelled");
    const advertiser = this.#advertisers.get(id);
    if (advertiser === undefined || advertiser.air?.open === true) throw new ExchangeError("transport.unreachable");
    const air = new Air(this.#clock, this.weather);
    advertiser.air = air;
    this.airs.push(air);
    void air.peripheral.closed.then(() => this.hear(id));
    advertiser.onLink(air.peripheral);
    return air.central;
  }
}
