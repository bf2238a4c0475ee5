// Takes every further link a session is offered and tries to resume there, beside the session: a stranger's link costs it nothing. docs/protocol.md §10

import type { Clock } from "../clock.ts";
import { ExchangeError } from "../errors.ts";
import { type Carrier, carrierOf } from "./carrier.ts";
import type { Channel } from "./channel.ts";
import type { Links } from "./links.ts";
import type { ResumeAttempts, Won } from "./resume-attempts.ts";
import type { Secured } from "./secured.ts";

/** Milliseconds for one try. */
const ATTEMPT = 10_000;
const MOST_AT_ONCE = 4;

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
  readonly #tried = new Set<Channel>();
  #oneLess: () => void = () => {};

  constructor(ports: ResumingPorts) {
    this.#ports = ports;
    void this.#ask();
  }

  /** Closes every link that is being tried. */
  stop(): void {
    this.#stop.abort();
    this.#oneLess();
    for (const channel of this.#tried) channel.close();
    this.#ports.attempts.close();
  }

  async #ask(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      if (this.#tried.size >= MOST_AT_ONCE) {
        await new Promise<void>((resolve) => {
          this.#oneLess = resolve;
        });
        continue;
      }
      const channel = await this.#ports.links.next(signal).catch(() => undefined);
      if (channel === undefined) return; // told to stop
      if (signal.aborted) channel.close();
      else void this.#try(channel);
    }
  }

  async #try(channel: Channel): Promise<void> {
    const { clock, attempts, link, won } = this.#ports;
    const carrier = carrierOf(channel);
    const disarm = clock.after(ATTEMPT, () => channel.close());
    this.#tried.add(channel);
    try {
      const result = await attempts.attempt(link, { send: (frame) => channel.send(frame), receive: () => received(carrier) });
      won(result, carrier);
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
