// Links that came by themselves and wait to be taken: a few, and not for long.

import type { Clock } from "../../../src-shared/clock.ts";
import { ExchangeError } from "../../../src-shared/errors.ts";
import type { Channel } from "../../../src-shared/exchange/channel.ts";
import { channelOver } from "./channel-over.ts";

/** Links that may wait, and milliseconds of it; afterwards, milliseconds until a first frame has come. As on the network: src-main/platform/waiting-room.ts */
const WAITING = 4;
const PATIENCE = 10_000;

type Waiting = { readonly channel: Channel; readonly cancelTimer: () => void };
type Taker = { readonly resolve: (channel: Channel) => void; readonly reject: (error: ExchangeError) => void };

export class ChannelQueue {
  readonly #clock: Clock;
  readonly #waiting: Waiting[] = [];
  readonly #takers = new Set<Taker>();
  #closed = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  put(channel: Channel): void {
    const [taker] = this.#takers;
    if (taker !== undefined) taker.resolve(this.#given(channel));
    else if (this.#closed || this.#waiting.length >= WAITING) channel.close();
    else this.#wait(channel);
  }

  #wait(channel: Channel): void {
    const waiting: Waiting = { channel, cancelTimer: this.#clock.after(PATIENCE, () => this.#drop(waiting)) };
    this.#waiting.push(waiting);
  }

  /** The one that has waited longest, or the next to come. Rejects `transport.closed` once closed, and `owner.cancelled` when `signal` says so. */
  next(signal: AbortSignal): Promise<Channel> {
    if (this.#closed || signal.aborted) return Promise.reject(new ExchangeError(signal.aborted ? "owner.cancelled" : "transport.closed"));
    const waiting = this.#waiting.shift();
    if (waiting !== undefined) {
      waiting.cancelTimer();
      return Promise.resolve(this.#given(waiting.channel));
    }
    return new Promise((resolve, reject) => {
      const over = () => {
        this.#takers.delete(taker);
        signal.removeEventListener("abort", cancel);
      };
      const taker: Taker = {
        resolve(channel) {
          over();
          resolve(channel);
        },
        reject(error) {
          over();
          reject(error);
        },
      };
      const cancel = () => taker.reject(new ExchangeError("owner.cancelled"));
      this.#takers.add(taker);
      signal.addEventListener("abort", cancel, { once: true });
    });
  }

  /** Its frames end as `transport.timed-out` when none comes in time. */
  #given(channel: Channel): Channel {
    let late = false;
    const cancelTimer = this.#clock.after(PATIENCE, () => {
      late = true;
      channel.close();
    });
    async function* frames(): AsyncGenerator<Uint8Array> {
      for await (const frame of channel.frames()) {
        cancelTimer();
        yield frame;
      }
      cancelTimer();
      if (late) throw new ExchangeError("transport.timed-out", { detail: "no frame came" });
    }
    const close = () => {
      cancelTimer();
      channel.close();
    };
    return channelOver(channel, { frames, close });
  }

  close(): void {
    this.#closed = true;
    for (const waiting of [...this.#waiting]) this.#drop(waiting);
    for (const taker of this.#takers) taker.reject(new ExchangeError("transport.closed"));
  }

  #drop(waiting: Waiting): void {
    const at = this.#waiting.indexOf(waiting);
    if (at >= 0) this.#waiting.splice(at, 1);
    waiting.cancelTimer();
    waiting.channel.close();
  }
}
