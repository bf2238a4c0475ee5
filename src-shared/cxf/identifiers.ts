// Identifiers are unique within one account; a second use gets a new one, the same at every reading. CXF 1.0 §1.3

import { base64url, concat, utf8 } from "../bytes.ts";
import { LIMITS } from "./limits.ts";

/** Bytes kept free behind an identifier for its number. */
const NUMBER = 11;

/** Identifiers of one kind within one account. */
export class Identifiers {
  readonly #taken = new Set<string>();
  /** The last number given behind each beginning. */
  readonly #numbers = new Map<string, number>();

  /** The same array when it was free; else its bytes and "-2", "-3" …, so that reading the same file again gives the same. */
  claim(id: Uint8Array): Uint8Array {
    if (this.#take(id)) return id;
    const beginning = id.subarray(0, LIMITS.identifier - NUMBER);
    const key = base64url(beginning);
    for (;;) {
      const number = (this.#numbers.get(key) ?? 1) + 1;
      this.#numbers.set(key, number);
      const renamed = concat(beginning, utf8(`-${number}`));
      if (this.#take(renamed)) return renamed;
    }
  }

  #take(id: Uint8Array): boolean {
    const { size } = this.#taken;
    return this.#taken.add(base64url(id)).size > size;
  }
}
