// A Channel over one GATT connection, whatever its stack loses, repeats or disorders. All input and output of Bluetooth is here; docs/bluetooth.md, “Frames”

import type { Clock } from "../clock.ts";
import { ExchangeError, toExchangeError } from "../errors.ts";
import { type Channel, MAXIMUM_FRAME } from "../exchange/channel.ts";
import { FrameQueue } from "../exchange/frame-queue.ts";
import { Closing } from "./closing.ts";
import { type Close, decodeFrame, type Frame, pingValue } from "./frame.ts";
import { Ladder } from "./ladder.ts";
import { type GattLink, LARGEST_VALUE } from "./ports.ts";
import { Receiver } from "./receiver.ts";
import { type Outgoing, Sender } from "./sender.ts";
import { largestByInfo } from "./service.ts";
import { Silence } from "./silence.ts";

export type BleOptions = { readonly clock: Clock; readonly signal?: AbortSignal };

/** Bytes received and not yet read before no more is asked for; a frame that has begun may still be completed. */
const INBOX_LIMIT = 65_536;
/** Bytes given to `send` and not yet on their way before it waits. */
const BACKLOG_LIMIT = 8192;
/** Milliseconds a stack may take for a value, and for a probe that may be too large for it. */
const SEND_LIMIT = 5000;
const PROBE_LIMIT = 1000;

type Next = Outgoing & { readonly probe?: number };

/**
 * Agrees with the other side on the size of values; works the same on both ends of `gatt`, which belongs to the channel from now on. Throws
 * `counterpart.unsupported`, `counterpart.protocol-violation`, `transport.timed-out` after 15 s, `transport.closed`, and `owner.cancelled` when `signal` says so.
 */
export async function openBleChannel(gatt: GattLink, { clock, signal }: BleOptions): Promise<BleChannel> {
  const cancelled = () => new ExchangeError("owner.cancelled");
  let channel: BleChannel;
  try {
    if (signal?.aborted) throw cancelled();
    channel = new BleChannel(gatt, clock, gatt.info ? largestByInfo(gatt.info) : LARGEST_VALUE);
  } catch (thrown) {
    gatt.close();
    throw thrown;
  }
  const cancel = () => channel.fail(cancelled());
  signal?.addEventListener("abort", cancel, { once: true });
  try {
    await channel.opened;
    return channel;
  } finally {
    signal?.removeEventListener("abort", cancel);
  }
}

class BleChannel implements Channel {
  readonly kind = "ble";
  readonly chunkSize = 4096;
  /** Resolves when values larger than the smallest may be sent; rejects when there will be no channel. */
  readonly opened: Promise<void>;
  readonly #gatt: GattLink;
  readonly #clock: Clock;
  readonly #inbox = new FrameQueue(() => this.#taken());
  readonly #ladder: Ladder;
  readonly #sender: Sender;
  readonly #receiver = new Receiver({ push: (frame) => this.#inbox.push(frame), room: () => this.#inbox.size <= INBOX_LIMIT });
  readonly #silence: Silence;
  readonly #closing = new Closing();
  #settleOpened: { readonly resolve: () => void; readonly reject: (error: ExchangeError) => void } | undefined;
  readonly #waiting: (() => void)[] = [];
  #confirming = false;
  #pumping = false;
  #over = false;
  #disarm = () => {};

  constructor(gatt: GattLink, clock: Clock, largest: number) {
    this.#gatt = gatt;
    this.#clock = clock;
    const now = clock.elapsed();
    this.#ladder = new Ladder(largest, now);
    this.#sender = new Sender(gatt.role === "central");
    this.#silence = new Silence(now);
    this.opened = new Promise((resolve, reject) => {
      this.#settleOpened = { resolve, reject };
    });
    gatt.receive((value) => this.#receive(value));
    void gatt.closed.then(() => this.fail(new ExchangeError("transport.closed", { detail: "Bluetooth connection" })));
    void this.#pump();
  }

  /** Resolves when little of what was given still waits to be sent. Rejects `transport.closed`, and `internal.bug` for a frame above `MAXIMUM_FRAME`. */
  async send(frame: Uint8Array): Promise<void> {
    if (frame.length > MAXIMUM_FRAME) throw new ExchangeError("internal.bug", { detail: "frame above the limit" });
    if (this.#cannotSend) throw new ExchangeError("transport.closed");
    this.#sender.give(new Uint8Array(frame));
    void this.#pump();
    while (this.#sender.backlog > BACKLOG_LIMIT && !this.#cannotSend) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    if (this.#cannotSend) throw new ExchangeError("transport.closed");
  }

  frames(): AsyncIterable<Uint8Array> {
    return this.#inbox;
  }

  /** What was sent before is still delivered, within five seconds; then the other side's frames end. */
  close(): void {
    if (this.#over || this.#closing.begun) return;
    this.#inbox.discard();
    this.#closing.begin(this.#clock.elapsed());
    if (this.#closing.byOther || !this.#ladder.done) this.#end();
    else void this.#pump();
    this.#wake();
  }

  /** Ends the channel and the connection at once; only the first reason counts. */
  fail(error: ExchangeError): void {
    if (this.#over) return;
    this.#inbox.finish(error);
    this.#end(error);
  }

  get #cannotSend(): boolean {
    return this.#over || this.#closing.begun || this.#closing.byOther;
  }

  #end(error = new ExchangeError("transport.closed")): void {
    this.#over = true;
    this.#disarm();
    this.#sender.drop();
    this.#settleOpened?.reject(error);
    this.#settleOpened = undefined;
    this.#wake();
    this.#gatt.close();
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  #taken(): void {
    if (this.#receiver.reopened(this.#clock.elapsed())) void this.#pump();
  }

  #receive(value: Uint8Array): void {
    if (this.#over) return;
    const frame = decodeFrame(value);
    if (!frame) return;
    const now = this.#clock.elapsed();
    this.#silence.heard(now);
    try {
      this.#handle(frame, now);
      void this.#pump();
    } catch (thrown) {
      this.fail(toExchangeError(thrown));
    }
  }

  #handle(frame: Frame, now: number): void {
    if (frame.kind === "hello") this.#ladder.onHello(frame, now);
    else if (frame.kind === "probe") this.#ladder.onProbe(frame.size);
    else if (frame.kind === "data") this.#receiver.accept(frame, now);
    else if (frame.kind === "ack") this.#sender.answered(frame, now);
    else if (frame.kind === "ping") this.#receiver.ackNow(now);
    else this.#handleClose(frame);
  }

  #handleClose(close: Close): void {
    this.#closing.heard(close, { received: this.#receiver.next, sent: this.#sender.next });
    if (this.#closing.answered) this.#end();
    if (this.#over || !this.#closing.byOther) return;
    this.#inbox.finish();
    this.#sender.drop();
    this.#wake();
  }

  /** The one place values are sent from, one after the other. */
  async #pump(): Promise<void> {
    if (this.#pumping || this.#over) return;
    this.#pumping = true;
    try {
      this.#disarm();
      for (let next = this.#next(); next; next = this.#next()) {
        await this.#transmit(next);
        if (this.#sender.backlog <= BACKLOG_LIMIT) this.#wake();
      }
      this.#arm();
    } catch (thrown) {
      this.fail(toExchangeError(thrown));
    } finally {
      this.#pumping = false;
    }
  }

  #next(): Next | undefined {
    if (this.#over) return undefined;
    const now = this.#clock.elapsed();
    if (this.#silence.gone(now)) throw new ExchangeError("transport.closed", { detail: "silence over Bluetooth" });
    this.#sender.check(now);
    const climbing = this.#ladder.take(now);
    this.#open();
    if (climbing) return { ...climbing, confirmed: false };
    const ack = this.#receiver.takeAck(now);
    if (ack) return { value: ack, confirmed: false };
    if (this.#silence.takePing(now) || this.#sender.takeAsk(now)) return { value: pingValue(), confirmed: false };
    const data = this.#ladder.done ? this.#sender.take(now, !this.#confirming) : undefined;
    if (data) return data;
    const closing = this.#closing.take(now, { idle: this.#sender.idle, sent: this.#sender.next, received: this.#receiver.next });
    if (closing) return { value: closing, confirmed: false };
    if (this.#closing.late(now)) this.#end();
    return undefined;
  }

  #open(): void {
    if (!this.#ladder.done) return;
    this.#sender.size = this.#ladder.size;
    this.#settleOpened?.resolve();
    this.#settleOpened = undefined;
  }

  /** At most one confirmed value is unanswered; others go on meanwhile. */
  async #transmit({ value, confirmed, probe }: Next): Promise<void> {
    if (probe !== undefined) return this.#put(value, false, PROBE_LIMIT).catch(() => this.#ladder.refused(probe));
    if (!confirmed) return this.#put(value, false, SEND_LIMIT);
    this.#confirming = true;
    this.#put(value, true, SEND_LIMIT).then(
      () => {
        this.#confirming = false;
        void this.#pump();
      },
      (thrown) => this.fail(toExchangeError(thrown)),
    );
  }

  async #put(value: Uint8Array, confirmed: boolean, limit: number): Promise<void> {
    let cancel = () => {};
    const late = new Promise<never>((_, reject) => {
      cancel = this.#clock.after(limit, () => reject(new ExchangeError("transport.closed", { detail: "Bluetooth does not take what is sent" })));
    });
    try {
      await Promise.race([this.#gatt.send(value, confirmed), late]);
    } catch (cause) {
      throw new ExchangeError("transport.closed", { detail: "Bluetooth write", cause });
    } finally {
      cancel();
    }
  }

  #arm(): void {
    if (this.#over) return;
    const deadlines = [this.#ladder.deadline(), this.#receiver.deadline(), this.#sender.deadline(), this.#closing.deadline(), this.#silence.deadline()];
    const earliest = Math.min(...deadlines.filter((deadline) => deadline !== undefined));
    this.#disarm = this.#clock.after(Math.max(1, earliest - this.#clock.elapsed()), () => void this.#pump());
  }
}
