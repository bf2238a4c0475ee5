// Whether the other side is still there: silence is broken by PINGs, and a link that stays silent all the same is gone. Pure; several stacks never say so.

/** Milliseconds of silence before the first PING, between the next ones, and before the link counts as gone. */
const QUIET = 5000;
const AGAIN = 1000;
const GONE = 20_000;
/** PINGs that must have gone unanswered too, so that a computer that slept does not take its own sleep for silence. */
const UNANSWERED = 5;

export class Silence {
  #heardAt: number;
  #pings = 0;
  #pingedAt = 0;

  constructor(now: number) {
    this.#heardAt = now;
  }

  heard(now: number): void {
    this.#heardAt = now;
    this.#pings = 0;
  }

  /** True when a PING is due, which then counts as sent. */
  takePing(now: number): boolean {
    if (now < this.deadline()) return false;
    this.#pings++;
    this.#pingedAt = now;
    return true;
  }

  gone(now: number): boolean {
    return now - this.#heardAt >= GONE && this.#pings >= UNANSWERED && now - this.#pingedAt >= AGAIN;
  }

  /** When the next PING is due. */
  deadline(): number {
    return this.#pings === 0 ? this.#heardAt + QUIET : this.#pingedAt + AGAIN;
  }
}
