// A computer nearby as the commands tell of it.

import { addressText } from "../services/address.ts";
import { type Computer, waysTo } from "../services/links/computers.ts";
import type { CliEvent } from "./events.ts";

const WAYS = { lan: "network", ble: "Bluetooth" } as const;

/** Such as “192.168.1.5:4000, network and Bluetooth, near”. */
export function whereabouts(computer: Computer): string {
  const { lan, closeness } = computer;
  const address = lan ? [addressText(lan.addresses[0] ?? "", lan.port)] : [];
  const ways = waysTo(computer).map((way) => WAYS[way]);
  return [...address, ways.join(" and "), ...(closeness ? [closeness === "near" ? "near" : "farther away"] : [])].join(", ");
}

export function destinationEvent(computer: Computer, state: "found" | "lost"): CliEvent {
  const { id, lan, closeness } = computer;
  const address = lan && { host: lan.addresses[0] ?? "", port: lan.port };
  return { event: "destination", id, ...address, links: waysTo(computer), ...(closeness && { closeness }), state };
}
