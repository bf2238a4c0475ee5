// COSE structures of the product: Mac0 (HMAC 256/256), Sign1 (ESP256), the device key. RFC 9052, RFC 9053, RFC 9864; vectors/cose-wg

import { concat, sameBytes } from "../bytes.ts";
import { type CborValue, encodeCbor } from "../cbor/codec.ts";
import { ExchangeError } from "../errors.ts";
import type { Primitives } from "./primitives.ts";
import { COSE, LENGTH } from "./suite.ts";
import { decodeWire, violation, wireArray, wireBytes, wireMap } from "./wire.ts";

const { header, algorithm, key: coseKey } = COSE;
const MAC_PROTECTED = encodeCbor(new Map([[header.alg, algorithm.hmac256]]));

/** What a MAC or signature covers. RFC 9052 §4.4, §6.3 */
export function authenticated(context: "MAC0" | "Signature1", protectedHeader: Uint8Array, externalAad: Uint8Array, payload: Uint8Array): Uint8Array {
  return encodeCbor([context, protectedHeader, externalAad, payload]);
}

/** What an encryption authenticates besides the plaintext. RFC 9052 §5.3 */
export function encrypted(protectedHeader: Uint8Array, externalAad: Uint8Array): Uint8Array {
  return encodeCbor(["Encrypt0", protectedHeader, externalAad]);
}

/** COSE_Mac0, untagged, the payload inside. */
export function mac0(p: Primitives, key: Uint8Array, payload: Uint8Array, externalAad: Uint8Array): Uint8Array {
  const tag = p.hmacSha256(key, authenticated("MAC0", MAC_PROTECTED, externalAad, payload));
  return encodeCbor([MAC_PROTECTED, new Map(), payload, tag]);
}

/** The payload. Throws `counterpart.not-authenticated`, `counterpart.protocol-violation` for another shape. */
export function openMac0(p: Primitives, key: Uint8Array, message: Uint8Array, externalAad: Uint8Array): Uint8Array {
  const { payload, proof } = openAuthenticated(message, MAC_PROTECTED, LENGTH.hash);
  const tag = p.hmacSha256(key, authenticated("MAC0", MAC_PROTECTED, externalAad, payload));
  if (!p.equal(tag, proof)) throw new ExchangeError("counterpart.not-authenticated", { detail: "Mac0" });
  return payload;
}

/**
 * COSE_Sign1, untagged, the payload inside. The protected header names the key (kid = x || y), because an ECDSA
 * signature alone can fit a second key made for it.
 */
export async function sign1(
  publicKey: Uint8Array,
  sign: (toBeSigned: Uint8Array) => Promise<Uint8Array>,
  payload: Uint8Array,
  externalAad: Uint8Array,
): Promise<Uint8Array> {
  const protectedHeader = signProtected(publicKey);
  const signature = await sign(authenticated("Signature1", protectedHeader, externalAad, payload));
  return encodeCbor([protectedHeader, new Map(), payload, signature]);
}

/** The payload. Throws `counterpart.not-authenticated`, `counterpart.protocol-violation` for another shape or key. */
export function openSign1(p: Primitives, publicKey: Uint8Array, message: Uint8Array, externalAad: Uint8Array): Uint8Array {
  const protectedHeader = signProtected(publicKey);
  const { payload, proof } = openAuthenticated(message, protectedHeader, LENGTH.signature);
  if (!p.verify(publicKey, authenticated("Signature1", protectedHeader, externalAad, payload), proof)) {
    throw new ExchangeError("counterpart.not-authenticated", { detail: "Sign1" });
  }
  return payload;
}

/** COSE_Key, EC2 P-256, ESP256, from x || y. */
export function encodeDeviceKey(publicKey: Uint8Array): Uint8Array {
  const x = publicKey.subarray(0, LENGTH.devicePublicKey / 2);
  const y = publicKey.subarray(LENGTH.devicePublicKey / 2);
  return encodeCbor(
    new Map<number, CborValue>([
      [coseKey.kty, coseKey.ec2],
      [coseKey.alg, algorithm.esp256],
      [coseKey.crv, coseKey.p256],
      [coseKey.x, x],
      [coseKey.y, y],
    ]),
  );
}

/** x || y, not checked to be on the curve: `verify` does that. Throws `counterpart.protocol-violation` for any other key. */
export function decodeDeviceKey(encoded: Uint8Array): Uint8Array {
  const key = wireMap(decodeWire(encoded), [coseKey.kty, coseKey.alg, coseKey.crv, coseKey.x, coseKey.y]);
  const half = LENGTH.devicePublicKey / 2;
  const publicKey = concat(wireBytes(key.get(coseKey.x), half), wireBytes(key.get(coseKey.y), half));
  if (!sameBytes(encodeDeviceKey(publicKey), encoded)) throw violation("device key");
  return publicKey;
}

function signProtected(publicKey: Uint8Array): Uint8Array {
  return encodeCbor(
    new Map<number, CborValue>([
      [header.alg, algorithm.esp256],
      [header.kid, publicKey],
    ]),
  );
}

/** Splits [protected, {}, payload, tag or signature], whose header must be the expected one. */
function openAuthenticated(message: Uint8Array, protectedHeader: Uint8Array, proofLength: number): { payload: Uint8Array; proof: Uint8Array } {
  const [protectedPart, unprotected, payload, proof] = wireArray(decodeWire(message), 4);
  wireMap(unprotected, []);
  if (!sameBytes(wireBytes(protectedPart), protectedHeader)) throw violation("COSE header");
  return { payload: wireBytes(payload), proof: wireBytes(proof, proofLength) };
}
