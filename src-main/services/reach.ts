// A link to the computer a person named: its address, or whichever address of the one nearby answers first.

import { ExchangeError, toExchangeError } from "../../src-shared/errors.ts";
import type { Channel } from "../../src-shared/exchange/channel.ts";
import type { Nearby } from "../../src-shared/exchange/discovery.ts";
import type { Wanted } from "./address.ts";
import type { DestinationService } from "./destinations.ts";

export type Connect = (host: string, port: number, options: { readonly timeoutMs?: number; readonly signal?: AbortSignal }) => Promise<Channel>;
export type ReachPorts = { readonly connect: Connect; readonly destinations: Pick<DestinationService, "waitFor"> };

/** Milliseconds that a named destination may take to appear, and that one of several addresses may take to answer. */
const APPEARING = 30_000;
const ADDRESS = 5000;

/** Throws what the connection throws, `transport.unreachable` when nobody with that id appears, and `owner.cancelled`. */
export async function reach({ connect, destinations }: ReachPorts, wanted: Wanted | Nearby, signal: AbortSignal): Promise<Channel> {
  if ("host" in wanted) return connect(wanted.host, wanted.port, { signal });
  const there = "addresses" in wanted ? wanted : await destinations.waitFor(wanted.id, APPEARING, signal);
  return firstThatAnswers(connect, there, signal);
}

/** Throws what the last address threw. */
async function firstThatAnswers(connect: Connect, { addresses, port }: Nearby, signal: AbortSignal): Promise<Channel> {
  let failure = new ExchangeError("transport.unreachable");
  for (const address of addresses) {
    try {
      return await connect(address, port, { timeoutMs: ADDRESS, signal });
    } catch (thrown) {
      failure = toExchangeError(thrown);
      if (!failure.code.startsWith("transport.")) throw failure;
    }
  }
  throw failure;
}
