// The sending half of a Bluetooth channel: cuts channel frames into DATA frames, keeps those unanswered, and sends again what is lost. Pure; docs/bluetooth.md, “Loss”

import { ExchangeError } from "../errors.ts";
import { Flight } from "./flight.ts";
import { type Ack, ahead, DATA_HEAD, dataValue, LENGTH_HEAD, SMALLEST_VALUE, WINDOW } from "./frame.ts";
import { RoundTrip } from "./round-trip.ts";

/** Sequence numbers the other side takes before it has said so. */
export const FIRST_CREDITS = 16;
/** Frames sent after one and answered before it is lost, and not just late. */
const DISORDER = 40;
/** The central sends every so manieth frame as a confirmed write: what was written before has left the stack then. */
const BARRIER = 16;
/** Milliseconds: a longer round trip is a queue that only grows longer. */
const LONG_QUEUE = 1500;
/** Milliseconds without news of anything that is unanswered until the link counts as gone. */
const STALLED = 15_000;
/** Milliseconds without an ACK that is waited for until one is asked for, and between two questions. */
const ASK = 1000;

type Sent = { readonly sequence: number; readonly value: Uint8Array; state: "flying" | "lost"; sentAt: number; order: number; times: number };
export type Outgoing = { readonly value: Uint8Array; readonly confirmed: boolean };

export class Sender {
  /** Bytes in the largest value to send. */
  size: number = SMALLEST_VALUE;
  readonly #confirms: boolean;
  readonly #waiting: Uint8Array[] = [];
  #cut = 0;
  #backlog = 0;
  /** Those not answered, in order of their numbers. */
  readonly #unanswered = new Map<number, Sent>();
  #flying = 0;
  #next = 0;
  #base = 0;
  #limit = FIRST_CREDITS;
  readonly #flight = new Flight();
  #order = 0;
  #answeredOrder = 0;
  readonly #roundTrip = new RoundTrip();
  #doublings = 0;
  #newsAt = 0;
  #overdueFrom = 0;
  #heardAt = 0;
  #askedAt = 0;

  /** `confirms`: this side is the central, whose writes can be confirmed. */
  constructor(confirms: boolean) {
    this.#confirms = confirms;
  }

  /** Bytes given and not yet cut into frames. */
  get backlog(): number {
    return this.#backlog;
  }

  /** Everything given has been answered. */
  get idle(): boolean {
    return this.#waiting.length === 0 && this.#unanswered.size === 0;
  }

  /** The number of the DATA frame that comes next. */
  get next(): number {
    return this.#next;
  }

  give(frame: Uint8Array): void {
    this.#waiting.push(frame);
    this.#backlog += frame.length;
  }

  /** Drops what waits to be cut. */
  drop(): void {
    this.#waiting.length = 0;
    this.#backlog = 0;
    this.#cut = 0;
  }

  /** The next value to send: what is lost first, then what is new, as far as flight and credits reach; none to confirm unless it `mayConfirm`. */
  take(now: number, mayConfirm = true): Outgoing | undefined {
    if (this.#flying >= this.#flight.most || (this.#confirmsNext && !mayConfirm)) return undefined;
    for (const sent of this.#unanswered.values()) if (sent.state === "lost") return this.#send(sent, now);
    const frame = this.#waiting[0];
    if (frame === undefined || this.#next >= this.#limit) return undefined;
    if (this.#unanswered.size === 0) {
      this.#newsAt = now;
      this.#heardAt = now;
      this.#overdueFrom = now;
    }
    const sent: Sent = { sequence: this.#next++, value: this.#piece(frame), state: "lost", sentAt: now, order: 0, times: 0 };
    this.#unanswered.set(sent.sequence, sent);
    return this.#send(sent, now);
  }

  /** True when it is time to ask for an ACK: something waits for one, and it may have got lost. */
  takeAsk(now: number): boolean {
    if (!this.#waits || now < this.#askAt()) return false;
    this.#askedAt = now;
    return true;
  }

  /** Throws `counterpart.protocol-violation` for an answer to what was never sent. */
  answered({ next, credits, beyond }: Ack, now: number): void {
    const advance = ahead(next, this.#base);
    if (advance < 0) return; // overtaken by a later one
    const upTo = this.#base + advance;
    this.#heardAt = now;
    if (upTo > this.#next || credits > WINDOW) throw new ExchangeError("counterpart.protocol-violation", { detail: "ACK" });
    const arrived: Sent[] = [];
    for (let sequence = this.#base; sequence < upTo; sequence++) this.#arrived(sequence, arrived);
    for (let bit = 0; bit < WINDOW; bit++) {
      if ((((beyond[bit >> 3] as number) >> (bit & 7)) & 1) === 0) continue;
      if (upTo + 1 + bit >= this.#next) throw new ExchangeError("counterpart.protocol-violation", { detail: "ACK" });
      this.#arrived(upTo + 1 + bit, arrived);
    }
    this.#news(arrived, now);
    this.#base = upTo;
    this.#limit = Math.max(this.#limit, upTo + credits);
    this.#doublings = 0;
    for (const sent of this.#unanswered.values()) {
      const passed = this.#answeredOrder - sent.order > DISORDER;
      if (sent.state === "flying" && (passed || now - sent.sentAt >= this.#roundTrip.limit())) this.#lose(sent, now);
    }
  }

  /** Finds what is overdue. Throws `transport.closed` when nothing was answered for too long. */
  check(now: number): void {
    if (this.#unanswered.size === 0) return;
    if (now - this.#newsAt >= STALLED) throw new ExchangeError("transport.closed", { detail: "no answer over Bluetooth" });
    for (const sent of this.#unanswered.values()) if (this.#overtaken(sent) && now - sent.sentAt >= this.#roundTrip.limit()) this.#lose(sent, now);
    if (now < this.#overdueFrom + this.#roundTrip.limit(this.#doublings)) return;
    this.#overdueFrom = now;
    this.#doublings++;
    for (const sent of this.#unanswered.values()) if (sent.state === "flying") this.#lose(sent, now);
    this.#flight.silence();
  }

  /** When `check` or `takeAsk` has something to do. */
  deadline(): number | undefined {
    if (this.#unanswered.size === 0) return this.#waits ? this.#askAt() : undefined;
    let earliest = Math.min(this.#askAt(), this.#newsAt + STALLED, this.#overdueFrom + this.#roundTrip.limit(this.#doublings));
    for (const sent of this.#unanswered.values()) if (this.#overtaken(sent)) earliest = Math.min(earliest, sent.sentAt + this.#roundTrip.limit());
    return earliest;
  }

  get #confirmsNext(): boolean {
    return this.#confirms && (this.#flight.heavyLoss || (this.#order + 1) % BARRIER === 0);
  }

  /** For answers, or for credits. */
  get #waits(): boolean {
    return this.#unanswered.size > 0 || (this.#waiting.length > 0 && this.#next >= this.#limit);
  }

  #askAt(): number {
    return Math.max(this.#heardAt, this.#askedAt) + ASK;
  }

  #overtaken(sent: Sent): boolean {
    return sent.state === "flying" && sent.order < this.#answeredOrder;
  }

  #piece(frame: Uint8Array): Uint8Array {
    const first = this.#cut === 0;
    const end = Math.min(frame.length, this.#cut + this.size - DATA_HEAD - (first ? LENGTH_HEAD : 0));
    const content = frame.subarray(this.#cut, end);
    const last = end === frame.length;
    this.#backlog -= content.length;
    this.#cut = last ? 0 : end;
    if (last) this.#waiting.shift();
    return dataValue({ sequence: this.#next - 1, last, content, ...(first && { length: frame.length }) });
  }

  #send(sent: Sent, now: number): Outgoing {
    const confirmed = this.#confirmsNext;
    sent.state = "flying";
    sent.sentAt = now;
    sent.order = ++this.#order;
    sent.times++;
    this.#flying++;
    this.#flight.sent();
    return { value: sent.value, confirmed };
  }

  #arrived(sequence: number, arrived: Sent[]): void {
    const sent = this.#unanswered.get(sequence);
    if (!sent) return;
    this.#unanswered.delete(sequence);
    if (sent.state === "flying") this.#flying--;
    else this.#hasty();
    arrived.push(sent);
  }

  /** `arrived`: what an ACK tells of for the first time. */
  #news(arrived: readonly Sent[], now: number): void {
    if (arrived.length === 0) return;
    this.#newsAt = now;
    this.#overdueFrom = now;
    // the last one sent is likely to be what the ACK answers: the others may have waited for one that was lost
    const newest = arrived.reduce((one, other) => (other.order > one.order ? other : one));
    const took = now - newest.sentAt;
    if (newest.times === 1) this.#roundTrip.measured(took);
    if (newest.times === 1 || took >= this.#roundTrip.shortest) this.#answeredOrder = Math.max(this.#answeredOrder, newest.order);
    else this.#hasty();
    if (this.#roundTrip.mean > LONG_QUEUE) this.#flight.queued(now, this.#roundTrip.mean);
    else for (const _ of arrived) this.#flight.answered();
  }

  /** A frame was taken for lost and had come. */
  #hasty(): void {
    this.#flight.found();
    this.#roundTrip.hasty();
  }

  #lose(sent: Sent, now: number): void {
    sent.state = "lost";
    this.#flying--;
    this.#flight.lost(now, this.#roundTrip.mean);
  }
}
