// How many frames may be on the way at once, and whether writes have to be confirmed, from what became of those before. Pure; docs/bluetooth.md, “Loss”

/**
 * Frames: at the start; the most (CoreBluetooth buffers about 30 writes and drops the rest); the least as long as anything is answered; and when
 * nothing was in time. Each answer raises it by one up to the start, then every eighth.
 */
const START = 16;
const MOST = 32;
const LEAST = 8;
const AFTER_SILENCE = 1;
const GROWTH = 8;
/** Of so many frames sent, the share that has to be lost, twice in a row, until every write is confirmed. */
const SAMPLE = 64;
const HEAVY_LOSS = 0.2;

export class Flight {
  #most: number = START;
  #answers = 0;
  #shrunkAt = Number.NEGATIVE_INFINITY;
  #sent = 0;
  #lost = 0;
  #lostBefore = 0;
  #heavyLoss = false;

  get most(): number {
    return this.#most;
  }

  /** Loss was heavy for a while; it is not tried again on this link. */
  get heavyLoss(): boolean {
    return this.#heavyLoss;
  }

  sent(): void {
    if (++this.#sent < SAMPLE) return;
    this.#heavyLoss ||= Math.min(this.#lost, this.#lostBefore) > HEAVY_LOSS * SAMPLE;
    this.#lostBefore = this.#lost;
    this.#sent = 0;
    this.#lost = 0;
  }

  answered(): void {
    if (this.#most < START || ++this.#answers % GROWTH === 0) this.#most = Math.min(MOST, this.#most + 1);
  }

  /** Losses within one round trip, in milliseconds, are one event. */
  lost(now: number, roundTrip: number): void {
    this.#lost++;
    this.#shrink(now, roundTrip, Math.ceil(this.#most / 4));
  }

  /** What counted as lost had come. */
  found(): void {
    this.#lost = Math.max(0, this.#lost - 1);
  }

  /** Round trips are so long that what is on the way waits in a queue. */
  queued(now: number, roundTrip: number): void {
    this.#shrink(now, roundTrip, 1);
  }

  /** Nothing was answered in time. */
  silence(): void {
    this.#most = AFTER_SILENCE;
  }

  #shrink(now: number, roundTrip: number, by: number): void {
    if (now - this.#shrunkAt < roundTrip) return;
    this.#shrunkAt = now;
    this.#most = Math.max(Math.min(this.#most, LEAST), this.#most - by);
  }
}
