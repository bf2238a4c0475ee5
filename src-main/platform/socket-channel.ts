// A Channel over one TCP connection or local socket: frames, back-pressure both ways, and an end that says whether it was clean.

import type { Socket } from "node:net";
import type { Clock } from "../../src-shared/clock.ts";
import { ExchangeError } from "../../src-shared/errors.ts";
import type { Channel, LinkKind } from "../../src-shared/exchange/channel.ts";
import { FrameQueue } from "../../src-shared/exchange/frame-queue.ts";
import { FrameAssembly, frameHead } from "./tcp-frames.ts";

/** Bytes received and not yet read before the connection is told to wait. */
const INBOX_LIMIT = 1 << 20;
/** Milliseconds a closed connection may take to deliver what was sent and hear the other side close. */
const LINGER = 5000;
/** Milliseconds of silence before the operating system asks whether the other side is still there. */
const KEEP_ALIVE = 15_000;

export class SocketChannel implements Channel {
  readonly kind: LinkKind;
  readonly chunkSize = 65_536;
  /** Empty on a local socket. */
  readonly remoteAddress: string;
  readonly #socket: Socket;
  readonly #clock: Clock;
  readonly #assembly = new FrameAssembly();
  readonly #inbox: FrameQueue;
  #drained: Promise<void> | undefined;
  #release: () => void = () => {};
  #closed = false;
  #cancelFirstFrame: () => void = () => {};

  /** Takes over a connected `socket`, paused or not. */
  constructor(socket: Socket, clock: Clock, kind: LinkKind) {
    this.kind = kind;
    this.#socket = socket;
    this.#clock = clock;
    this.remoteAddress = socket.remoteAddress ?? "";
    this.#inbox = new FrameQueue(() => this.#resume());
    socket.setNoDelay(true);
    socket.setKeepAlive(true, KEEP_ALIVE);
    socket.on("data", (piece) => this.#receive(piece));
    socket.on("end", () => this.#ended());
    socket.on("error", (cause) => this.#finish(new ExchangeError("transport.closed", { cause })));
    socket.on("close", () => this.#finish(new ExchangeError("transport.closed")));
    socket.on("drain", () => this.#release());
    socket.resume();
  }

  /** Rejects `transport.closed` when the link is gone, `internal.bug` for a frame above `MAXIMUM_FRAME`. `frame` must stay as it is until the other side has it. */
  async send(frame: Uint8Array): Promise<void> {
    const head = frameHead(frame);
    if (this.#closed || !this.#socket.writable) throw new ExchangeError("transport.closed");
    this.#socket.cork();
    this.#socket.write(head);
    const room = this.#socket.write(frame);
    this.#socket.uncork();
    if (room) return;
    await this.#drain();
    if (this.#closed || this.#socket.destroyed) throw new ExchangeError("transport.closed");
  }

  frames(): AsyncIterable<Uint8Array> {
    return this.#inbox;
  }

  /** What was sent before is still delivered, within five seconds. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#cancelFirstFrame();
    this.#inbox.discard();
    this.#socket.resume();
    this.#socket.end();
    this.#release();
    this.#linger();
  }

  /** Ends the connection with `transport.timed-out` unless a whole frame arrives within `milliseconds`. */
  expectFrame(milliseconds: number): void {
    this.#cancelFirstFrame();
    this.#cancelFirstFrame = this.#clock.after(milliseconds, () => this.#finish(new ExchangeError("transport.timed-out", { detail: "no first frame" })));
  }

  #receive(piece: Uint8Array): void {
    if (this.#inbox.ended) return;
    try {
      this.#assembly.add(piece, (frame) => {
        this.#cancelFirstFrame();
        this.#inbox.push(frame);
      });
    } catch (thrown) {
      this.#finish(thrown instanceof ExchangeError ? thrown : new ExchangeError("internal.bug", { cause: thrown }));
    }
    if (this.#inbox.size > INBOX_LIMIT) this.#socket.pause();
  }

  #ended(): void {
    this.#finish(this.#assembly.inside ? new ExchangeError("transport.closed", { detail: "inside a frame" }) : undefined);
    this.#linger();
  }

  /** One direction is over: the other gets a little time, so that half a connection never stays. */
  #linger(): void {
    if (this.#socket.destroyed) return;
    const cancel = this.#clock.after(LINGER, () => this.#socket.destroy());
    this.#socket.once("close", cancel);
  }

  #resume(): void {
    if (this.#inbox.size <= INBOX_LIMIT && this.#socket.isPaused()) this.#socket.resume();
  }

  #drain(): Promise<void> {
    this.#drained ??= new Promise((resolve) => {
      this.#release = () => {
        this.#drained = undefined;
        resolve();
      };
    });
    return this.#drained;
  }

  /** The reading end is over; only a clean end leaves the writing end as it is. */
  #finish(error: ExchangeError | undefined): void {
    this.#cancelFirstFrame();
    this.#inbox.finish(error);
    if (error) this.#socket.destroy();
    if (this.#socket.destroyed) this.#release();
  }
}
