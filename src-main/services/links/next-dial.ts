// When an exporter dials a way for a session that goes on: at once when nothing carries it, and now and then the network while Bluetooth
// does. Pure. docs/protocol.md §9

import type { LinkKind } from "../../../src-shared/exchange/channel.ts";
import type { Way } from "./ports.ts";

export type Situation = {
  /** What carries the session; undefined while nothing does. */
  readonly carrier: LinkKind | undefined;
  /** A link is open that way, in use or under trial: another one beside it would only be in its way. */
  readonly open: boolean;
  /** Dials that way since the carrier was last another one. */
  readonly dials: number;
};

/** Milliseconds: the pause before the second dial, doubled each time, and what it never exceeds without a link and beside Bluetooth. */
const FIRST_PAUSE = 1000;
const WITHOUT_LINK = 15_000;
const BESIDE_BLUETOOTH = 30_000;

/** Milliseconds until it is to be dialled; undefined when it is not. */
export function nextDial(way: Way, { carrier, open, dials }: Situation): number | undefined {
  const wanted = carrier === undefined || (carrier === "ble" && way === "lan");
  if (!wanted || open) return undefined;
  if (dials === 0) return 0;
  return Math.min(FIRST_PAUSE * 2 ** (dials - 1), carrier === undefined ? WITHOUT_LINK : BESIDE_BLUETOOTH);
}
