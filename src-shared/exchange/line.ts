// What a session talks over: one channel at a time and, when it can be resumed, another one after that. docs/protocol.md §10

import type { Clock } from "../clock.ts";
import { ExchangeError } from "../errors.ts";
import { type Carrier, carrierOf, closedBy, pump } from "./carrier.ts";
import type { Channel } from "./channel.ts";
import type { Inbox, Post } from "./inbox.ts";
import type { Links } from "./links.ts";
import type { ResumeAttempts, Won } from "./resume-attempts.ts";
import { Resuming } from "./resuming.ts";
import { type Secured, wipeEpoch } from "./secured.ts";
import type { CommonInput } from "./session.ts";

/** Milliseconds: of our silence before ALIVE, of theirs before the link counts as dead. */
const QUIET = 20_000;
const SILENT = 60_000;
/** Milliseconds without a link since something new came: together, and when it is not known that the other side can resume. */
const WITHOUT_LINK = { heard: 600_000, unheard: 30_000 } as const;

/** Links of before that stay open: whoever moves on and on without a word holds no more. */
const MOST_RETIRED = 4;

export type LinePorts<Input> = {
  readonly channel: Channel;
  readonly clock: Clock;
  readonly inbox: Inbox<Input | CommonInput>;
  /** Both or none. */
  readonly links: Links | undefined;
  readonly attempts: ResumeAttempts | undefined;
};

export class Line<Input> {
  readonly #ports: LinePorts<Input>;
  #carrier: Carrier | undefined;
  /** The session's link while it can be resumed. */
  #link: Secured | undefined;
  #resuming: Resuming | undefined;
  /** Links of before, open until something came over the one of now. */
  readonly #retired: Carrier[] = [];
  readonly #offered = new Map<Carrier, Won>();
  readonly #waiting: (() => void)[] = [];
  #over = false;
  readonly #timers: Record<"quiet" | "silent" | "lost", () => void> = { quiet: () => {}, silent: () => {}, lost: () => {} };
  /** Milliseconds without a link since `progress`, and since when there is none. */
  #without = 0;
  #progress = 0;
  #lostAt = 0;

  constructor(ports: LinePorts<Input>) {
    this.#ports = ports;
    this.#carry(carrierOf(ports.channel));
  }

  /** Settles when what is on its way over the link of now has left. */
  get sent(): Promise<void> {
    return this.#carrier?.sending ?? Promise.resolve();
  }

  /** What cannot leave now stays in the session's keeping until it is resumed. */
  send(frame: Uint8Array): void {
    const carrier = this.#carrier;
    if (carrier === undefined) {
      if (this.#over) this.#ports.inbox.put({ type: "closed" });
      return;
    }
    const lost = (thrown: unknown) => this.#ports.inbox.put(closedBy(thrown), carrier);
    carrier.sending = carrier.sending.then(() => (carrier === this.#carrier ? carrier.channel.send(frame) : undefined)).catch(lost);
    this.#armQuiet();
  }

  /** Resolves when a link has taken all there was to send. */
  async room(): Promise<void> {
    for (;;) {
      const carrier = this.#carrier;
      if (carrier === undefined) await new Promise<void>((resolve) => this.#waiting.push(resolve));
      else await carrier.sending;
      if (carrier !== undefined && carrier === this.#carrier) return;
    }
  }

  /** What the session is to see of it. A link that ends is not its business while it can be resumed. */
  admit({ input, from }: Post<Input | CommonInput>): Input | CommonInput | undefined {
    if (from === undefined) return input;
    const won = this.#offered.get(from);
    if (won !== undefined && this.#offered.delete(from)) return this.#adopt(won, from);
    if (from !== this.#carrier) return undefined;
    const { type } = input as CommonInput;
    if (type === "closed" && this.#link !== undefined) {
      this.drop();
      return undefined;
    }
    for (const { channel } of this.#retired.splice(0)) channel.close();
    this.#armSilent();
    return input;
  }

  /** After each step: from the first link on which it can be resumed further ones are asked for. */
  follow(state: { readonly link?: Secured }): void {
    const { links, attempts, clock } = this.#ports;
    const heardBefore = this.#link?.resumption?.heard;
    this.#link = state.link?.resumption === undefined ? undefined : state.link;
    if (this.#link?.resumption?.heard && !heardBefore) this.#armSilent();
    if (this.#link === undefined || this.#resuming !== undefined || links === undefined || attempts === undefined) return;
    const won = (result: Won, carrier: Carrier) => this.#offer(result, carrier);
    this.#resuming = new Resuming({ clock, links, attempts, link: () => this.#link, won });
    this.#armQuiet();
  }

  /** The link of now is of no use. */
  drop(): void {
    const { links, clock } = this.#ports;
    const resumption = this.#link?.resumption;
    if (this.#carrier === undefined || resumption === undefined) return;
    this.#carrier.channel.close();
    this.#carrier = undefined;
    for (const { channel } of this.#retired.splice(0)) channel.close(); // of no use to anybody, and in the way of another one
    this.#disarm();
    links?.carriedBy?.(undefined);
    if (resumption.progress !== this.#progress) this.#without = 0;
    this.#progress = resumption.progress;
    this.#lostAt = clock.elapsed();
    const { heard } = resumption;
    const left = heard ? WITHOUT_LINK.heard - this.#without : WITHOUT_LINK.unheard;
    this.#timers.lost = clock.after(Math.max(0, left), () => this.#giveUp(new ExchangeError(heard ? "transport.timed-out" : "transport.closed")));
  }

  close(left: readonly Post<Input | CommonInput>[]): void {
    for (const { from } of left) if (from !== undefined && from !== this.#carrier) from.channel.close();
    this.#resuming?.stop();
    this.#disarm();
    for (const [carrier, won] of this.#offered) refuse(won, carrier);
    for (const { channel } of this.#retired) channel.close();
    this.#carrier?.channel.close();
  }

  #offer(won: Won, carrier: Carrier): void {
    this.#offered.set(carrier, won);
    this.#ports.inbox.put({ type: "resumed", epoch: won.epoch, next: won.next, lost: true }, carrier);
  }

  /** Of two links that were resumed at once, the one that leads on from the other is taken, else the first. */
  #adopt(won: Won, carrier: Carrier): CommonInput | undefined {
    if (this.#over || !won.holds(this.#link)) {
      refuse(won, carrier);
      return undefined;
    }
    const lost = this.#carrier === undefined;
    if (this.#carrier === undefined) this.#without += this.#ports.clock.elapsed() - this.#lostAt;
    else this.#retired.push(this.#carrier);
    if (this.#retired.length > MOST_RETIRED) this.#retired.shift()?.channel.close();
    this.#carry(carrier, won.first);
    return { type: "resumed", epoch: won.epoch, next: won.next, lost };
  }

  #carry(carrier: Carrier, first?: Uint8Array): void {
    const { links, inbox } = this.#ports;
    this.#disarm();
    this.#carrier = carrier;
    links?.carriedBy?.(carrier.channel.kind);
    void pump(carrier, inbox, first);
    this.#armQuiet();
    this.#armSilent();
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  #giveUp(error: ExchangeError): void {
    this.#over = true;
    this.#resuming?.stop();
    this.#ports.inbox.put({ type: "closed", error });
  }

  #armQuiet(): void {
    this.#timers.quiet();
    if (this.#link !== undefined && this.#carrier !== undefined)
      this.#timers.quiet = this.#ports.clock.after(QUIET, () => this.#ports.inbox.put({ type: "quiet" }));
  }

  #armSilent(): void {
    this.#timers.silent();
    if (this.#link?.resumption?.heard && this.#carrier !== undefined) this.#timers.silent = this.#ports.clock.after(SILENT, () => this.drop());
  }

  #disarm(): void {
    for (const disarm of Object.values(this.#timers)) disarm();
  }
}

function refuse({ epoch }: Won, { channel }: Carrier): void {
  wipeEpoch(epoch);
  channel.close();
}
