// How long an answer takes, measured, and from when on something unanswered counts as lost. Pure; RFC 6298 with limits for one radio hop.

/** Milliseconds: assumed before anything is measured; the least, above the other side's delay of an ACK; the most. */
const FIRST = 1000;
const LEAST = 200;
const MOST = 8000;
/** Milliseconds of slack on top of the mean: twice the delay of an ACK. */
const SLACK = 100;

export class RoundTrip {
  #mean: number | undefined;
  #deviation = 0;
  #shortest = Number.POSITIVE_INFINITY;

  /**
   * Only from what was sent once: of what was sent again nobody knows which copy was answered. A long time may be that of a lost answer, so it
   * counts for twice the limit at most: a link that has become slow is believed step by step.
   */
  measured(took: number): void {
    const milliseconds = Math.min(took, 2 * this.limit());
    this.#shortest = Math.min(this.#shortest, milliseconds);
    if (this.#mean === undefined) {
      this.#mean = milliseconds;
      this.#deviation = milliseconds / 2;
      return;
    }
    this.#deviation += (Math.abs(milliseconds - this.#mean) - this.#deviation) / 4;
    this.#mean += (milliseconds - this.#mean) / 8;
  }

  /** Milliseconds after which an answer is overdue, doubled `doublings` times. */
  limit(doublings = 0): number {
    const base = this.#mean === undefined ? FIRST : Math.max(LEAST, this.#mean + Math.max(4 * this.#deviation, SLACK));
    return Math.min(MOST, base * 2 ** doublings);
  }

  /** Milliseconds no answer was faster than; 0 before the first. */
  get shortest(): number {
    return Number.isFinite(this.#shortest) ? this.#shortest : 0;
  }

  /** Milliseconds; undefined before the first measurement. */
  get mean(): number | undefined {
    return this.#mean;
  }
}
