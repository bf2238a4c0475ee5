// The packed form of the payload, for slow links: entries gathered into blocks, of each block what is harmless compressed and the rest beside it. docs/protocol.md §7.1

import { concat } from "../bytes.ts";
import { encodeCbor } from "../cbor/codec.ts";
import { byteString, byteStringHead, byteStringHeadLength } from "../cbor/sequence.ts";
import type { Compression } from "./compression.ts";
import { canSplit, Splitter } from "./splitting.ts";

/** Bytes of the entries in one block at most, and so of either of its parts. */
export const BLOCK = 1 << 17;
export const PACKED_KIND = 6;

/**
 * The same entries, those of accounts, collections and items in blocks; what is larger than a block goes as it is. `encoded` and the
 * answer are what `encodeEntry` makes. The same entries give the same bytes as long as the program runs.
 */
export function* packed(encoded: Iterable<Uint8Array>, compression: Compression): Generator<Uint8Array> {
  const splitter = new Splitter(BLOCK);
  let gathered = 0;
  const block = () => {
    const { shape, secrets } = splitter;
    const body = concat(Uint8Array.of(0x84, PACKED_KIND), encodeCbor(shape.length), ...withHead(compression.compress(shape)), ...withHead(secrets));
    splitter.clear();
    gathered = 0;
    return byteString(body);
  };
  try {
    for (const entry of encoded) {
      const body = entry.subarray(byteStringHeadLength(entry));
      const fits = body.length <= BLOCK && canSplit(body);
      if (gathered > 0 && (!fits || gathered + body.length > BLOCK)) yield block();
      if (fits) {
        splitter.add(body);
        gathered += body.length;
      } else yield entry;
    }
    if (gathered > 0) yield block();
  } finally {
    splitter.clear();
  }
}

function withHead(bytes: Uint8Array): readonly [Uint8Array, Uint8Array] {
  return [byteStringHead(bytes.length), bytes];
}
