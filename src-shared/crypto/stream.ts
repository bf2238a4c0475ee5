// The chunk layer: C2SP-style chunk keys and COSE_Encrypt0 chunks with a final flag. docs/protocol.md §5; crypto.md §2.2 row 7, §2.3

import { concat, sameBytes, uint32, wipe } from "../bytes.ts";
import { encodeCbor } from "../cbor/codec.ts";
import { byteString, byteStringHead } from "../cbor/sequence.ts";
import { ExchangeError } from "../errors.ts";
import { deriveKey, type Key } from "./kdf.ts";
import type { Primitives } from "./primitives.ts";
import { COSE, LENGTH } from "./suite.ts";

/** `commitment` (32 bytes) goes ahead of the stream: only one content key fits it, which GCM alone does not give. */
export type ChunkKeys = { readonly key: Key<"chunk">; readonly baseNonce: Uint8Array; readonly commitment: Uint8Array };

const ARRAY_OF_3 = Uint8Array.of(0x83);
const PARTIAL_IV = 5;
const PROTECTED = byteString(encodeCbor(new Map([[COSE.header.alg, COSE.algorithm.a256Gcm]])));
/** Enc_structure ["Encrypt0", protected, external_aad], up to its last member. */
const AAD_PREFIX = concat(ARRAY_OF_3, encodeCbor("Encrypt0"), PROTECTED);
/** COSE_Encrypt0 [protected, {Partial IV: 5 bytes}, ciphertext], up to those five bytes. */
const CHUNK_PREFIX = concat(ARRAY_OF_3, PROTECTED, Uint8Array.of(0xa1, COSE.header.partialIv), byteStringHead(PARTIAL_IV));

/** All of one stream's keys, bound to the session by its transcript. */
export function chunkKeys(p: Primitives, contentKey: Uint8Array, transferId: Uint8Array, streamEpoch: number, transcript: Uint8Array): ChunkKeys {
  const { key, nonce, hash } = LENGTH;
  const block = deriveKey(p, contentKey, "cxt1 chunks", concat(transferId, uint32(streamEpoch), transcript), key + nonce + hash);
  const keys = { key: block.slice(0, key), baseNonce: block.slice(key, key + nonce), commitment: block.slice(key + nonce) };
  wipe(block);
  return keys;
}

/** A COSE_Encrypt0 of up to 2^32 chunks per epoch; `sequence` counts from 0 and is used once per key. */
export function sealChunk(
  p: Primitives,
  keys: ChunkKeys,
  transferId: Uint8Array,
  epoch: number,
  sequence: number,
  final: boolean,
  plaintext: Uint8Array,
): Uint8Array {
  const iv = partialIv(sequence, final);
  const head = concat(CHUNK_PREFIX, iv, byteStringHead(plaintext.length + LENGTH.tag));
  return p.seal(keys.key, nonceFor(keys, iv), associatedData(transferId, epoch, sequence, final), plaintext, head);
}

/** The plaintext of exactly this chunk. Throws `counterpart.not-authenticated` for any other. */
export function openChunk(
  p: Primitives,
  keys: ChunkKeys,
  transferId: Uint8Array,
  epoch: number,
  sequence: number,
  final: boolean,
  chunk: Uint8Array,
): Uint8Array {
  const iv = partialIv(sequence, final);
  const sealed = sealedPart(chunk, concat(CHUNK_PREFIX, iv));
  const plaintext = sealed && p.open(keys.key, nonceFor(keys, iv), associatedData(transferId, epoch, sequence, final), sealed);
  if (plaintext === undefined) throw new ExchangeError("counterpart.not-authenticated", { detail: `chunk ${sequence}` });
  return plaintext;
}

/** The ciphertext behind the expected head; undefined when the chunk is written in any other way. */
function sealedPart(chunk: Uint8Array, prefix: Uint8Array): Uint8Array | undefined {
  if (!sameBytes(chunk.subarray(0, prefix.length), prefix)) return undefined;
  const left = chunk.length - prefix.length;
  const headLength = [1, 2, 3, 5].find((size) => size <= left && byteStringHead(left - size).length === size);
  if (headLength === undefined) return undefined;
  const start = prefix.length + headLength;
  return sameBytes(chunk.subarray(prefix.length, start), byteStringHead(chunk.length - start)) ? chunk.subarray(start) : undefined;
}

/** seq32 || final. */
function partialIv(sequence: number, final: boolean): Uint8Array {
  if (sequence > 0xffffffff) throw new ExchangeError("internal.bug", { detail: "chunk sequence" });
  return concat(uint32(sequence), Uint8Array.of(final ? 1 : 0));
}

/** RFC 9052 §3.1: the Partial IV, padded on the left, XOR the Base IV. */
function nonceFor(keys: ChunkKeys, iv: Uint8Array): Uint8Array {
  const nonce = keys.baseNonce.slice();
  const offset = nonce.length - iv.length;
  for (let i = 0; i < iv.length; i++) nonce[offset + i] = (nonce[offset + i] as number) ^ (iv[i] as number);
  return nonce;
}

function associatedData(transferId: Uint8Array, epoch: number, sequence: number, final: boolean): Uint8Array {
  return concat(AAD_PREFIX, byteString(encodeCbor([transferId, epoch, sequence, final])));
}

/** Padmé (PETS 2019): the length to pad `length` bytes to; at most 12 % more, and O(log log) bits of it show. */
export function padmeLength(length: number): number {
  if (length < 2) return length;
  const exponent = length < 2 ** 32 ? 31 - Math.clz32(length) : 63 - Math.clz32(length / 2 ** 32);
  const kept = 32 - Math.clz32(exponent);
  const step = 2 ** (exponent - kept);
  return Math.ceil(length / step) * step;
}
