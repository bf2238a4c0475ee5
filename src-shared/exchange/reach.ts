// Where the importer says it can be reached: addresses of networks both computers may be on, checked before anything is dialled. docs/protocol.md §10

import { ExchangeError } from "../errors.ts";
import { isNearbyId, MAXIMUM_ADDRESSES } from "./discovery.ts";
import type { Reach } from "./links.ts";
import type { Message } from "./messages.ts";

/** Throws `counterpart.protocol-violation` for an id, address or port that is none, or an address outside of local networks. */
export function readReach({ id, addresses, port }: Message<"reach">): Reach {
  const fits = (id === undefined || isNearbyId(id)) && addresses.every(isLocalAddress) && port > 0;
  if (!fits) throw new ExchangeError("counterpart.protocol-violation", { detail: "reach" });
  return { ...(id !== undefined && { id }), addresses, port };
}

/** What of `reach` the other side would take. */
export function reachMessage({ id, addresses, port }: Reach): Message<"reach"> {
  return { name: "reach", id, addresses: addresses.filter(isLocalAddress).slice(0, MAXIMUM_ADDRESSES), port };
}

/** A literal IP address, without a zone, that is private, link-local, loopback, or shared address space (RFC 6890). */
export function isLocalAddress(text: string): boolean {
  const four = ipv4(text);
  if (four !== undefined) return isLocal4(four);
  const six = ipv6(text);
  if (six === undefined) return false;
  const [first = 0] = six;
  const loopback = six.every((group, at) => group === (at === 7 ? 1 : 0));
  return loopback || (first & 0xfe00) === 0xfc00 || (first & 0xffc0) === 0xfe80;
}

function isLocal4([a = 0, b = 0]: readonly number[]): boolean {
  return a === 10 || a === 127 || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168) || (a === 169 && b === 254) || (a === 100 && b >= 64 && b < 128);
}

function ipv4(text: string): readonly number[] | undefined {
  const parts = text.split(".");
  const fits = parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256);
  return fits ? parts.map(Number) : undefined;
}

/** Eight groups. The form with an IPv4 address inside is no address of a network card, and not taken. */
function ipv6(text: string): readonly number[] | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const [left = [], right = []] = halves.map((half) => (half === "" ? [] : half.split(":")));
  const missing = 8 - left.length - right.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...left, ...Array.from({ length: missing }, () => "0"), ...right];
  return groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group)) ? groups.map((group) => Number.parseInt(group, 16)) : undefined;
}
