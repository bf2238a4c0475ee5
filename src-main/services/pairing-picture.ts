// What the picture on the receiving screen says: where this computer is, and for a camera in front of it the secret code as well. docs/protocol.md §4
//
//   keyferry:192.168.1.20:51820
//   keyferry:?code=7KQ4M2XD&port=51820&at=192.168.1.20,fd7a:115c:a1e0::9b2&id=4fa2b90c11d83e07

import { normalisePhoneCode } from "../../src-shared/crypto/phone-code.ts";
import { ExchangeError } from "../../src-shared/errors.ts";
import { MAXIMUM_ADDRESSES } from "../../src-shared/exchange/discovery.ts";
import { ADDRESS_SCHEME, isAddress, parseWanted, type Wanted } from "./address.ts";

export type PairingPicture = {
  /** IP addresses, best first, at most `MAXIMUM_ADDRESSES`; may be empty. */
  readonly addresses: readonly string[];
  readonly port: number;
  /** As it is announced nearby, where it is. */
  readonly id: string;
  /** As shown: XXXX-XXXX. */
  readonly code: string;
};

/** Where to, and the code when the picture holds one. */
export type Scanned = { readonly picture: PairingPicture } | { readonly wanted: Wanted };

const LONGEST = 512;
const PICTURE = /^\?code=(?<code>[0-9A-Z]{8})&port=(?<port>\d{1,5})&at=(?<at>[0-9A-Fa-f:.,]*)&id=(?<id>[0-9a-f]{16})$/;

export function pairingText({ addresses, port, id, code }: PairingPicture): string {
  // an address that ends in the name of this computer's own interface means nothing elsewhere
  const plain = addresses.filter((address) => !address.includes("%")).slice(0, MAXIMUM_ADDRESSES);
  return `${ADDRESS_SCHEME}?code=${code.replace("-", "")}&port=${port}&at=${plain.join(",")}&id=${id}`;
}

/** Throws `usage.invalid` for what is not from the receiving screen. */
export function parseScanned(text: string): Scanned {
  if (text.length > LONGEST || !text.startsWith(ADDRESS_SCHEME)) throw notOurs();
  const rest = text.slice(ADDRESS_SCHEME.length);
  return rest.startsWith("?") ? { picture: parsePicture(rest) } : { wanted: parseWanted(text) };
}

function parsePicture(rest: string): PairingPicture {
  const { code: letters = "", port: digits, at = "", id = "" } = PICTURE.exec(rest)?.groups ?? {};
  const code = normalisePhoneCode(letters);
  const port = Number(digits);
  const addresses = at === "" ? [] : at.split(",");
  const reachable = addresses.length <= MAXIMUM_ADDRESSES && addresses.every(isAddress);
  if (code === undefined || !(port >= 1 && port <= 65_535) || !reachable) throw notOurs();
  return { addresses, port, code, id };
}

function notOurs(): ExchangeError {
  return new ExchangeError("usage.invalid", { detail: "picture" });
}
