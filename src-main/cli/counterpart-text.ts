// The other computer and what would go to it, in words: names are untrusted text and shown as what somebody says.

import { base64url } from "../../src-shared/bytes.ts";
import type { LinkKind } from "../../src-shared/exchange/channel.ts";
import type { Estimate } from "../../src-shared/exchange/link-rate.ts";
import type { Counterpart, Counts, ExportReview, Loss, StaysHere } from "../../src-shared/exchange/ports.ts";
import type { JsonObject } from "./events.ts";
import { cut, plainLine } from "./plain-text.ts";
import { count, duration, kindCount, kindName } from "./wording.ts";

const NAME_COLUMNS = 60;

export function quoted(name: string): string {
  return `“${cut(plainLine(name), NAME_COLUMNS)}”`;
}

/** Such as: says it is “laptop”, known here as “Anna’s laptop”. */
export function introduction({ name, knownAs }: Counterpart): string {
  return `says it is ${quoted(name)}, ${knownAs === undefined ? "not seen before" : `known here as ${quoted(knownAs)}`}`;
}

export function counterpartDetail({ name, publicKey, knownAs }: Counterpart): JsonObject {
  return { name, key: base64url(publicKey), knownAs: knownAs ?? null };
}

/** Such as: 3 items: 2 passkeys, 1 note. */
export function contents({ items, credentials }: Pick<Counts, "items" | "credentials">): string {
  const kinds = Object.entries(credentials)
    .sort(([, a], [, b]) => b - a)
    .map(([type, number]) => kindCount(number, type));
  return kinds.length === 0 ? count(items, "item") : `${count(items, "item")}: ${kinds.join(", ")}`;
}

export function lossLine({ type, count: number, extent, reason }: Loss): string {
  return `${kindCount(number, type)} ${extent === "not" ? "cannot be kept there" : "cannot be kept whole there"}: ${plainLine(reason)}`;
}

export function staysLine({ title, type, rpId, reason }: StaysHere): string {
  const site = rpId === undefined ? "" : ` for ${plainLine(rpId)}`;
  return `${quoted(title)} (${kindName(type)}${site}) cannot move: ${plainLine(reason)}`;
}

export function reviewDetail({ counterpart, counts, stays, losses, estimate }: ExportReview): JsonObject {
  return { counterpart: counterpartDetail(counterpart), counts, stays, losses, estimate: estimate ?? null };
}

const LINK_NAMES: Record<LinkKind, string> = {
  lan: "over the network",
  ble: "over Bluetooth",
  camera: "by the cameras",
  local: "within this computer",
  memory: "within this program",
};

/** Such as: about 0:40 over Bluetooth, the items after 0:10, then the files. */
export function estimateLine({ link, seconds, itemSeconds }: Estimate): string {
  const files = itemSeconds < seconds ? `, the items after ${duration(itemSeconds)}, then the files` : "";
  return `about ${duration(seconds)} ${LINK_NAMES[link]}${files}`;
}
