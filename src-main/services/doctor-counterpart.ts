// Whether the computer at an address the owner gave can be reached, and if not, what lies between: only it and this network's gateway are asked.

import { ExchangeError } from "../../src-shared/errors.ts";
import { isAddress, parseWanted } from "./address.ts";
import { type Diagnosis, fine, isTunnel, OTHER_NETWORK, type Remedy, trouble, unknown } from "./diagnosis.ts";

/** An IP address, and the port where it shows Receive. */
export type Counterpart = { readonly address: string; readonly port?: number };
/** `by`: the interface; `gateway` where the destination is beyond one. */
export type Route = { readonly by: string; readonly gateway?: string };

export interface CounterpartProbes {
  /** The way to everything that is not near; undefined when there is none. */
  defaultRoute(): Promise<Route | undefined>;
  routeTo(address: string): Promise<Route | undefined>;
  /** Whether a computer on the same network answers for that address; "unknown" where the system does not tell. */
  neighbour(address: string): Promise<"answers" | "silent" | "unknown">;
  /** The system's name for what kept a connection from coming about. */
  tryConnection(address: string, port: number): Promise<string | undefined>;
}

/** `by`: the interface that leads there. */
export type Reached = { readonly state: ReachedState; readonly by?: string };
export type ReachedState = keyof typeof WORDS;

/** `{address}` is the counterpart's. */
const WORDS = {
  reached: { text: "The other computer ({address}) can be reached, and takes connections." },
  seen: { text: "The other computer ({address}) is on this network and answers." },
  own: {
    text: "{address} is an address of this computer itself.",
    fix: "Give the address that Receive shows on the other computer.",
    otherwise: "Choose the other computer from the list of those nearby.",
  },
  "no-way": {
    text: "No way leads from here to {address}.",
    fix: "Join the network the other computer is on.",
    otherwise: OTHER_NETWORK,
  },
  refused: {
    text: "The other computer ({address}) answers, but nobody waits for a connection at that port.",
    fix: "Open Receive on the other computer, and give the port it shows now.",
    otherwise: "Choose the other computer from the list of those nearby.",
  },
  blocked: {
    text: "The other computer ({address}) is on this network, but takes no connection at that port: most likely its firewall drops it.",
    fix: "Allow Keyferry in the firewall of the other computer.",
    otherwise: "Run “keyferry receive --port 41000” there, allow TCP port 41000 alone, and send to that port.",
  },
  elsewhere: {
    text: "The other computer ({address}) is in another network, and what is between lets nothing be said about it.",
    fix: "Join both computers to the same network.",
    otherwise: OTHER_NETWORK,
  },
  isolated: {
    text: "This network's gateway answers, {address} does not: that computer is off, or this network keeps its computers apart, as guest networks do.",
    fix: "If the other computer reaches the gateway too, join both to a network without client isolation.",
    otherwise: OTHER_NETWORK,
  },
  absent: {
    text: "Nobody on this network answers for {address}.",
    fix: "See whether the other computer is on, is on this network, and still shows this address.",
    otherwise: OTHER_NETWORK,
  },
  dead: {
    text: "Neither {address} nor this network's gateway answers: the network carries nothing from this computer.",
    fix: "Disconnect from the network and join it again, or restart the router.",
    otherwise: OTHER_NETWORK,
  },
  unanswered: {
    text: "{address} did not answer, and this system does not tell why.",
    fix: "See whether the other computer is on this network and shows this address, and run the doctor there too.",
    otherwise: OTHER_NETWORK,
  },
} as const satisfies { readonly [state: string]: { readonly text: string } & Partial<Remedy> };

/** As a person types it, with or without a port. A name is refused: somebody else would have to be asked for its address. Throws `usage.invalid`. */
export function parseCounterpart(text: string): Counterpart {
  const typed = text.trim();
  if (isAddress(typed)) return { address: typed };
  const wanted = parseWanted(typed);
  if (!("host" in wanted) || !isAddress(wanted.host))
    throw new ExchangeError("usage.invalid", { detail: "the doctor needs an IP address, as 192.168.1.20 or 192.168.1.20:41000" });
  return { address: wanted.host, port: wanted.port };
}

export async function reachCounterpart(probes: CounterpartProbes, { address, port }: Counterpart, own: readonly string[]): Promise<Reached> {
  if (own.includes(address)) return { state: "own" };
  const route = await probes.routeTo(address);
  if (route === undefined) return { state: "no-way" };
  const { by, gateway } = route;
  const problem = port === undefined ? "not asked" : await probes.tryConnection(address, port);
  if (problem === undefined) return { state: "reached", by };
  if (problem === "ECONNREFUSED") return { state: "refused", by };
  return { state: gateway === undefined ? await near(probes, address, port !== undefined) : "elsewhere", by };
}

async function near(probes: CounterpartProbes, address: string, tried: boolean): Promise<ReachedState> {
  const there = await probes.neighbour(address);
  if (there === "answers") return tried ? "blocked" : "seen";
  if (there === "unknown") return "unanswered";
  const gateway = (await probes.defaultRoute())?.gateway;
  if (gateway === undefined) return "absent";
  return WITH_GATEWAY[await probes.neighbour(gateway)];
}

const WITH_GATEWAY = { answers: "isolated", silent: "dead", unknown: "absent" } as const;

/** None where a tunnel leads there and that alone explains it: the finding about the VPN says so. */
export function counterpartFinding(address: string, { state, by }: Reached): Diagnosis | undefined {
  const words: { readonly text: string } & Partial<Remedy> = WORDS[state];
  const text = words.text.replace("{address}", address);
  if (words.fix === undefined || words.otherwise === undefined) return fine("counterpart", text, state);
  if (by !== undefined && isTunnel(by) && state !== "refused") return undefined;
  return (state === "unanswered" ? unknown : trouble)("counterpart", text, { fix: words.fix, otherwise: words.otherwise }, state);
}
