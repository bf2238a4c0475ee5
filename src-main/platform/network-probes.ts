// What the doctor asks of this computer's network: interfaces, default route, listening, and multicast DNS.

import { createSocket, type Socket } from "node:dgram";
import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { networkInterfaces } from "node:os";

const MDNS_PORT = 5353;
const MDNS_GROUP = "224.0.0.251";
/** Masks of 0.0.0.0/0, and of 0.0.0.0/1, by which VPNs outdo the default route without touching it. */
const WHOLE = "00000000";
const HALF = "00000080";

export function interfaces(): readonly { readonly name: string; readonly addresses: readonly string[]; readonly internal: boolean }[] {
  return Object.entries(networkInterfaces()).map(([name, addresses = []]) => ({
    name,
    addresses: addresses.filter(({ address }) => !/^(fe80:|169\.254\.)/i.test(address)).map(({ address }) => address),
    internal: addresses.every(({ internal }) => internal),
  }));
}

/** Read from the kernel's table on Linux; other systems keep theirs behind a program and answer undefined. */
export async function defaultRoute(table = "/proc/net/route"): Promise<string | undefined> {
  const text = await readFile(table, "utf8").catch(() => "");
  const routes = text
    .split("\n")
    .slice(1)
    .map((line) => line.split(/\s+/));
  const defaults = routes.filter(([, destination, , , , , , mask]) => destination === "00000000" && (mask === WHOLE || mask === HALF));
  const [first] = defaults.sort((a, b) => Number(b[7] === HALF) - Number(a[7] === HALF) || Number(a[6]) - Number(b[6]));
  return first?.[0];
}

/** The system's name for what is wrong; undefined when a connection can be taken. */
export function listen(): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error) => resolve(nameOf(error)));
    server.listen(0, () => server.close(() => resolve(undefined)));
  });
}

export function bindMulticastPort(): Promise<string | undefined> {
  return withSocket(MDNS_PORT, () => {});
}

export function joinMulticast(): Promise<string | undefined> {
  return withSocket(0, (socket) => socket.addMembership(MDNS_GROUP));
}

function withSocket(port: number, work: (socket: Socket) => void): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = createSocket({ type: "udp4", reuseAddr: true });
    const finish = (problem?: string) => {
      socket.close();
      resolve(problem);
    };
    socket.once("error", (error) => finish(nameOf(error)));
    socket.bind(port, () => {
      try {
        work(socket);
        finish();
      } catch (thrown) {
        finish(nameOf(thrown));
      }
    });
  });
}

function nameOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown";
}
