// Which way a packet would take from this computer, and whether a computer on the same network answers: the kernel's tables, asked locally.

import { createSocket } from "node:dgram";
import { connect, isIPv6 } from "node:net";
import { networkInterfaces } from "node:os";
import { runTool } from "./run-tool.ts";
import { systemClock } from "./system-clock.ts";

/** `by`: the interface; `gateway` where the destination is beyond one, as far as the system tells. */
export type Route = { readonly by: string; readonly gateway?: string };

/** Addresses for documentation (RFC 5737, RFC 3849): nobody has them, and nothing is sent to them. */
const NOBODY = ["192.0.2.1", "2001:db8::1"];
/** Any port will do: what counts is that the kernel has to look for the neighbour. */
const DISCARD = 9;
/** Milliseconds between two looks, and until looking ends: the kernel needs up to 8 s for a neighbour it knew. */
const PAUSE = 200;
const LOOKING = 10_000;
const CONNECTING = 5000;

/** The way to everything that is not near; undefined when there is none. */
export async function defaultRoute(): Promise<Route | undefined> {
  for (const address of NOBODY) {
    const route = await routeTo(address);
    if (route !== undefined) return route;
  }
  return undefined;
}

export async function routeTo(address: string): Promise<Route | undefined> {
  const answer = process.platform === "linux" ? await runTool("ip", ["-json", "route", "get", address]) : undefined;
  if (!answer?.ok) return routeBySocket(address);
  const [{ dev, gateway }] = JSON.parse(answer.said) as [{ dev: string; gateway?: string }];
  return { by: dev, ...(gateway !== undefined && { gateway }) };
}

/** Connecting a datagram socket sends nothing; it chooses the way, and with it the address to send from. */
function routeBySocket(address: string): Promise<Route | undefined> {
  return new Promise((resolve) => {
    const socket = createSocket(isIPv6(address) ? "udp6" : "udp4");
    const finish = (route?: Route) => {
      socket.close();
      resolve(route);
    };
    socket.once("error", () => finish());
    socket.once("connect", () => {
      const own = socket.address().address;
      const found = Object.entries(networkInterfaces()).find(([, addresses]) => addresses?.some((one) => one.address === own));
      finish(found && { by: found[0] });
    });
    socket.connect(DISCARD, address);
  });
}

/** Whether a computer on this network answers when the kernel asks who has the address; "unknown" where the system does not tell. */
export async function neighbour(address: string): Promise<"answers" | "silent" | "unknown"> {
  if (process.platform !== "linux") return "unknown";
  await nudge(address);
  const clock = systemClock();
  const end = clock.elapsed() + LOOKING;
  for (;;) {
    const answer = await runTool("ip", ["-json", "neigh", "show", "to", address]);
    if (!answer?.ok) return "unknown";
    const states = (JSON.parse(answer.said || "[]") as { state?: readonly string[] }[]).flatMap(({ state = [] }) => state);
    if (states.some((state) => ["REACHABLE", "PERMANENT", "NOARP"].includes(state))) return "answers";
    if (states.includes("FAILED")) return "silent";
    if (clock.elapsed() > end) return states.includes("INCOMPLETE") ? "silent" : "unknown";
    await new Promise<void>((resolve) => void clock.after(PAUSE, resolve));
  }
}

/** An empty datagram, for which the kernel looks for the neighbour; whether it could be sent does not matter, the table tells. */
function nudge(address: string): Promise<void> {
  return new Promise((resolve) => {
    const socket = createSocket(isIPv6(address) ? "udp6" : "udp4");
    const finish = () => {
      socket.close();
      resolve();
    };
    socket.once("error", finish);
    socket.send(new Uint8Array(0), DISCARD, address, finish);
  });
}

/** Undefined when the connection came about; it is closed again at once. Else the system's name for what was wrong. */
export function tryConnection(address: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port });
    const finish = (problem?: string) => {
      cancel();
      socket.destroy();
      resolve(problem);
    };
    const cancel = systemClock().after(CONNECTING, () => finish("ETIMEDOUT"));
    socket.once("connect", () => finish());
    socket.once("error", (error) => finish("code" in error ? String(error.code) : "unknown"));
  });
}
