// One multicast DNS socket per network this computer is on, so that every network is asked and each is told only its own address.

import { createSocket, type Socket } from "node:dgram";
import { networkInterfaces } from "node:os";
import { ExchangeError } from "../../../src-shared/errors.ts";

export const MDNS_PORT = 5353;
export const MDNS_GROUP = "224.0.0.251";
const LOOPBACK = "127.0.0.1";
/** RFC 6762 §11. */
const TIME_TO_LIVE = 255;
const MAXIMUM_LINKS = 8;

/** `address` is this computer's IPv4 address on that network. */
export type Link = { readonly address: string; readonly socket: Socket };

/** Skips a network that refuses; throws `transport.unreachable` when all do. Without a network the loopback one serves two programs on this computer. */
export async function openLinks(): Promise<Link[]> {
  const opened = await Promise.allSettled(networkAddresses().map(openLink));
  const links = opened.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  const refused = opened.find((result) => result.status === "rejected");
  if (links.length === 0) throw new ExchangeError("transport.unreachable", { detail: "multicast", cause: refused?.reason });
  return links;
}

function networkAddresses(): string[] {
  const all = Object.values(networkInterfaces()).map((addresses) => addresses?.find(({ family, internal }) => family === "IPv4" && !internal)?.address);
  const outer = all.filter((address) => address !== undefined).slice(0, MAXIMUM_LINKS);
  return outer.length > 0 ? outer : [LOOPBACK];
}

async function openLink(address: string): Promise<Link> {
  const socket = createSocket({ type: "udp4", reuseAddr: true });
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once("error", reject);
      socket.bind(MDNS_PORT, "0.0.0.0", resolve);
    });
    socket.addMembership(MDNS_GROUP, address);
    socket.setMulticastInterface(address);
    socket.setMulticastTTL(TIME_TO_LIVE);
    socket.setMulticastLoopback(true);
  } catch (thrown) {
    socket.close();
    throw thrown;
  }
  return { address, socket };
}
