// A CBOR sequence (RFC 8742) of byte strings, written whole and read from pieces of any size.

import { concat, uint32 } from "../bytes.ts";
import { ExchangeError } from "../errors.ts";

/** The shortest head of a byte string of `length` bytes, up to 2^32 - 1. */
export function byteStringHead(length: number): Uint8Array {
  if (length < 24) return Uint8Array.of(0x40 | length);
  if (length < 0x100) return Uint8Array.of(0x58, length);
  if (length < 0x10000) return Uint8Array.of(0x59, length >> 8, length & 255);
  return concat(Uint8Array.of(0x5a), uint32(length));
}

/** Of the byte string that `bytes` begins with. */
export function byteStringHeadLength(bytes: Uint8Array): number {
  const initial = bytes[0] ?? 0;
  return initial < 0x58 ? 1 : 1 + (1 << (initial - 0x58));
}

export function byteString(bytes: Uint8Array): Uint8Array {
  return concat(byteStringHead(bytes.length), bytes);
}

/** Gives element by element what arrives in arbitrary pieces; an element within one piece is a part of it, any other a copy. */
export class ByteStringReader {
  readonly #maximum: number;
  /** Pieces in order; those before `#first`, and `#offset` bytes of it, are used up. */
  readonly #pieces: Uint8Array[] = [];
  #first = 0;
  #offset = 0;
  #pending = 0;

  /** `maximum`: bytes one element may hold; known from its head, before its content is waited for. */
  constructor(maximum: number) {
    this.#maximum = maximum;
  }

  /** Keeps `bytes`, which elements become parts of: the caller must not change them. */
  push(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#pieces.push(bytes);
    this.#pending += bytes.length;
  }

  /** The next whole element, undefined until it is there. Throws `format.malformed` or `format.limit-exceeded`. */
  next(): Uint8Array | undefined {
    const initial = this.#peek(0);
    if (initial === undefined) return undefined;
    if (initial < 0x40 || initial > 0x5a) throw new ExchangeError("format.malformed", { detail: "not a byte string" });
    const size = initial < 0x58 ? 0 : 1 << (initial - 0x58);
    if (this.#pending < 1 + size) return undefined;
    let length = initial & 31;
    if (size > 0) {
      length = 0;
      for (let i = 1; i <= size; i++) length = length * 256 + (this.#peek(i) as number);
      if (length < (size === 1 ? 24 : 2 ** (size * 4))) throw new ExchangeError("format.malformed", { detail: "head not shortest" });
    }
    if (length > this.#maximum) throw new ExchangeError("format.limit-exceeded", { detail: "element length" });
    if (this.#pending < 1 + size + length) return undefined;
    this.#take(1 + size);
    return this.#take(length);
  }

  /** Takes out what is left: the bytes after the last whole element. */
  rest(): Uint8Array {
    return this.#take(this.#pending);
  }

  /** Bytes pushed and not yet answered. */
  get pending(): number {
    return this.#pending;
  }

  #peek(at: number): number | undefined {
    let skip = this.#offset + at;
    for (let i = this.#first; i < this.#pieces.length; i++) {
      const piece = this.#pieces[i] as Uint8Array;
      if (skip < piece.length) return piece[skip];
      skip -= piece.length;
    }
    return undefined;
  }

  #take(length: number): Uint8Array {
    const { [this.#first]: first } = this.#pieces;
    if (first !== undefined && first.length - this.#offset > length) {
      this.#offset += length;
      this.#pending -= length;
      return first.subarray(this.#offset - length, this.#offset);
    }
    const out = new Uint8Array(length);
    let filled = 0;
    while (filled < length) {
      const piece = this.#pieces[this.#first] as Uint8Array;
      const part = piece.subarray(this.#offset, this.#offset + length - filled);
      out.set(part, filled);
      filled += part.length;
      this.#offset += part.length;
      if (this.#offset === piece.length) {
        this.#first++;
        this.#offset = 0;
      }
    }
    if (this.#first * 2 > this.#pieces.length) {
      this.#pieces.splice(0, this.#first);
      this.#first = 0;
    }
    this.#pending -= length;
    return out;
  }
}
