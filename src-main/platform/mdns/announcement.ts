// What an announcement on the network must look like before anything believes it enough to show it.

import { isIP } from "node:net";
import { isNearbyId, MAXIMUM_ADDRESSES, type Nearby, SERVICE_VERSION } from "../../../src-shared/exchange/discovery.ts";

/** As heard, every part of it chosen by whoever sent it. */
export type Announcement = { readonly name: unknown; readonly port: unknown; readonly addresses: readonly unknown[]; readonly version: unknown };

/** Undefined for anything that is not exactly ours. */
export function readAnnouncement({ name, port, addresses, version }: Announcement): Nearby | undefined {
  if (!isNearbyId(name) || version !== SERVICE_VERSION) return undefined;
  if (typeof port !== "number" || !Number.isInteger(port) || port < 1 || port > 65_535) return undefined;
  const usable = [...new Set(addresses.filter(isUnicast))].slice(0, MAXIMUM_ADDRESSES);
  return usable.length > 0 ? { id: name, addresses: usable, port } : undefined;
}

/** One computer's own address, without a zone: not unspecified, multicast, or broadcast. */
function isUnicast(text: unknown): text is string {
  if (typeof text !== "string") return false;
  const family = isIP(text);
  if (family === 4) return !/^(0|22[4-9]|2[3-5]\d)\./.test(text);
  return family === 6 && !/^(ff|fe80:|::$|.*%)/i.test(text);
}
