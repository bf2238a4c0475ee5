// TCP links: the importer listens and takes one connection at a time, the exporter connects.

import { createServer, isIPv6, connect as open, type Server, type Socket } from "node:net";
import { networkInterfaces } from "node:os";
import type { Clock } from "../../src-shared/clock.ts";
import { ExchangeError } from "../../src-shared/errors.ts";
import { systemClock } from "./system-clock.ts";
import { TcpChannel } from "./tcp-channel.ts";

/** Connections that may wait while a session runs; more are closed at once. */
const WAITING_LIMIT = 4;
/** Milliseconds a connection may stay silent: in the queue, and again once it is taken. Before pairing nobody is worth more. */
const SILENCE_LIMIT = 10_000;
/** Bytes a socket takes before `send` waits: a few chunks, so that sealing and sending overlap. */
const BUFFER = 1 << 18;

export type ListenOptions = { readonly host?: string; readonly port?: number; readonly clock?: Clock };
export type ConnectOptions = { readonly timeoutMs?: number; readonly signal?: AbortSignal; readonly clock?: Clock };

export type TcpListener = {
  /** The first of `addresses`. */
  readonly host: string;
  readonly port: number;
  /** Where another computer can reach this one, best first; a loopback address when there is no network. */
  readonly addresses: readonly string[];
  /** The connection that has waited longest, or the next to come. Rejects `transport.closed` after `close`. */
  next(): Promise<TcpChannel>;
  /** Stops listening and drops who waits; a connection already taken stays. */
  close(): void;
};

/** Listens on all addresses and a free port unless told otherwise. Throws `transport.unreachable` when the port or address cannot be had. */
export async function listenTcp({ host, port = 0, clock = systemClock() }: ListenOptions = {}): Promise<TcpListener> {
  const server = createServer({ highWaterMark: BUFFER });
  const queue = new WaitingRoom(clock);
  server.on("connection", (socket) => queue.enter(socket));
  await listening(server, host, port);
  server.on("error", () => queue.close());
  const address = server.address();
  if (address === null || typeof address === "string") throw new ExchangeError("internal.bug", { detail: "listener without a port" });
  const addresses = host && !/^(::|0\.0\.0\.0)$/.test(host) ? [address.address] : reachableAddresses();
  return {
    host: addresses[0] ?? "127.0.0.1",
    port: address.port,
    addresses,
    next: () => queue.next(),
    close() {
      server.close();
      queue.close();
    },
  };
}

/** Throws `usage.invalid`, `transport.unreachable`, `transport.timed-out`, or `owner.cancelled` when `signal` says so. */
export async function connectTcp(host: string, port: number, { timeoutMs = 10_000, signal, clock = systemClock() }: ConnectOptions = {}): Promise<TcpChannel> {
  if (host === "" || !Number.isInteger(port) || port < 1 || port > 65_535) throw new ExchangeError("usage.invalid", { detail: "address" });
  if (signal?.aborted) throw new ExchangeError("owner.cancelled");
  const options = { host, port, highWaterMark: BUFFER };
  const socket = open(options);
  let stop: (error: ExchangeError) => void = () => {};
  const cancelTimer = clock.after(timeoutMs, () => stop(new ExchangeError("transport.timed-out", { detail: "connecting" })));
  const onAbort = () => stop(new ExchangeError("owner.cancelled"));
  signal?.addEventListener("abort", onAbort, { once: true });
  try {
    await new Promise<void>((resolve, reject) => {
      stop = reject;
      socket.once("connect", resolve);
      socket.once("error", (cause) => reject(refusal(cause)));
    });
    return new TcpChannel(socket, clock);
  } catch (thrown) {
    socket.on("error", () => {}).destroy();
    throw thrown;
  } finally {
    cancelTimer();
    signal?.removeEventListener("abort", onAbort);
  }
}

/** This computer's addresses on its networks: IPv4 first, then IPv6 that needs no zone. */
export function reachableAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const outer = all.filter(({ internal, address }) => !internal && !/^(fe80:|169\.254\.)/i.test(address)).map(({ address }) => address);
  const sorted = [...outer.filter((address) => !isIPv6(address)), ...outer.filter(isIPv6)];
  return sorted.length > 0 ? sorted : ["127.0.0.1"];
}

function listening(server: Server, host: string | undefined, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = (cause: Error) => reject(refusal(cause));
    server.once("error", refuse);
    server.listen({ port, ...(host ? { host } : {}) }, () => {
      server.off("error", refuse);
      resolve();
    });
  });
}

function refusal(cause: Error & { readonly code?: string }): ExchangeError {
  const code = cause.code === "ETIMEDOUT" ? "transport.timed-out" : "transport.unreachable";
  return new ExchangeError(code, { cause, ...(cause.code ? { detail: cause.code } : {}) });
}

type Asked = { readonly resolve: (channel: TcpChannel) => void; readonly reject: (error: ExchangeError) => void };

/** Who has connected and whose turn has not come. */
class WaitingRoom {
  readonly #clock: Clock;
  readonly #waiting = new Map<Socket, () => void>();
  readonly #asked: Asked[] = [];
  #closed = false;

  constructor(clock: Clock) {
    this.#clock = clock;
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

  next(): Promise<TcpChannel> {
    if (this.#closed) return Promise.reject(new ExchangeError("transport.closed"));
    const [socket] = this.#waiting.keys();
    if (!socket) return new Promise((resolve, reject) => this.#asked.push({ resolve, reject }));
    this.#leave(socket);
    return Promise.resolve(this.#take(socket));
  }

  close(): void {
    this.#closed = true;
    for (const socket of [...this.#waiting.keys()]) this.#drop(socket);
    for (const { reject } of this.#asked.splice(0)) reject(new ExchangeError("transport.closed"));
  }

  #take(socket: Socket): TcpChannel {
    const channel = new TcpChannel(socket, this.#clock);
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
