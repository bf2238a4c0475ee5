// Strict check of untrusted CBOR before any decoder sees it: RFC 8949 §4.2.1 core deterministic form, without tags.

import { fromUtf8 } from "../bytes.ts";
import { ExchangeError } from "../errors.ts";

/** What a document may hold; strings in bytes. Absent members take the defaults: depth 32, 4,000,000 items, 16 MiB per string, no floats. */
export type CborLimits = {
  readonly maximumDepth?: number;
  readonly maximumItems?: number;
  readonly maximumString?: number;
  /** Allow 64-bit floats that are finite and no safe integer (-0 counts as none). */
  readonly floats?: boolean;
};

export type StrictOptions = CborLimits & {
  /** Allow integers beside text as map keys. */
  readonly integerKeys?: boolean;
  /** Refuse the key `__proto__`, which no plain object can hold safely. */
  readonly plainObjects?: boolean;
};

const DEFAULTS: Required<StrictOptions> = {
  maximumDepth: 32,
  maximumItems: 4_000_000,
  maximumString: 16 << 20,
  floats: false,
  integerKeys: false,
  plainObjects: false,
};

const PROTO = Uint8Array.from("__proto__", (letter) => letter.charCodeAt(0));

/**
 * Accepts one item of shortest heads, definite lengths, integers up to ±(2^53 - 1), valid UTF-8 and map keys in ascending
 * bytewise order without duplicates. Throws `format.malformed` or `format.limit-exceeded`, the reason and byte offset as detail.
 */
export function validateCbor(bytes: Uint8Array, options: StrictOptions = {}): void {
  const walk = new Walk(bytes, { ...DEFAULTS, ...options });
  do walk.element();
  while (walk.open);
  if (walk.at !== bytes.length) walk.malformed("trailing bytes");
}

/** Reads element after element without recursion; one frame per container that is still open. */
class Walk {
  at = 0;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #options: Required<StrictOptions>;
  /** Per open container: elements to come (a pair counts two), whether it is a map, and where its last key lies. */
  readonly #remaining: number[] = [];
  readonly #isMap: boolean[] = [];
  readonly #keyStart: number[] = [];
  readonly #keyEnd: number[] = [];
  #depth = 0;
  #items = 0;

  constructor(bytes: Uint8Array, options: Required<StrictOptions>) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#options = options;
  }

  get open(): boolean {
    return this.#depth > 0;
  }

  element(): void {
    if (++this.#items > this.#options.maximumItems) this.#exceeded("items");
    const start = this.at;
    const initial = this.#byte();
    const major = initial >> 5;
    const top = this.#depth - 1;
    const isKey = top >= 0 && this.#isMap[top] === true && (this.#remaining[top] as number) % 2 === 0;
    if (isKey && major !== 3 && !(this.#options.integerKeys && major < 2)) this.malformed("map key type");
    if (major === 7) this.#simple(initial);
    else if (major === 6) this.malformed("tag");
    else {
      const argument = this.#argument(initial & 31, major);
      if (major > 3) {
        if (this.#container(argument, major === 5)) return;
      } else if (major > 1) this.#string(argument, major === 3);
    }
    if (isKey) this.#key(top, start);
    this.#close();
  }

  malformed(reason: string): never {
    throw new ExchangeError("format.malformed", { detail: `CBOR ${reason}, byte ${this.at}` });
  }

  #exceeded(what: string): never {
    throw new ExchangeError("format.limit-exceeded", { detail: `CBOR ${what}, byte ${this.at}` });
  }

  #byte(): number {
    const byte = this.#bytes[this.at];
    if (byte === undefined) this.malformed("truncated");
    this.at++;
    return byte;
  }

  /** The number in a head, which must be written in the fewest bytes. */
  #argument(low: number, major: number): number {
    if (low < 24) return low;
    if (low > 27) this.malformed("indefinite length or reserved head");
    const size = 1 << (low - 24);
    if (this.#bytes.length - this.at < size) this.malformed("truncated");
    const at = this.at;
    this.at += size;
    const value = size === 1 ? this.#view.getUint8(at) : size === 2 ? this.#view.getUint16(at) : size === 4 ? this.#view.getUint32(at) : this.#uint64(at);
    if (value < (size === 1 ? 24 : 2 ** (size * 4))) this.malformed("head not shortest");
    if (value > Number.MAX_SAFE_INTEGER - (major === 1 ? 1 : 0)) this.malformed("integer above 2^53 - 1");
    return value;
  }

  #uint64(at: number): number {
    return this.#view.getUint32(at) * 0x100000000 + this.#view.getUint32(at + 4);
  }

  #simple(initial: number): void {
    if (initial === 0xf4 || initial === 0xf5 || initial === 0xf6) return;
    if (initial !== 0xfb || !this.#options.floats) this.malformed("float or simple value");
    if (this.#bytes.length - this.at < 8) this.malformed("truncated");
    const value = this.#view.getFloat64(this.at);
    if (!Number.isFinite(value) || (Number.isSafeInteger(value) && !Object.is(value, -0))) this.malformed("float value");
    this.at += 8;
  }

  #string(length: number, isText: boolean): void {
    if (length > this.#options.maximumString) this.#exceeded("string length");
    if (length > this.#bytes.length - this.at) this.malformed("truncated");
    const end = this.at + length;
    if (isText) {
      let high = 0;
      for (let i = this.at; i < end; i++) high |= this.#bytes[i] as number;
      if (high >= 0x80 && !isUtf8(this.#bytes.subarray(this.at, end))) this.malformed("UTF-8");
    }
    this.at = end;
  }

  /** True when the container has elements to come. */
  #container(length: number, isMap: boolean): boolean {
    const elements = isMap ? length * 2 : length;
    if (elements > this.#bytes.length - this.at) this.malformed("truncated");
    if (this.#depth >= this.#options.maximumDepth) this.#exceeded("depth");
    if (elements === 0) return false;
    this.#remaining[this.#depth] = elements;
    this.#isMap[this.#depth] = isMap;
    this.#keyEnd[this.#depth] = 0;
    this.#depth++;
    return true;
  }

  /** Checks the key that ends here against the one before it in the same map. */
  #key(top: number, start: number): void {
    const previousStart = this.#keyStart[top] as number;
    const previousEnd = this.#keyEnd[top] as number;
    if (previousEnd > 0 && !this.#ascending(previousStart, previousEnd, start)) this.malformed("map keys unordered or duplicated");
    if (this.#options.plainObjects && this.at - start === PROTO.length + 1 && PROTO.every((letter, i) => this.#bytes[start + 1 + i] === letter)) {
      this.malformed("key __proto__");
    }
    this.#keyStart[top] = start;
    this.#keyEnd[top] = this.at;
  }

  #ascending(before: number, beforeEnd: number, key: number): boolean {
    let a = before;
    let b = key;
    while (a < beforeEnd && b < this.at && this.#bytes[a] === this.#bytes[b]) {
      a++;
      b++;
    }
    return a < beforeEnd ? b < this.at && (this.#bytes[a] as number) < (this.#bytes[b] as number) : b < this.at;
  }

  /** Counts the element just read, and every container it completes. */
  #close(): void {
    while (this.#depth > 0) {
      const left = (this.#remaining[this.#depth - 1] as number) - 1;
      this.#remaining[this.#depth - 1] = left;
      if (left > 0) return;
      this.#depth--;
    }
  }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    fromUtf8(bytes);
    return true;
  } catch {
    return false;
  }
}
