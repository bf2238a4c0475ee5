// Identifiers are unique within one account; a second use gets a new one, the same at every reading. CXF 1.0 §1.3

import { base64url, utf8 } from "../bytes.ts";
import { LIMITS } from "./limits.ts";

/** Identifiers of one kind within one account. */
export class Identifiers {
  /** How often a suffix was given to each. */
  readonly #taken = new Map<string, number>();

  /** The same array when it was free; else its bytes and "-2", "-3" …, so that reading the same file again gives the same. */
  claim(id: Uint8Array): Uint8Array {
    const key = base64url(id);
    const times = this.#taken.get(key);
    if (times === undefined) {
      this.#taken.set(key, 1);
      return id;
    }
    this.#taken.set(key, times + 1);
    const suffix = utf8(`-${times + 1}`);
    const renamed = new Uint8Array(Math.min(id.length, LIMITS.identifier - suffix.length) + suffix.length);
    renamed.set(id.subarray(0, renamed.length - suffix.length));
    renamed.set(suffix, renamed.length - suffix.length);
    return this.claim(renamed);
  }
}
