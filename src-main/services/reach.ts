// The first link to the computer a person named: to its address, or in whichever way the one nearby greets first.

import type { Clock } from "../../src-shared/clock.ts";
import { ExchangeError } from "../../src-shared/errors.ts";
import type { Channel } from "../../src-shared/exchange/channel.ts";
import type { Wanted } from "./address.ts";
import type { DestinationService } from "./destinations.ts";
import { addressesOf, type Computer } from "./links/computers.ts";
import { dialBluetooth, dialLan } from "./links/dialling.ts";
import { type Attempt, firstOf } from "./links/first-of.ts";
import { greeted } from "./links/greeted.ts";
import type { LinkPorts } from "./links/ports.ts";

export type ReachPorts = LinkPorts & { readonly clock: Clock; readonly destinations: Pick<DestinationService, "waitFor"> };
export type Reached = { readonly channel: Channel; readonly where: Wanted | Computer };

/** Milliseconds that a named destination may take to appear, and that the network has before Bluetooth is tried beside it. */
const APPEARING = 30_000;
const HEAD_START = 1500;

/** Throws what the connection throws, `transport.unreachable` when nobody with that id appears, and `owner.cancelled`. */
export async function reach(ports: ReachPorts, wanted: Wanted | Computer, signal: AbortSignal): Promise<Reached> {
  if ("host" in wanted) {
    if (ports.lan === undefined) throw new ExchangeError("usage.invalid", { detail: "an address is of the network, and that is not to be used" });
    return { channel: await ports.lan.connect(wanted.host, wanted.port, { signal }), where: wanted };
  }
  const there = "lan" in wanted || "bluetooth" in wanted ? wanted : await ports.destinations.waitFor(wanted.id, APPEARING, signal);
  return { channel: await whoGreets(ports, there, signal), where: there };
}

/** Throws what the network threw when it leads there, else what Bluetooth did. */
async function whoGreets({ lan, bluetooth, clock }: ReachPorts, { id, ...there }: Computer, signal: AbortSignal): Promise<Channel> {
  const addresses = addressesOf(there);
  const ways: Attempt<Channel>[] = [];
  if (lan && addresses.length > 0) ways.push((over) => dialLan(lan.connect, addresses, clock, over));
  if (bluetooth) ways.push((over) => dialBluetooth({ central: bluetooth.central, id, seen: there.bluetooth, clock }, over));
  const [only] = ways;
  if (ways.length === 1 && only !== undefined) return only(signal); // the session hears the greeting itself
  const greeting = ways.map(
    (way): Attempt<Channel> =>
      async (over) =>
        greeted(await way(over), clock, over),
  );
  return firstOf(greeting, { clock, headStart: HEAD_START, signal, discard: (late) => late.close() });
}
