// Computers nearby that show Receive: the list a person picks from, and waiting for the one they named.

import type { Clock } from "../../src-shared/clock.ts";
import { ExchangeError } from "../../src-shared/errors.ts";
import type { Discovery, Nearby } from "../../src-shared/exchange/discovery.ts";

export type DestinationObserver = { readonly found: (destination: Nearby) => void; readonly lost?: (id: string) => void };

export class DestinationService {
  readonly #discovery: Discovery;
  readonly #clock: Clock;

  constructor(discovery: Discovery, clock: Clock) {
    this.#discovery = discovery;
    this.#clock = clock;
  }

  /** Reports until `signal` says stop. Throws `transport.unreachable` when the network cannot be asked. */
  async watch({ found, lost }: DestinationObserver, signal: AbortSignal): Promise<void> {
    const browsing = await this.#discovery.browse(found, lost ?? (() => {}));
    try {
      await aborted(signal);
    } finally {
      browsing.stop();
    }
  }

  /** Who is there after `milliseconds` of listening. */
  async list(milliseconds: number, signal: AbortSignal): Promise<readonly Nearby[]> {
    const there = new Map<string, Nearby>();
    const observer = { found: (one: Nearby) => void there.set(one.id, one), lost: (id: string) => void there.delete(id) };
    await this.#while(observer, milliseconds, signal, new AbortController());
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
