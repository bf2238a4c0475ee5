// Key and passphrase bytes with a type of their own: prints as [secret], refuses JSON, is wiped when done with.

/** Where a secret's bytes are, when they are not in an array: memory that a host guards. */
export interface SecretCell {
  readonly length: number;
  /** The bytes are there while `work` runs, and until its promise settles when it answers one. */
  lend<T>(work: (bytes: Uint8Array) => T): T;
  wipe(): void;
}

export class Secret {
  readonly #cell: SecretCell;
  #wiped = false;

  /** Takes ownership of `bytes`: the caller must not keep using them. */
  constructor(bytes: Uint8Array | SecretCell) {
    this.#cell = bytes instanceof Uint8Array ? inArray(bytes) : bytes;
  }

  get length(): number {
    return this.#cell.length;
  }

  get wiped(): boolean {
    return this.#wiped;
  }

  /** Lends the bytes to `work`, which must not keep them. Throws after `wipe`. */
  use<T>(work: (bytes: Uint8Array) => T): T {
    if (this.#wiped) throw new TypeError("secret was wiped");
    return this.#cell.lend(work);
  }

  wipe(): void {
    this.#wiped = true;
    this.#cell.wipe();
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

function inArray(bytes: Uint8Array): SecretCell {
  return { length: bytes.length, lend: (work) => work(bytes), wipe: () => void bytes.fill(0) };
}
