// What the commands say and use of links: the choice among them, which one carries a transfer, and why Bluetooth is not used.

import { Option } from "commander";
import { type ErrorCode, type ExchangeError, REMEDY } from "../../src-shared/errors.ts";
import type { LinkKind } from "../../src-shared/exchange/channel.ts";
import { DestinationService } from "../services/destinations.ts";
import { findingBy } from "../services/links/computers.ts";
import { chosenLinks, LINK_CHOICES, type LinkChoice, type LinkPorts, type Way } from "../services/links/ports.ts";
import type { Context } from "./context.ts";
import { dim, type Output, yellow } from "./output.ts";

export function linkOption(): Option {
  return new Option("--link <which>", "the links that may be used").choices(LINK_CHOICES).default("any");
}

export function linksOf({ host }: Context, choice: LinkChoice): LinkPorts {
  return chosenLinks(host, choice);
}

export function destinationsOf(context: Context, choice: LinkChoice): DestinationService {
  const { discovery, exchange } = context.host;
  return new DestinationService(findingBy(linksOf(context, choice), discovery, exchange.clock));
}

const GOING_ON: { readonly [kind in LinkKind | "none"]?: string } = {
  lan: "It goes on over the network.",
  ble: "It goes on over Bluetooth.",
  none: "The link is lost. Connecting again …",
};

/** Tells each change of what carries the transfer, the first one included, which a person need not be told. */
export function carrierTeller(output: Output): (kind: LinkKind | undefined) => void {
  let before: LinkKind | "none" | undefined;
  return (carrier) => {
    const kind = carrier ?? "none";
    if (kind === before) return;
    output.emit({ event: "link", kind });
    if (before !== undefined) output.note(dim(GOING_ON[kind] ?? ""));
    before = kind;
  };
}

/** Says once for each reason why computers cannot be looked for in one way just now. */
export function troubleTeller(output: Output): (way: Way, error: ExchangeError) => void {
  const said = new Set<ErrorCode>();
  return (way, { code, detail = "" }) => {
    if (said.has(code)) return;
    said.add(code);
    const text =
      way === "lan" ? `Computers nearby cannot be looked for on this network just now (${detail}).` : "Computers nearby cannot be looked for by Bluetooth.";
    const fix = way === "lan" ? "Run “keyferry doctor”, or send to the address that Receive shows." : REMEDY[code];
    output.emit({ event: "finding", kind: "trouble", reason: way === "lan" ? "multicast" : code, text, fix }, `${yellow("!")} ${text} ${fix}`);
  };
}
