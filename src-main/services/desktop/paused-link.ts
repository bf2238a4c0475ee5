// A link and a clock behind the session's gate: while it is shut nothing is sent, no frame is handed on and no deadline comes nearer.
// When it opens everything goes on where it was. A transfer that is stopped is let through, so that it can end while the vault is locked.

import type { Clock } from "../../../src-shared/clock.ts";
import type { Channel } from "../../../src-shared/exchange/channel.ts";
import type { Links } from "../../../src-shared/exchange/links.ts";
import { channelOver } from "../links/channel-over.ts";
import type { Gate } from "./gate.ts";

export class PausedLink {
  readonly clock: Clock;
  readonly #gate: Gate;
  readonly #clock: Clock;
  readonly #stopped: Promise<void>;
  readonly #signal: AbortSignal;
  readonly #end: () => void;
  #shutAt: number | undefined;
  /** Milliseconds that it was shut. */
  #still = 0;

  constructor(gate: Gate, clock: Clock, signal: AbortSignal) {
    this.#gate = gate;
    this.#clock = clock;
    this.#signal = signal;
    this.#stopped = new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
    this.#shutAt = gate.shut ? clock.elapsed() : undefined;
    this.#end = gate.watch((shut) => this.#turned(shut));
    this.clock = { now: () => clock.now(), elapsed: () => this.#active(), after: (milliseconds, work) => this.#after(milliseconds, work) };
  }

  /** Resolves while the gate is open, and for a stopped transfer. */
  async passed(): Promise<void> {
    if (this.#open) return;
    await Promise.race([this.#gate.passed(), this.#stopped]);
  }

  through(channel: Channel): Channel {
    const send = async (frame: Uint8Array) => {
      await this.passed();
      return channel.send(frame);
    };
    return channelOver(channel, { send, frames: () => this.#frames(channel) });
  }

  /** The same for every link that a session gets later. */
  throughAll(links: Links): Links {
    const next = async (signal: AbortSignal) => this.through(await links.next(signal));
    const { reach } = links;
    return {
      next,
      carriedBy: (kind) => links.carriedBy?.(kind),
      reachable: (there) => links.reachable?.(there),
      ...(reach && { reach }),
    };
  }

  /** Forgets the gate. */
  end(): void {
    this.#end();
  }

  get #open(): boolean {
    return !this.#gate.shut || this.#signal.aborted;
  }

  async *#frames(channel: Channel): AsyncGenerator<Uint8Array> {
    try {
      for await (const frame of channel.frames()) {
        await this.passed();
        yield frame;
      }
    } finally {
      await this.passed(); // that the link ended is heard afterwards too
    }
  }

  #turned(shut: boolean): void {
    if (!shut) this.#still = this.#stoodStill();
    this.#shutAt = shut ? this.#clock.elapsed() : undefined;
  }

  #stoodStill(): number {
    return this.#still + (this.#shutAt === undefined ? 0 : this.#clock.elapsed() - this.#shutAt);
  }

  #active(): number {
    return this.#clock.elapsed() - this.#stoodStill();
  }

  #after(milliseconds: number, work: () => void): () => void {
    const due = this.#active() + milliseconds;
    let cancelled = false;
    let disarm = () => {};
    const arm = (rest: number) => {
      disarm = this.#clock.after(rest, () => void reached());
    };
    const reached = async () => {
      if (!this.#open) await this.passed();
      if (cancelled) return;
      const missing = Math.ceil(due - this.#active());
      if (missing < 1 || this.#signal.aborted) work();
      else arm(missing);
    };
    arm(milliseconds);
    return () => {
      cancelled = true;
      disarm();
    };
  }
}
