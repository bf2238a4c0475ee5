// The connections of a listener that nobody has taken yet: a few may wait a little, one is taken at a time.

import type { Socket } from "node:net";
import type { Clock } from "../../src-shared/clock.ts";
import { ExchangeError } from "../../src-shared/errors.ts";
import type { LinkKind } from "../../src-shared/exchange/channel.ts";
import { SocketChannel } from "./socket-channel.ts";

/** Connections that may wait while a session runs; more are closed at once. */
export const WAITING_LIMIT = 4;
/** Milliseconds a connection may stay silent: in the queue, and again once it is taken. Before pairing nobody is worth more. */
export const SILENCE_LIMIT = 10_000;

type Asked = { readonly resolve: (channel: SocketChannel) => void; readonly reject: (error: ExchangeError) => void };

/** Who has connected and whose turn has not come. */
export class WaitingRoom {
  readonly #clock: Clock;
  readonly #kind: LinkKind;
  readonly #waiting = new Map<Socket, () => void>();
  readonly #asked: Asked[] = [];
  #closed = false;

  constructor(clock: Clock, kind: LinkKind) {
    this.#clock = clock;
    this.#kind = kind;
  }

  enter(socket: Socket): void {
    socket.on("error", () => this.#leave(socket));
    if (this.#closed || (this.#asked.length === 0 && this.#waiting.size >= WAITING_LIMIT)) {
      socket.destroy();
      return;
    }
    const asked = this.#asked.shift();
    if (asked) {
      asked.resolve(this.#take(socket));
      return;
    }
    const cancel = this.#clock.after(SILENCE_LIMIT, () => this.#drop(socket));
    this.#waiting.set(socket, cancel);
    socket.once("close", () => this.#leave(socket));
  }

  next(signal?: AbortSignal): Promise<SocketChannel> {
    if (this.#closed || signal?.aborted) return Promise.reject(new ExchangeError(this.#closed ? "transport.closed" : "owner.cancelled"));
    const [socket] = this.#waiting.keys();
    if (!socket) return this.#ask(signal);
    this.#leave(socket);
    return Promise.resolve(this.#take(socket));
  }

  close(): void {
    this.#closed = true;
    for (const socket of [...this.#waiting.keys()]) this.#drop(socket);
    for (const { reject } of this.#asked.splice(0)) reject(new ExchangeError("transport.closed"));
  }

  #ask(signal: AbortSignal | undefined): Promise<SocketChannel> {
    const { promise, resolve, reject } = Promise.withResolvers<SocketChannel>();
    const asked: Asked = { resolve, reject };
    const cancel = () => {
      const at = this.#asked.indexOf(asked);
      if (at >= 0) this.#asked.splice(at, 1);
      reject(new ExchangeError("owner.cancelled"));
    };
    this.#asked.push(asked);
    signal?.addEventListener("abort", cancel, { once: true });
    return promise.finally(() => signal?.removeEventListener("abort", cancel));
  }

  #take(socket: Socket): SocketChannel {
    const channel = new SocketChannel(socket, this.#clock, this.#kind);
    channel.expectFrame(SILENCE_LIMIT);
    return channel;
  }

  #drop(socket: Socket): void {
    this.#leave(socket);
    socket.destroy();
  }

  #leave(socket: Socket): void {
    this.#waiting.get(socket)?.();
    this.#waiting.delete(socket);
  }
}
