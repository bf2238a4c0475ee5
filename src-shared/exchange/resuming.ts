// Takes every further link a session is offered and tries to resume there, beside the session: a stranger's link costs it nothing. docs/protocol.md §10

import type { Clock } from "../clock.ts";
import { ExchangeError } from "../errors.ts";
import { type Carrier, carrierOf } from "./carrier.ts";
import type { Channel } from "./channel.ts";
import type { Links } from "./links.ts";
import type { ResumeAttempts, Won } from "./resume-attempts.ts";
import { type Secured, wipeEpoch } from "./secured.ts";

/** Milliseconds for one try, and what it has at least, also when others wait: a true one takes well under a second, by Bluetooth up to two. */
const ATTEMPT = 10_000;
const SHARE = 3000;
const MOST_AT_ONCE = 4;
/** Tries that may begin within a second: each costs the importer a key pair, whoever comes. */
const MOST_A_SECOND = 20;

export type ResumingPorts = {
  readonly clock: Clock;
  readonly links: Links;
  readonly attempts: ResumeAttempts;
  readonly link: () => Secured | undefined;
  readonly won: (won: Won, carrier: Carrier) => void;
};

export class Resuming {
  readonly #ports: ResumingPorts;
  readonly #stop = new AbortController();
  /** With the moment each was begun, the oldest first. */
  readonly #tried = new Map<Channel, number>();
  /** When the last ones were begun. */
  readonly #began: number[] = [];
  #oneLess: () => void = () => {};
  #goOn: () => void = () => {};

  constructor(ports: ResumingPorts) {
    this.#ports = ports;
    void this.#ask();
  }

  /** Closes every link that is being tried. */
  stop(): void {
    this.#stop.abort();
    this.#oneLess();
    this.#goOn();
    for (const channel of this.#tried.keys()) channel.close();
    this.#ports.attempts.close();
  }

  async #ask(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      const channel = await this.#ports.links.next(signal).catch(() => undefined);
      if (channel === undefined) return; // told to stop
      await this.#room();
      await this.#pace();
      if (signal.aborted) channel.close();
      else void this.#try(channel);
    }
  }

  /** Resolves when one more can be tried: the oldest makes way once it has had its share, so that nobody keeps others out by saying nothing. */
  async #room(): Promise<void> {
    const [oldest] = this.#tried;
    if (oldest === undefined || this.#tried.size < MOST_AT_ONCE || this.#stop.signal.aborted) return;
    const { clock } = this.#ports;
    const [channel, began] = oldest;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#oneLess = resolve;
    const disarm = clock.after(Math.max(0, began + SHARE - clock.elapsed()), () => {
      channel.close();
      resolve();
    });
    await promise;
    disarm();
  }

  /** Resolves when one more may begin in this second. */
  async #pace(): Promise<void> {
    const { clock } = this.#ports;
    const nth = this.#began.length < MOST_A_SECOND ? undefined : this.#began.shift();
    const rest = nth === undefined ? 0 : nth + 1000 - clock.elapsed();
    if (rest > 0 && !this.#stop.signal.aborted) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#goOn = resolve;
      const disarm = clock.after(rest, resolve);
      await promise;
      disarm();
    }
    this.#began.push(clock.elapsed());
  }

  async #try(channel: Channel): Promise<void> {
    const { clock, attempts, link, won } = this.#ports;
    const carrier = carrierOf(channel);
    const disarm = clock.after(ATTEMPT, () => channel.close());
    this.#tried.set(channel, clock.elapsed());
    try {
      const result = await attempts.attempt(link, { send: (frame) => channel.send(frame), receive: () => received(carrier) });
      if (this.#stop.signal.aborted) wipeEpoch(result.epoch);
      else won(result, carrier);
    } catch {
      channel.close(); // whoever it was, it was not the counterpart
    } finally {
      disarm();
      this.#tried.delete(channel);
      this.#oneLess();
    }
  }
}

async function received({ frames }: Carrier): Promise<Uint8Array> {
  const { value, done } = await frames.next();
  if (done) throw new ExchangeError("transport.closed");
  return value;
}
