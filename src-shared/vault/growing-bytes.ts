// Many small byte strings in one buffer: a hundred thousand of them as objects of their own would weigh ten times as much.

export class GrowingBytes {
  #buffer = new Uint8Array(4096);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  append(bytes: Uint8Array): void {
    const end = this.#length + bytes.length;
    if (end > this.#buffer.length) {
      const larger = new Uint8Array(Math.max(end, this.#buffer.length * 2));
      larger.set(this.#buffer.subarray(0, this.#length));
      this.#buffer.fill(0);
      this.#buffer = larger;
    }
    this.#buffer.set(bytes, this.#length);
    this.#length = end;
  }

  /** A view, valid until the next `append`. */
  at(start: number, length: number): Uint8Array {
    return this.#buffer.subarray(start, start + length);
  }

  overwrite(start: number, bytes: Uint8Array): void {
    this.#buffer.set(bytes, start);
  }

  wipe(): void {
    this.#buffer.fill(0);
    this.#length = 0;
  }
}
