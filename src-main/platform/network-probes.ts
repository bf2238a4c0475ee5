// What the doctor asks of this computer's network: interfaces, listening, and whether multicast DNS comes back.

import { createSocket } from "node:dgram";
import { createServer } from "node:net";
import { networkInterfaces } from "node:os";
import { SERVICE_NAME } from "../../src-shared/exchange/discovery.ts";
import { type Link, MDNS_GROUP, MDNS_PORT, openLinks } from "./mdns/links.ts";
import { systemClock } from "./system-clock.ts";

/** Questions asked, and milliseconds after each, before the answer is that nothing comes back. */
const ASKS = 5;
const PAUSE = 400;
/** RFC 1035 §4.1: one question, for the pointers (12) of this service in the internet class (1). */
const QUESTION = Buffer.concat([
  Buffer.from([0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0]),
  ...[`_${SERVICE_NAME}`, "_tcp", "local"].map((label) => Buffer.from([label.length, ...Buffer.from(label)])),
  Buffer.from([0, 0, 12, 0, 1]),
]);

export function interfaces(): readonly { readonly name: string; readonly addresses: readonly string[]; readonly internal: boolean }[] {
  return Object.entries(networkInterfaces()).map(([name, addresses = []]) => ({
    name,
    addresses: addresses.filter(({ address }) => !/^(fe80:|169\.254\.)/i.test(address)).map(({ address }) => address),
    internal: addresses.every(({ internal }) => internal),
  }));
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
  return new Promise((resolve) => {
    const socket = createSocket({ type: "udp4", reuseAddr: true });
    const finish = (problem?: string) => {
      socket.close();
      resolve(problem);
    };
    socket.once("error", (error) => finish(nameOf(error)));
    socket.bind(MDNS_PORT, () => finish());
  });
}

/** Per network the system's name for what is wrong, "no-echo" when what is sent does not come back; those that are well are left out. */
export async function multicast(): Promise<readonly { readonly by: string; readonly problem: string }[]> {
  const links = await openLinks().catch((thrown: unknown) => nameOf(thrown instanceof Error ? thrown.cause : thrown));
  if (typeof links === "string") return [{ by: "", problem: links }];
  const found = await Promise.all(links.map(async (link) => ({ by: interfaceOf(link.address), problem: await echo(link) })));
  return found.flatMap(({ by, problem }) => (problem === undefined ? [] : [{ by, problem: permitted(problem) }]));
}

/** macOS does not tell a program that it has no permission for the local network: what it sends fails or vanishes. */
function permitted(problem: string): string {
  return process.platform === "darwin" && ["EHOSTUNREACH", "no-echo"].includes(problem) ? "local-network" : problem;
}

/** Asks who shows Receive, as discovery does, until this computer hears its own question. */
function echo({ address, socket }: Link, clock = systemClock()): Promise<string | undefined> {
  return new Promise((resolve) => {
    let cancel = () => {};
    const finish = (problem?: string) => {
      cancel();
      socket.close();
      resolve(problem);
    };
    // one after the other: on a busy computer all pauses may be over before the first answer could be looked at
    const ask = (left: number) => {
      if (left === 0) return finish("no-echo");
      socket.send(QUESTION, MDNS_PORT, MDNS_GROUP, (error) => error && finish(nameOf(error)));
      cancel = clock.after(PAUSE, () => ask(left - 1));
    };
    socket.once("error", (error) => finish(nameOf(error)));
    socket.on("message", (packet, from) => {
      if (from.address === address && packet.equals(QUESTION)) finish();
    });
    ask(ASKS);
  });
}

function interfaceOf(address: string): string {
  return Object.entries(networkInterfaces()).find(([, all]) => all?.some((one) => one.address === address))?.[0] ?? address;
}

function nameOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown";
}
