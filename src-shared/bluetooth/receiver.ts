// The receiving half of a Bluetooth channel: puts DATA frames in order, joins channel frames, and says what came and what may come. Pure; docs/bluetooth.md, “Order and credits”

import { ExchangeError } from "../errors.ts";
import { MAXIMUM_FRAME } from "../exchange/channel.ts";
import { ackValue, ahead, type Data, WINDOW } from "./frame.ts";
import { FIRST_CREDITS } from "./sender.ts";

/** An ACK goes out after so many frames, or so many milliseconds after the first it tells of. */
const ACK_FRAMES = 8;
const ACK_DELAY = 50;

export type Inbox = {
  /** Takes a whole channel frame. */
  push(frame: Uint8Array): void;
  /** Whether more may be asked for. */
  room(): boolean;
};

/** `body` grows with what really came, up to `length`. */
type Joining = { readonly length: number; body: Uint8Array; filled: number };

/** Bytes of a channel frame that memory is taken for at first. */
const FIRST_BODY = 4096;

export class Receiver {
  readonly #inbox: Inbox;
  readonly #held = new Map<number, Data>();
  #next = 0;
  #granted = FIRST_CREDITS;
  #joining: Joining | undefined;
  #unsaid = 0;
  #ackFrom: number | undefined;

  constructor(inbox: Inbox) {
    this.#inbox = inbox;
  }

  /** The number of the first DATA frame that has not come. */
  get next(): number {
    return this.#next;
  }

  /**
   * Takes a DATA frame that may be late, early or a copy. Throws `counterpart.protocol-violation` for one that no sender makes, and
   * `counterpart.limit-exceeded` for a channel frame above `MAXIMUM_FRAME`.
   */
  accept(data: Data, now: number): void {
    const distance = ahead(data.sequence, this.#next);
    const sequence = this.#next + distance;
    if (sequence >= this.#granted) throw violation("sequence");
    if (++this.#unsaid >= ACK_FRAMES) this.ackNow(now);
    else this.#ackFrom ??= now + ACK_DELAY;
    if (distance < 0 || this.#held.has(sequence)) return;
    this.#held.set(sequence, data);
    for (let ready = this.#held.get(this.#next); ready; ready = this.#held.get(this.#next)) {
      this.#held.delete(this.#next++);
      this.#join(ready);
    }
  }

  /** The other side asked, or there is room again. */
  ackNow(now: number): void {
    this.#ackFrom = now;
  }

  /** The inbox has given something out: true when the other side should hear that there is room again. */
  reopened(now: number): boolean {
    if (this.#granted - this.#next >= FIRST_CREDITS || !this.#inbox.room()) return false;
    this.ackNow(now);
    return true;
  }

  /** The ACK, when one is due. */
  takeAck(now: number): Uint8Array | undefined {
    if (this.#ackFrom === undefined || now < this.#ackFrom) return undefined;
    this.#ackFrom = undefined;
    this.#unsaid = 0;
    if (this.#inbox.room()) this.#granted = Math.max(this.#granted, this.#next + WINDOW);
    const beyond = new Uint8Array(WINDOW / 8);
    for (const sequence of this.#held.keys()) {
      const bit = sequence - this.#next - 1;
      beyond[bit >> 3] = (beyond[bit >> 3] as number) | (1 << (bit & 7));
    }
    return ackValue({ next: this.#next, credits: Math.max(0, this.#granted - this.#next), beyond });
  }

  deadline(): number | undefined {
    return this.#ackFrom;
  }

  #join({ length, last, content }: Data): void {
    const joining = this.#joining ?? started(length);
    if (this.#joining !== undefined && length !== undefined) throw violation("start inside a frame");
    if (content.length === 0 && joining.length !== 0) throw violation("empty piece");
    const filled = joining.filled + content.length;
    if (filled > joining.length || last !== (filled === joining.length)) throw violation("length");
    if (filled > joining.body.length) joining.body = grown(joining, filled);
    joining.body.set(content, joining.filled);
    joining.filled = filled;
    this.#joining = last ? undefined : joining;
    if (last) this.#inbox.push(joining.body);
  }
}

function started(length: number | undefined): Joining {
  if (length === undefined) throw violation("no start");
  if (length > MAXIMUM_FRAME) throw new ExchangeError("counterpart.limit-exceeded", { detail: "frame" });
  return { length, body: new Uint8Array(Math.min(length, FIRST_BODY)), filled: 0 };
}

function grown({ length, body }: Joining, needed: number): Uint8Array {
  const larger = new Uint8Array(Math.min(length, Math.max(needed, body.length * 2)));
  larger.set(body);
  return larger;
}

function violation(detail: string): ExchangeError {
  return new ExchangeError("counterpart.protocol-violation", { detail });
}
