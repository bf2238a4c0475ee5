// Where another computer is, as a person types it: host:port, [IPv6]:port, or the id it shows.

import { ExchangeError } from "../../src-shared/errors.ts";
import { isNearbyId } from "../../src-shared/exchange/discovery.ts";

export type Address = { readonly host: string; readonly port: number };
export type Wanted = Address | { readonly id: string };

/** What the picture on the receiving screen begins with, in front of the address. */
export const ADDRESS_SCHEME = "keyferry:";

/** Throws `usage.invalid`. */
export function parseWanted(text: string): Wanted {
  const typed = text.trim();
  const wanted = typed.startsWith(ADDRESS_SCHEME) ? typed.slice(ADDRESS_SCHEME.length) : typed;
  const id = wanted.toLowerCase();
  if (isNearbyId(id)) return { id };
  const [, bracketed, plain, digits] = /^(?:\[([^\]]+)\]|([^:[\]\s]+)):(\d{1,5})$/.exec(wanted) ?? [];
  const host = bracketed ?? plain;
  const port = Number(digits);
  if (host === undefined || port < 1 || port > 65_535)
    throw new ExchangeError("usage.invalid", { detail: "a destination is host:port, [IPv6]:port or an id of 16 digits" });
  return { host, port };
}

export function addressText(host: string, port: number): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}

/** An IP address as numbers, without an interface's name. */
export function isAddress(text: string): boolean {
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) return text.split(".").every((part) => Number(part) < 256);
  return /^[\da-f:.]*:[\da-f:.]*$/i.test(text) && URL.canParse(`http://[${text}]/`);
}
