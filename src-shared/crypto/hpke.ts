// The key message: COSE_Encrypt0 with HPKE-9 (MLKEM768-X25519, SHAKE256, AES-256-GCM) in PSK mode. draft-ietf-cose-hpke-pq-pqt-01

import { ExchangeError } from "../errors.ts";
import type { Primitives } from "./primitives.ts";

export type RequestPrivateKey = { readonly kind: "request private key" };

export type KeyMessageBinding = { readonly psk: Uint8Array; readonly pskId: Uint8Array; readonly info: Uint8Array; readonly externalAad: Uint8Array };

/** `publicKey` is a COSE_Key, AKP, alg 56. */
export async function generateRequestKey(_p?: Primitives): Promise<{ privateKey: RequestPrivateKey; publicKey: Uint8Array }> {
  throw new ExchangeError("internal.bug", { detail: "not built yet" });
}

export async function sealKeyMessage(_input: KeyMessageBinding & { readonly publicKey: Uint8Array; readonly plaintext: Uint8Array }): Promise<Uint8Array> {
  throw new ExchangeError("internal.bug", { detail: "not built yet" });
}

/** Throws `counterpart.not-authenticated` or `counterpart.protocol-violation`. */
export async function openKeyMessage(
  _input: KeyMessageBinding & { readonly privateKey: RequestPrivateKey; readonly message: Uint8Array },
): Promise<Uint8Array> {
  throw new ExchangeError("internal.bug", { detail: "not built yet" });
}
