// Bytes a second that were answered while something was on the way, of the last seconds. Pure.

/** Milliseconds after which what was measured counts for a third. */
const MEMORY = 5000;
/** Bytes before there is a rate to speak of. */
const ENOUGH = 2000;

export class Rate {
  #bytes = 0;
  #milliseconds = 0;
  #total = 0;
  #since: number | undefined;

  /** Something is on the way from now on. */
  busy(now: number): void {
    this.#since = now;
  }

  /** Nothing is on the way any more. */
  rest(now: number): void {
    this.#pass(now);
    this.#since = undefined;
  }

  answered(bytes: number, now: number): void {
    this.#pass(now);
    this.#bytes += bytes;
    this.#total += bytes;
  }

  /** Undefined until enough was answered. */
  get bytesPerSecond(): number | undefined {
    return this.#total < ENOUGH || this.#milliseconds <= 0 ? undefined : (this.#bytes / this.#milliseconds) * 1000;
  }

  #pass(now: number): void {
    if (this.#since === undefined || now <= this.#since) return;
    const passed = now - this.#since;
    const kept = Math.exp(-passed / MEMORY);
    this.#bytes *= kept;
    this.#milliseconds = this.#milliseconds * kept + passed;
    this.#since = now;
  }
}
