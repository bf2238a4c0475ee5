// CPace with ristretto255 and SHA-512, initiator-responder. draft-irtf-cfrg-cpace-21; vectors/cpace.json, suite G_Coffee25519

import { ristretto255, ristretto255_hasher } from "@noble/curves/ed25519.js";
import { sha512 } from "@noble/hashes/sha2.js";
import { concat, utf8 } from "../bytes.ts";
import { ExchangeError } from "../errors.ts";
import type { Primitives } from "./primitives.ts";

const DOMAIN = utf8("CPaceRistretto255");
const DOMAIN_ISK = utf8("CPaceRistretto255_ISK");
const HASH_BLOCK = 128;
const ORDER = ristretto255.Point.Fn.ORDER;
/** RFC 9496 §4.3.4, 64 uniform bytes to a point; noble declares it optional because not every curve has it. */
const toPoint = ristretto255_hasher.deriveToCurve as NonNullable<typeof ristretto255_hasher.deriveToCurve>;

/** What both sides must agree on before they start. */
export type CpaceSetting = { readonly channel: Uint8Array; readonly sessionId: Uint8Array };
/** One side's public share and the name it goes under. */
export type CpaceShare = { readonly share: Uint8Array; readonly name: Uint8Array };
/** Scalar 32 bytes little-endian, secret; share 32 bytes. */
export type CpaceStart = { readonly scalar: Uint8Array; readonly share: Uint8Array };

/** Length-prefixed concatenation; lengths in LEB128. §4.1 of the draft. */
export function lvCat(...parts: readonly Uint8Array[]): Uint8Array {
  return concat(...parts.flatMap((part) => [leb128(part.length), part]));
}

function leb128(value: number): Uint8Array {
  const out: number[] = [];
  let left = value;
  for (; left > 127; left >>= 7) out.push((left & 127) | 128);
  return Uint8Array.from([...out, left]);
}

/** The point the password selects; its discrete logarithm is unknown. */
export function cpaceGenerator(password: Uint8Array, { channel, sessionId }: CpaceSetting): Uint8Array {
  const padding = Math.max(0, HASH_BLOCK - 1 - lvCat(password).length - lvCat(DOMAIN).length);
  const input = lvCat(DOMAIN, password, new Uint8Array(padding), channel, sessionId);
  return toPoint(sha512(input)).toBytes();
}

export function cpaceStart(p: Primitives, password: Uint8Array, setting: CpaceSetting): CpaceStart {
  const scalar = littleEndian((fromLittleEndian(p.random(64)) % (ORDER - 1n)) + 1n);
  return { scalar, share: multiply(scalar, cpaceGenerator(password, setting)) };
}

/**
 * The intermediate session key, 64 bytes; `initiator` and `responder` in that order on both sides.
 * Throws `counterpart.protocol-violation` for a share that is no point or the neutral one.
 */
export function cpaceAgree(mine: CpaceStart, theirShare: Uint8Array, sessionId: Uint8Array, initiator: CpaceShare, responder: CpaceShare): Uint8Array {
  const shared = multiply(mine.scalar, theirShare);
  const transcript = concat(lvCat(initiator.share, initiator.name), lvCat(responder.share, responder.name));
  return sha512(concat(lvCat(DOMAIN_ISK, sessionId, shared), transcript));
}

function multiply(scalar: Uint8Array, encoded: Uint8Array): Uint8Array {
  try {
    const product = ristretto255.Point.fromBytes(encoded).multiply(fromLittleEndian(scalar) % ORDER);
    if (product.is0()) throw new RangeError("neutral element");
    return product.toBytes();
  } catch (cause) {
    throw new ExchangeError("counterpart.protocol-violation", { detail: "CPace share", cause });
  }
}

function fromLittleEndian(bytes: Uint8Array): bigint {
  return bytes.reduceRight((value, byte) => value * 256n + BigInt(byte), 0n);
}

function littleEndian(value: bigint): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, i) => Number((value >> BigInt(8 * i)) & 255n));
}
