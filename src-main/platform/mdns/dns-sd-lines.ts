// What macOS's `dns-sd` program prints, line by line (mDNSResponder, Clients/dns-sd.c), as far as it concerns us.

import { isNearbyId } from "../../../src-shared/exchange/discovery.ts";

export type Browsed = { readonly kind: "add" | "remove"; readonly id: string };

/** From `dns-sd -B`: time, Add or Rmv, flags, interface, domain, type, instance name. Undefined for what is not one of ours. */
export function readBrowsed(line: string): Browsed | undefined {
  const [, change, , , , , id, ...rest] = line.trim().split(/\s+/);
  if (!isNearbyId(id) || rest.length > 0) return undefined;
  if (change === "Add") return { kind: "add", id };
  return change === "Rmv" ? { kind: "remove", id } : undefined;
}

export type Resolved = { readonly host: string; readonly port: number };

/** From `dns-sd -L`: "… can be reached at HOST:PORT (interface N)". A host that is not one plain name under local is nobody's. */
export function readResolved(line: string): Resolved | undefined {
  const found = / can be reached at ([A-Za-z0-9][A-Za-z0-9-]{0,62}\.local)\.?:(\d{1,5}) /.exec(line);
  return found ? { host: found[1] ?? "", port: Number(found[2]) } : undefined;
}

/** From `dns-sd -L`, the line after that: the text record, each entry behind a space. */
export function readVersion(line: string): string | undefined {
  return /^ (?:.* )?v=(\d{1,4})(?: |$)/.exec(line)?.[1];
}

/** From `dns-sd -G v4v6`: time, Add or Rmv, flags, interface, host name, address, time to live. */
export function readAddress(line: string): string | undefined {
  const [, change, , , host, address] = line.trim().split(/\s+/);
  return change === "Add" && host?.includes(".local") ? address?.replace(/%.*$/, "") : undefined;
}

/** From `dns-sd -P`: said once the name is announced. */
export function isRegistered(line: string): boolean {
  return line.includes("_keyferry._tcp") && line.includes("Name now registered and active");
}
