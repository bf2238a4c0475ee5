// The algorithm of a private key, read from its PKCS#8 wrapping (RFC 5958) and checked against what the wrapping holds: CXF carries no other sign of it.

import { hex } from "../bytes.ts";
import { ExchangeError } from "../errors.ts";

export type KeyAlgorithm = "ES256" | "ES384" | "ES512" | "EdDSA" | "Ed448" | "RSA" | "ML-DSA-44" | "ML-DSA-65" | "ML-DSA-87" | "unknown";

const SEQUENCE = 0x30;
const INTEGER = 0x02;
const OCTET_STRING = 0x04;
const OBJECT_IDENTIFIER = 0x06;

// Object identifiers by the hexadecimal of their contents.
const EC_PUBLIC_KEY = "2a8648ce3d0201";
const CURVES: ReadonlyMap<string, { readonly algorithm: KeyAlgorithm; readonly scalar: number }> = new Map([
  ["2a8648ce3d030107", { algorithm: "ES256", scalar: 32 }],
  ["2b81040022", { algorithm: "ES384", scalar: 48 }],
  ["2b81040023", { algorithm: "ES512", scalar: 66 }],
]);
const EDWARDS: ReadonlyMap<string, { readonly algorithm: KeyAlgorithm; readonly seed: number }> = new Map([
  ["2b6570", { algorithm: "EdDSA", seed: 32 }],
  ["2b6571", { algorithm: "Ed448", seed: 57 }],
]);
const RSA_ENCRYPTION = "2a864886f70d010101";
const OTHERS: ReadonlyMap<string, KeyAlgorithm> = new Map([
  ["608648016503040311", "ML-DSA-44"],
  ["608648016503040312", "ML-DSA-65"],
  ["608648016503040313", "ML-DSA-87"],
]);

/** Throws `format.malformed` when `der` is not one whole PKCS#8 key; other algorithms are "unknown". */
export function pkcs8Algorithm(der: Uint8Array): KeyAlgorithm {
  const outer = new DerReader(der);
  const key = outer.enter(SEQUENCE);
  outer.end();
  const version = key.take(INTEGER);
  if (version.length !== 1 || (version[0] as number) > 1) malformed("version");
  const identifier = key.enter(SEQUENCE);
  const algorithm = hex(identifier.take(OBJECT_IDENTIFIER));
  const held = key.take(OCTET_STRING);
  if (algorithm === EC_PUBLIC_KEY) return ellipticCurve(identifier, held);
  const edwards = EDWARDS.get(algorithm);
  if (edwards === undefined) return algorithm === RSA_ENCRYPTION ? rsa(held) : (OTHERS.get(algorithm) ?? "unknown");
  if (only(held, OCTET_STRING).length !== edwards.seed) malformed("seed length");
  return edwards.algorithm;
}

/** RFC 5915; a curve that is named by its parameters, or another one, is unknown. */
function ellipticCurve(identifier: DerReader, held: Uint8Array): KeyAlgorithm {
  if (identifier.tag !== OBJECT_IDENTIFIER) return "unknown";
  const curve = CURVES.get(hex(identifier.take(OBJECT_IDENTIFIER)));
  if (curve === undefined) return "unknown";
  const key = new DerReader(held).enter(SEQUENCE);
  key.take(INTEGER);
  const scalar = key.take(OCTET_STRING).length;
  if (scalar === 0 || scalar > curve.scalar) malformed("scalar length");
  return curve.algorithm;
}

/** RFC 8017 appendix A.1.2: version and eight numbers, or more for many primes. */
function rsa(held: Uint8Array): KeyAlgorithm {
  const key = new DerReader(held).enter(SEQUENCE);
  for (let number = 0; number < 9; number++) key.take(INTEGER);
  return "RSA";
}

function only(bytes: Uint8Array, tag: number): Uint8Array {
  const reader = new DerReader(bytes);
  const content = reader.take(tag);
  reader.end();
  return content;
}

class DerReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get tag(): number | undefined {
    return this.#bytes[this.#at];
  }

  take(tag: number): Uint8Array {
    if (this.#next() !== tag) malformed("DER tag");
    const length = this.#length();
    if (length > this.#bytes.length - this.#at) malformed("DER length");
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  enter(tag: number): DerReader {
    return new DerReader(this.take(tag));
  }

  end(): void {
    if (this.#at !== this.#bytes.length) malformed("bytes after the key");
  }

  #next(): number {
    const byte = this.#bytes[this.#at++];
    return byte === undefined ? malformed("DER end") : byte;
  }

  /** Definite, shortest form, at most 65,535. */
  #length(): number {
    const first = this.#next();
    if (first < 0x80) return first;
    if (first === 0x81) {
      const length = this.#next();
      return length < 0x80 ? malformed("DER length") : length;
    }
    if (first !== 0x82) malformed("DER length");
    const length = this.#next() * 256 + this.#next();
    return length < 0x100 ? malformed("DER length") : length;
  }
}

function malformed(detail: string): never {
  throw new ExchangeError("format.malformed", { detail: `PKCS#8 ${detail}` });
}
