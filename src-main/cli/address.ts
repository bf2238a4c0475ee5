// Where another computer is, as a person types it: host:port, [IPv6]:port, or the id it shows.

import { InvalidArgumentError } from "commander";
import { ExchangeError } from "../../src-shared/errors.ts";
import { isNearbyId } from "../../src-shared/exchange/discovery.ts";

export type Address = { readonly host: string; readonly port: number };
export type Wanted = Address | { readonly id: string };

/** Throws `usage.invalid`. */
export function parseWanted(text: string): Wanted {
  const id = text.trim().toLowerCase();
  if (isNearbyId(id)) return { id };
  const [, bracketed, plain, digits] = /^(?:\[([^\]]+)\]|([^:[\]\s]+)):(\d{1,5})$/.exec(text.trim()) ?? [];
  const host = bracketed ?? plain;
  const port = Number(digits);
  if (host === undefined || port < 1 || port > 65_535)
    throw new ExchangeError("usage.invalid", { detail: "--to takes host:port, [IPv6]:port or an id of 16 digits" });
  return { host, port };
}

export function addressText(host: string, port: number): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}

/** For commander. */
export function portOf(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw new InvalidArgumentError("a port is a number from 0 to 65535");
  return port;
}
