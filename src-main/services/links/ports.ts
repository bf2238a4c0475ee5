// What links are made of: the networks and radios of this computer, and a person's choice among them.

import type { Bluetooth } from "../../../src-shared/bluetooth/ports.ts";
import type { Channel } from "../../../src-shared/exchange/channel.ts";

export type Listener = {
  readonly host: string;
  readonly port: number;
  readonly addresses: readonly string[];
  /** Rejects `transport.closed` once closed, and `owner.cancelled` when `signal` says so; a connection that comes later waits for the next call then. */
  next(signal?: AbortSignal): Promise<Channel>;
  close(): void;
};

export type Connect = (host: string, port: number, options: { readonly timeoutMs?: number; readonly signal?: AbortSignal }) => Promise<Channel>;

/** Links over the network. `listen` takes one address only when `host` is given, and a free port unless one is. */
export interface Lan {
  readonly connect: Connect;
  listen(options: { readonly host?: string; readonly port?: number }): Promise<Listener>;
}

export const LINK_CHOICES = ["any", "lan", "bluetooth"] as const;
export type LinkChoice = (typeof LINK_CHOICES)[number];

/** What this computer has; an absent one is not used. */
export type LinkPorts = { readonly lan?: Lan; readonly bluetooth?: Bluetooth };

export function chosenLinks({ lan, bluetooth }: LinkPorts, choice: LinkChoice): LinkPorts {
  return { ...(lan && choice !== "bluetooth" && { lan }), ...(bluetooth && choice !== "lan" && { bluetooth }) };
}

/** The two kinds of link that computers find each other by. */
export type Way = "lan" | "ble";
