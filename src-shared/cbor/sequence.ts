// A CBOR sequence (RFC 8742) of byte strings, written whole and read from pieces of any size.

import { ExchangeError } from "../errors.ts";

export function byteString(_bytes: Uint8Array): Uint8Array {
  throw new ExchangeError("internal.bug", { detail: "not built yet" });
}

export class ByteStringReader {
  readonly #maximum: number;

  /** `maximum`: bytes one element may hold; checked from its head, before anything is kept. */
  constructor(maximum: number) {
    this.#maximum = maximum;
  }

  push(_bytes: Uint8Array): void {
    throw new ExchangeError("internal.bug", { detail: `not built yet ${this.#maximum}` });
  }

  next(): Uint8Array | undefined {
    throw new ExchangeError("internal.bug", { detail: "not built yet" });
  }

  /** Takes out what is left: the bytes after the last whole element. */
  rest(): Uint8Array {
    throw new ExchangeError("internal.bug", { detail: "not built yet" });
  }

  /** Bytes pushed and not yet answered by `next`. */
  get pending(): number {
    return 0;
  }
}
