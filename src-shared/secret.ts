// Key and passphrase bytes with a type of their own: prints as [secret], refuses JSON, is wiped when done with.

export class Secret {
  readonly #bytes: Uint8Array;
  #wiped = false;

  /** Takes ownership of `bytes`: the caller must not keep using them. */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get length(): number {
    return this.#bytes.length;
  }

  get wiped(): boolean {
    return this.#wiped;
  }

  /** Lends the bytes to `work`, which must not keep them. Throws after `wipe`. */
  use<T>(work: (bytes: Uint8Array) => T): T {
    if (this.#wiped) throw new TypeError("secret was wiped");
    return work(this.#bytes);
  }

  wipe(): void {
    this.#bytes.fill(0);
    this.#wiped = true;
  }

  toString(): string {
    return "[secret]";
  }

  toJSON(): never {
    throw new TypeError("a secret has no JSON form");
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return "[secret]";
  }
}
