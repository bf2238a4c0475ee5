// Time as a port: the core never reads a clock of its own.

export interface Clock {
  /** Unix seconds, integer. */
  now(): number;
  /** Milliseconds from any fixed start, for rates; never goes back. */
  elapsed(): number;
  /** Calls `work` once after `milliseconds`, 0 being the next turn of the event loop; the answer cancels it. */
  after(milliseconds: number, work: () => void): () => void;
}
