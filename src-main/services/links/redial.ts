// One way to a computer, dialled again and again while its links are wanted: at most one dial at once, at most one link open.

import type { Clock } from "../../../src-shared/clock.ts";
import type { Channel, LinkKind } from "../../../src-shared/exchange/channel.ts";
import type { Attempt } from "./first-of.ts";
import { nextDial } from "./next-dial.ts";
import type { Way } from "./ports.ts";
import { type Watched, watched } from "./watched.ts";

export type RedialPorts = {
  readonly way: Way;
  readonly clock: Clock;
  readonly dial: Attempt<Channel>;
  /** Hears of a link that was made. */
  readonly onLink: (channel: Channel) => void;
};

export class Redial {
  readonly #ports: RedialPorts;
  #carrier: LinkKind | undefined;
  #dials = 0;
  #wanted = false;
  #link: Watched | undefined;
  #running: AbortController | undefined;
  #cancelPause: (() => void) | undefined;

  constructor(ports: RedialPorts, carrier: LinkKind) {
    this.#ports = ports;
    this.#carrier = carrier;
  }

  /** The link that is open this way; undefined when there is none. */
  get link(): Watched | undefined {
    return this.#link;
  }

  /** A link that is there already. */
  has(channel: Channel): Channel {
    const link = watched(channel, this.#ports.clock);
    this.#link = link;
    void link.gone.then(() => {
      if (this.#link === link) this.#link = undefined;
      this.#review();
    });
    return link.channel;
  }

  /** Whether somebody waits for a link. */
  want(on: boolean): void {
    this.#wanted = on;
    if (on) this.#review();
    else this.#stop();
  }

  /** What carries the session from now on. */
  carriedBy(carrier: LinkKind | undefined): void {
    if (carrier === this.#carrier) return;
    this.#carrier = carrier;
    this.again();
  }

  /** The pauses begin anew, as after a change. */
  again(): void {
    this.#dials = 0;
    this.#stop();
    this.#review();
  }

  #review(): void {
    if (!this.#wanted || this.#running !== undefined || this.#cancelPause !== undefined) return;
    const { way, clock } = this.#ports;
    const after = nextDial(way, { carrier: this.#carrier, open: this.#link !== undefined, dials: this.#dials });
    if (after === undefined) return;
    this.#cancelPause = clock.after(after, () => {
      this.#cancelPause = undefined;
      void this.#dial();
    });
  }

  async #dial(): Promise<void> {
    const running = new AbortController();
    this.#running = running;
    this.#dials++;
    // that nobody answers now is no failure of the session: it is dialled again
    const channel = await this.#ports.dial(running.signal).catch(() => undefined);
    if (this.#running !== running) return channel?.close();
    this.#running = undefined;
    if (channel !== undefined) this.#ports.onLink(this.has(channel));
    this.#review();
  }

  #stop(): void {
    this.#cancelPause?.();
    this.#cancelPause = undefined;
    this.#running?.abort();
    this.#running = undefined;
  }
}
