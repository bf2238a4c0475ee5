// TCP links: the importer listens and takes one connection at a time, the exporter connects.

import { createServer, isIPv6 } from "node:net";
import { networkInterfaces } from "node:os";
import type { Clock } from "../../src-shared/clock.ts";
import { ExchangeError } from "../../src-shared/errors.ts";
import { SocketChannel } from "./socket-channel.ts";
import { BUFFER, listening, openSocket } from "./sockets.ts";
import { systemClock } from "./system-clock.ts";
import { WaitingRoom } from "./waiting-room.ts";

export type ListenOptions = { readonly host?: string; readonly port?: number; readonly clock?: Clock };
export type ConnectOptions = { readonly timeoutMs?: number; readonly signal?: AbortSignal; readonly clock?: Clock };

export type TcpListener = {
  /** The first of `addresses`. */
  readonly host: string;
  readonly port: number;
  /** Where another computer can reach this one, best first; a loopback address when there is no network. */
  readonly addresses: readonly string[];
  /** The connection that has waited longest, or the next to come. Rejects `transport.closed` after `close`, and `owner.cancelled` when `signal` says so. */
  next(signal?: AbortSignal): Promise<SocketChannel>;
  /** Stops listening and drops who waits; a connection already taken stays. */
  close(): void;
};

/** Listens on all addresses and a free port unless told otherwise. Throws `transport.unreachable` when the port or address cannot be had. */
export async function listenTcp({ host, port = 0, clock = systemClock() }: ListenOptions = {}): Promise<TcpListener> {
  const server = createServer({ highWaterMark: BUFFER });
  const queue = new WaitingRoom(clock, "lan");
  server.on("connection", (socket) => queue.enter(socket));
  await listening(server, { port, ...(host ? { host } : {}) });
  server.on("error", () => queue.close());
  const address = server.address();
  if (address === null || typeof address === "string") throw new ExchangeError("internal.bug", { detail: "listener without a port" });
  const addresses = host && !/^(::|0\.0\.0\.0)$/.test(host) ? [address.address] : reachableAddresses();
  return {
    host: addresses[0] ?? "127.0.0.1",
    port: address.port,
    addresses,
    next: (signal) => queue.next(signal),
    close() {
      server.close();
      queue.close();
    },
  };
}

/** Throws `usage.invalid`, `transport.unreachable`, `transport.timed-out`, or `owner.cancelled` when `signal` says so. */
export async function connectTcp(
  host: string,
  port: number,
  { timeoutMs = 10_000, signal, clock = systemClock() }: ConnectOptions = {},
): Promise<SocketChannel> {
  if (host === "" || !Number.isInteger(port) || port < 1 || port > 65_535) throw new ExchangeError("usage.invalid", { detail: "address" });
  const socket = await openSocket({ host, port }, { timeoutMs, clock, ...(signal && { signal }) });
  return new SocketChannel(socket, clock, "lan");
}

/** This computer's addresses on its networks: IPv4 first, then IPv6 that needs no zone. */
export function reachableAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const outer = all.filter(({ internal, address }) => !internal && !/^(fe80:|169\.254\.)/i.test(address)).map(({ address }) => address);
  const sorted = [...outer.filter((address) => !isIPv6(address)), ...outer.filter(isIPv6)];
  return sorted.length > 0 ? sorted : ["127.0.0.1"];
}
