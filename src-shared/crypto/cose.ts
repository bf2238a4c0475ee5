// COSE structures of the product: Mac0 (HMAC 256/256), Sign1 (ESP256), the device key. RFC 9052, RFC 9053, RFC 9864

import { ExchangeError } from "../errors.ts";
import type { Primitives } from "./primitives.ts";

export function mac0(_p: Primitives, _key: Uint8Array, _payload: Uint8Array, _externalAad: Uint8Array): Uint8Array {
  throw new ExchangeError("internal.bug", { detail: "not built yet" });
}

/** The payload. Throws `counterpart.not-authenticated` or `counterpart.protocol-violation`. */
export function openMac0(_p: Primitives, _key: Uint8Array, _message: Uint8Array, _externalAad: Uint8Array): Uint8Array {
  throw new ExchangeError("internal.bug", { detail: "not built yet" });
}

export async function sign1(
  _publicKey: Uint8Array,
  _sign: (toBeSigned: Uint8Array) => Promise<Uint8Array>,
  _payload: Uint8Array,
  _externalAad: Uint8Array,
): Promise<Uint8Array> {
  throw new ExchangeError("internal.bug", { detail: "not built yet" });
}

/** The payload. Throws `counterpart.not-authenticated` or `counterpart.protocol-violation`. */
export function openSign1(_p: Primitives, _publicKey: Uint8Array, _message: Uint8Array, _externalAad: Uint8Array): Uint8Array {
  throw new ExchangeError("internal.bug", { detail: "not built yet" });
}

/** COSE_Key, EC2 P-256, ESP256, from x || y. */
export function encodeDeviceKey(_publicKey: Uint8Array): Uint8Array {
  throw new ExchangeError("internal.bug", { detail: "not built yet" });
}

/** x || y. Throws `counterpart.protocol-violation`. */
export function decodeDeviceKey(_coseKey: Uint8Array): Uint8Array {
  throw new ExchangeError("internal.bug", { detail: "not built yet" });
}
