// Opens the blocks of a packed payload: the entries in them come out byte for byte as they went in. docs/protocol.md §7.1

import { decodeCbor } from "../cbor/codec.ts";
import { headAt, itemEnd } from "../cbor/skip.ts";
import { ExchangeError } from "../errors.ts";
import type { Compression } from "./compression.ts";
import { BLOCK, PACKED_KIND } from "./packing.ts";
import { canSplit, TAKEN_OUT } from "./splitting.ts";

const LIMITS = { maximumDepth: 1, maximumItems: 5, maximumString: 2 * BLOCK };

export function isBlock(body: Uint8Array): boolean {
  return body[0] === 0x84 && body[1] === PACKED_KIND;
}

export class Unpacker {
  readonly #compression: Compression;
  readonly #maximum: number;
  #opened = 0;

  /** `maximum`: bytes that all blocks together may hold. */
  constructor(compression: Compression, maximum: number) {
    this.#compression = compression;
    this.#maximum = maximum;
  }

  /** The bodies of the entries in a block. Throws `format.malformed`, or `counterpart.limit-exceeded` for more than was offered. */
  *open(body: Uint8Array): Generator<Uint8Array> {
    const [, length, compressed, secrets] = decodeCbor(body, LIMITS) as readonly unknown[];
    if (typeof length !== "number" || length < 1 || length > BLOCK) throw malformed("length of a block");
    if (!(compressed instanceof Uint8Array && secrets instanceof Uint8Array) || secrets.length > BLOCK) throw malformed("parts of a block");
    this.#opened += length + secrets.length;
    if (this.#opened > this.#maximum) throw new ExchangeError("counterpart.limit-exceeded", { detail: "packed payload" });
    const shape = this.#compression.decompress(compressed, length);
    if (shape?.length !== length) throw malformed("compressed part of a block");
    yield* joined(shape, secrets);
  }
}

/** The entries of `shape` with every mark in it replaced by the next of the `secrets`, none of which is left over. */
function* joined(shape: Uint8Array, secrets: Uint8Array): Generator<Uint8Array> {
  let taken = 0;
  for (let at = 0; at < shape.length; ) {
    const parts: Uint8Array[] = [];
    let kept = at;
    let length = 0;
    const add = (part: Uint8Array) => {
      parts.push(part);
      length += part.length;
    };
    for (let open = 1; open > 0; open--) {
      if (shape[at] === TAKEN_OUT) {
        const end = itemEnd(secrets, taken);
        add(shape.subarray(kept, at));
        add(secrets.subarray(taken, end));
        taken = end;
        kept = ++at;
        continue;
      }
      const { major, argument, end } = headAt(shape, at);
      at = major === 2 || major === 3 ? end + argument : end;
      if (major === 4) open += argument;
      else if (major === 5) open += argument * 2;
      if (at > shape.length) throw malformed("shape of a block");
    }
    add(shape.subarray(kept, at));
    yield checked(concatenated(parts, length));
  }
  if (taken !== secrets.length) throw malformed("more secrets than were taken out");
}

function concatenated(parts: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Nothing but what belongs into a block comes out of one. */
function checked(body: Uint8Array): Uint8Array {
  if (!canSplit(body)) throw malformed("entry in a block");
  return body;
}

function malformed(detail: string): ExchangeError {
  return new ExchangeError("format.malformed", { detail });
}
