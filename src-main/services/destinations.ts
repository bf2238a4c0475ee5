// Computers nearby that show Receive: the list a person picks from, and waiting for the one they named.

import type { Clock } from "../../src-shared/clock.ts";
import { ExchangeError } from "../../src-shared/errors.ts";
import type { Discovery, Nearby } from "../../src-shared/exchange/discovery.ts";

export type DestinationObserver = {
  readonly found: (destination: Nearby) => void;
  readonly lost?: (id: string) => void;
  /** The network cannot be asked; the asking goes on. */
  readonly trouble?: (error: ExchangeError) => void;
};

export class DestinationService {
  readonly #discovery: Discovery;
  readonly #clock: Clock;

  constructor(discovery: Discovery, clock: Clock) {
    this.#discovery = discovery;
    this.#clock = clock;
  }

  /** Reports until `signal` says stop. */
  async watch({ found, lost, trouble }: DestinationObserver, signal: AbortSignal): Promise<void> {
    const browsing = this.#discovery.browse(found, lost ?? (() => {}), trouble);
    try {
      await aborted(signal);
    } finally {
      browsing.stop();
    }
  }

  /** Who is there after `milliseconds` of listening. Throws `transport.unreachable` when nobody is because the network could not be asked. */
  async list(milliseconds: number, signal: AbortSignal): Promise<readonly Nearby[]> {
    const there = new Map<string, Nearby>();
    let trouble: ExchangeError | undefined;
    const observer: DestinationObserver = {
      found: (one) => there.set(one.id, one),
      lost: (id) => there.delete(id),
      trouble: (error) => {
        trouble = error;
      },
    };
    await this.#while(observer, milliseconds, signal, new AbortController());
    if (there.size === 0 && trouble !== undefined) throw trouble;
    return [...there.values()];
  }

  /** The one with this id, as soon as it is found. Throws `transport.unreachable` when it is not there in time. */
  async waitFor(id: string, milliseconds: number, signal: AbortSignal): Promise<Nearby> {
    let wanted: Nearby | undefined;
    const enough = new AbortController();
    const found = (one: Nearby) => {
      if (one.id !== id) return;
      wanted = one;
      enough.abort();
    };
    await this.#while({ found }, milliseconds, signal, enough);
    if (wanted === undefined) throw new ExchangeError("transport.unreachable", { detail: "no destination with that id is nearby" });
    return wanted;
  }

  async #while(observer: DestinationObserver, milliseconds: number, signal: AbortSignal, enough: AbortController): Promise<void> {
    const cancelTimer = this.#clock.after(milliseconds, () => enough.abort());
    try {
      await this.watch(observer, AbortSignal.any([signal, enough.signal]));
    } finally {
      cancelTimer();
    }
    if (signal.aborted) throw new ExchangeError("owner.cancelled");
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
