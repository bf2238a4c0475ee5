// The port through which computers on one network find each other, and the short list of those a person can pick from. docs/protocol.md §2
// What is found is a hint and no more: anyone on the network can announce anything; the typed code is what authenticates.

import { hex } from "../bytes.ts";
import type { Primitives } from "../crypto/primitives.ts";
import type { ExchangeError } from "../errors.ts";

/** A computer that shows Receive: where it says it can be reached. */
export type Nearby = {
  /** 16 hexadecimal digits, new each time Receive opens. */
  readonly id: string;
  /** Checked IP addresses, best first, at most `MAXIMUM_ADDRESSES`. */
  readonly addresses: readonly string[];
  readonly port: number;
};

export type Advertisement = {
  /** Says goodbye; resolves when that is on its way. */
  stop(): Promise<void>;
};

export interface Discovery {
  /** Visible from now until `stop`. Throws `transport.unreachable` when the network cannot be asked. */
  advertise(offer: { readonly id: string; readonly port: number }): Promise<Advertisement>;
  /** Calls back until `stop`; again for an id whose addresses grew. While the network cannot be asked, `onTrouble` hears why and the asking goes on. */
  browse(onFound: (destination: Nearby) => void, onLost: (id: string) => void, onTrouble?: (error: ExchangeError) => void): { stop(): void };
}

export const SERVICE_NAME = "keyferry";
export const SERVICE_VERSION = "1";
export const MAXIMUM_NEARBY = 64;
export const MAXIMUM_ADDRESSES = 8;

/** Rounds of asking that a computer may miss before it counts as gone. */
const MISSED_ROUNDS = 2;

/** A fresh id; nothing about this computer or an earlier one can be read from it. */
export function newNearbyId({ random }: Pick<Primitives, "random">): string {
  return hex(random(8));
}

export function isNearbyId(text: unknown): text is string {
  return typeof text === "string" && /^[0-9a-f]{16}$/.test(text);
}

type Known = { nearby: Nearby; missed: number };

/** Turns what is heard, in rounds, into found and lost; never holds more than `MAXIMUM_NEARBY`. */
export class NearbyList {
  readonly #known = new Map<string, Known>();
  readonly #onFound: (destination: Nearby) => void;
  readonly #onLost: (id: string) => void;

  constructor(onFound: (destination: Nearby) => void, onLost: (id: string) => void) {
    this.#onFound = onFound;
    this.#onLost = onLost;
  }

  /** The first port heard for an id stays; addresses are added. */
  heard(heard: Nearby): void {
    const known = this.#known.get(heard.id);
    if (!known) {
      if (this.#known.size >= MAXIMUM_NEARBY) return;
      this.#known.set(heard.id, { nearby: heard, missed: 0 });
      this.#onFound(heard);
      return;
    }
    if (known.nearby.port !== heard.port) return;
    known.missed = 0;
    const addresses = [...new Set([...known.nearby.addresses, ...heard.addresses])].slice(0, MAXIMUM_ADDRESSES);
    if (addresses.length === known.nearby.addresses.length) return;
    known.nearby = { ...known.nearby, addresses };
    this.#onFound(known.nearby);
  }

  gone(id: string): void {
    if (this.#known.delete(id)) this.#onLost(id);
  }

  endRound(): void {
    for (const [id, known] of this.#known) if (++known.missed > MISSED_ROUNDS) this.gone(id);
  }
}
