// How long an answer takes, measured, and from when on something unanswered counts as lost. Pure; RFC 6298 with limits for one radio hop.

/** Milliseconds: assumed before anything is measured; the least, above the other side's delay of an ACK; the most, and that with doublings. */
const FIRST = 1000;
const LEAST = 200;
const MOST = 3000;
const MOST_DOUBLED = 8000;
/** Milliseconds of slack on top of the mean: twice the delay of an ACK at first, more after each haste, up to where haste costs less than waiting. */
const SLACK = 100;
const MORE_SLACK = 1.25;
const MOST_SLACK = 1000;

export class RoundTrip {
  #mean: number | undefined;
  #deviation = 0;
  #slack = SLACK;
  #shortest = Number.POSITIVE_INFINITY;

  /**
   * Only from what was sent once: of what was sent again nobody knows which copy was answered. A long time may be that of a lost answer, so it
   * counts for the limit at most: a link that has become slow is believed step by step.
   */
  measured(took: number): void {
    const milliseconds = Math.min(took, this.limit());
    this.#shortest = Math.min(this.#shortest, milliseconds);
    if (this.#mean === undefined) {
      this.#mean = milliseconds;
      this.#deviation = milliseconds / 2;
      return;
    }
    this.#deviation += (Math.abs(milliseconds - this.#mean) - this.#deviation) / 4;
    this.#mean += (milliseconds - this.#mean) / 8;
  }

  /** Something counted as lost too early: on this link values come very late. */
  hasty(): void {
    this.#slack = Math.min(MOST_SLACK, this.#slack * MORE_SLACK);
  }

  /** Milliseconds after which an answer is overdue, doubled `doublings` times. */
  limit(doublings = 0): number {
    const base = this.#mean === undefined ? FIRST : Math.max(LEAST, this.#mean + Math.max(4 * this.#deviation, this.#slack));
    return Math.min(MOST_DOUBLED, Math.min(MOST, base) * 2 ** doublings);
  }

  /** Milliseconds no answer was faster than; 0 before the first. */
  get shortest(): number {
    return Number.isFinite(this.#shortest) ? this.#shortest : 0;
  }

  /** Milliseconds; 0 before the first measurement. */
  get mean(): number {
    return this.#mean ?? 0;
  }
}
