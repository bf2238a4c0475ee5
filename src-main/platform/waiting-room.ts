// The connections of a listener that nobody has taken yet: a few may wait a little, one is taken at a time.

import type { Socket } from "node:net";
import type { Clock } from "../../src-shared/clock.ts";
import { ExchangeError } from "../../src-shared/errors.ts";
import type { LinkKind } from "../../src-shared/exchange/channel.ts";
import { SocketChannel } from "./socket-channel.ts";

/** Connections that may wait while a session runs; more are closed at once, unless another address has most of the places. */
export const WAITING_LIMIT = 4;
/** Milliseconds a connection may stay silent: in the queue, and again once it is taken. Before pairing nobody is worth more. */
export const SILENCE_LIMIT = 10_000;

/** `from`: the address it comes from; every local one from the same. */
type Waiting = { readonly from: string; readonly cancel: () => void };
type Asked = { readonly resolve: (channel: SocketChannel) => void; readonly reject: (error: ExchangeError) => void };

/** Who has connected and whose turn has not come. */
export class WaitingRoom {
  readonly #clock: Clock;
  readonly #kind: LinkKind;
  /** The one that has waited longest first. */
  readonly #waiting = new Map<Socket, Waiting>();
  readonly #asked: Asked[] = [];
  #closed = false;

  constructor(clock: Clock, kind: LinkKind) {
    this.#clock = clock;
    this.#kind = kind;
  }

  enter(socket: Socket): void {
    socket.on("error", () => this.#leave(socket));
    const from = socket.remoteAddress ?? "";
    if (this.#closed || (this.#asked.length === 0 && !this.#room(from))) {
      socket.destroy();
      return;
    }
    const asked = this.#asked.shift();
    if (asked) {
      asked.resolve(this.#take(socket));
      return;
    }
    this.#waiting.set(socket, { from, cancel: this.#clock.after(SILENCE_LIMIT, () => this.#drop(socket)) });
    socket.once("close", () => this.#leave(socket));
  }

  /** Whether one more may wait: an address that has most of the places and would still have as many as the newcomer's gives up its oldest. */
  #room(from: string): boolean {
    if (this.#waiting.size < WAITING_LIMIT) return true;
    const all = [...this.#waiting].map(([socket, waiting]) => ({ socket, from: waiting.from }));
    const placesOf = (address: string) => all.filter((one) => one.from === address).length;
    const most = Math.max(...all.map((one) => placesOf(one.from)));
    const oldest = all.find((one) => placesOf(one.from) === most);
    if (oldest === undefined || most <= placesOf(from) + 1) return false;
    this.#drop(oldest.socket);
    return true;
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
    this.#waiting.get(socket)?.cancel();
    this.#waiting.delete(socket);
  }
}
