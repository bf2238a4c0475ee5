// The key message: COSE_Encrypt0 with HPKE-9 (MLKEM768-X25519, SHAKE256, AES-256-GCM) in PSK mode. draft-ietf-cose-hpke-pq-pqt-01; vectors/cose-hpke-pq.json

import { ml_kem768_x25519 } from "@noble/post-quantum/hybrid.js";
import { KDF_SHAKE256, KEM_MLKEM768_X25519 } from "@panva/hpke-noble";
import { AEAD_AES_256_GCM, CipherSuite, type KEMFactory } from "hpke";
import { sameBytes, wipe } from "../bytes.ts";
import { type CborValue, encodeCbor } from "../cbor/codec.ts";
import { ExchangeError } from "../errors.ts";
import { encrypted } from "./cose.ts";
import type { Primitives } from "./primitives.ts";
import { COSE, LENGTH } from "./suite.ts";
import { decodeWire, violation, wireArray, wireBytes, wireMap } from "./wire.ts";

const { header, algorithm, key: coseKey } = COSE;
const suite = new CipherSuite(KEM_MLKEM768_X25519, KDF_SHAKE256, AEAD_AES_256_GCM);

/** The X-Wing seed, 32 bytes; `forgetRequestKey` wipes it. */
export type RequestPrivateKey = { readonly seed: Uint8Array };

/** What both sides put in and must agree on; `psk` 32 bytes. */
export type KeyMessageBinding = { readonly psk: Uint8Array; readonly pskId: Uint8Array; readonly info: Uint8Array; readonly externalAad: Uint8Array };

/** A key for one export request; `publicKey` is a COSE_Key (AKP, HPKE-9). */
export async function generateRequestKey(p: Primitives): Promise<{ privateKey: RequestPrivateKey; publicKey: Uint8Array }> {
  const seed = p.random(LENGTH.kemSeed);
  return { privateKey: { seed }, publicKey: encodeRequestKey(ml_kem768_x25519.keygen(seed).publicKey) };
}

export function forgetRequestKey(privateKey: RequestPrivateKey): void {
  wipe(privateKey.seed);
}

/**
 * COSE_Encrypt0 to a request key, with `pskId` in its protected header. Randomness comes from `p`, or without it from
 * the runtime's own generator. Throws `counterpart.protocol-violation` when the public key is none.
 */
export async function sealKeyMessage(
  { publicKey, plaintext, externalAad, ...binding }: KeyMessageBinding & { readonly publicKey: Uint8Array; readonly plaintext: Uint8Array },
  p?: Primitives,
): Promise<Uint8Array> {
  const sender = p === undefined ? suite : new CipherSuite(drawingFrom(p), KDF_SHAKE256, AEAD_AES_256_GCM);
  const protectedHeader = messageProtected(binding.pskId);
  const aad = encrypted(protectedHeader, externalAad);
  const rawKey = decodeRequestKey(publicKey);
  try {
    const sealed = await sender.Seal(await sender.DeserializePublicKey(rawKey), plaintext, { ...binding, aad });
    return encodeCbor([protectedHeader, new Map([[header.ek, sealed.encapsulatedSecret]]), sealed.ciphertext]);
  } catch (cause) {
    throw violation("request key", cause);
  }
}

/** The plaintext. Throws `counterpart.not-authenticated`, `counterpart.protocol-violation` for another shape or pskId. */
export async function openKeyMessage({
  privateKey,
  message,
  externalAad,
  ...binding
}: KeyMessageBinding & { readonly privateKey: RequestPrivateKey; readonly message: Uint8Array }): Promise<Uint8Array> {
  const [protectedPart, unprotected, ciphertext] = wireArray(decodeWire(message), 3);
  const encapsulated = wireBytes(wireMap(unprotected, [header.ek]).get(header.ek), LENGTH.kemCiphertext);
  const sealed = wireBytes(ciphertext);
  const protectedHeader = messageProtected(binding.pskId);
  if (!sameBytes(wireBytes(protectedPart), protectedHeader)) throw violation("COSE header");
  const aad = encrypted(protectedHeader, externalAad);
  try {
    return await suite.Open(await suite.DeserializePrivateKey(privateKey.seed), encapsulated, sealed, { ...binding, aad });
  } catch (cause) {
    throw new ExchangeError("counterpart.not-authenticated", { detail: "key message", cause });
  }
}

/** The same KEM, its coins drawn from the port. */
function drawingFrom(p: Primitives): KEMFactory {
  const kem = KEM_MLKEM768_X25519();
  return () => ({
    ...kem,
    async Encap(key) {
      const { cipherText, sharedSecret } = ml_kem768_x25519.encapsulate(await kem.SerializePublicKey(key), p.random(LENGTH.kemCoins));
      return { shared_secret: sharedSecret, enc: cipherText };
    },
  });
}

function encodeRequestKey(publicKey: Uint8Array): Uint8Array {
  return encodeCbor(
    new Map<number, CborValue>([
      [coseKey.kty, coseKey.akp],
      [coseKey.alg, algorithm.hpke9],
      [coseKey.pub, publicKey],
    ]),
  );
}

function decodeRequestKey(encoded: Uint8Array): Uint8Array {
  const key = wireMap(decodeWire(encoded), [coseKey.kty, coseKey.alg, coseKey.pub]);
  const publicKey = wireBytes(key.get(coseKey.pub), LENGTH.kemPublicKey);
  if (!sameBytes(encodeRequestKey(publicKey), encoded)) throw violation("request key");
  return publicKey;
}

function messageProtected(pskId: Uint8Array): Uint8Array {
  return encodeCbor(
    new Map<number, CborValue>([
      [header.alg, algorithm.hpke9],
      [header.pskId, pskId],
    ]),
  );
}
