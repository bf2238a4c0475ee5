// A clock that moves only when a test moves it.

import type { Clock } from "../clock.ts";

type Appointment = { readonly due: number; readonly work: () => void };

/** Turns without anything arranged: work may go on in another thread. */
const PATIENCE = 10_000;

export class FakeClock implements Clock {
  readonly #start: number;
  #elapsed = 0;
  readonly #appointments = new Set<Appointment>();

  /** `start` in Unix seconds. */
  constructor(start = 1_773_014_400) {
    this.#start = start;
  }

  now(): number {
    return this.#start + Math.floor(this.#elapsed / 1000);
  }

  elapsed(): number {
    return this.#elapsed;
  }

  after(milliseconds: number, work: () => void): () => void {
    const appointment = { due: this.#elapsed + milliseconds, work };
    this.#appointments.add(appointment);
    return () => this.#appointments.delete(appointment);
  }

  /** How many timers are running: zero at the end of a run that cleans up after itself. */
  get pending(): number {
    return this.#appointments.size;
  }

  /** Lets time pass and does what falls due, earliest first, including what that work arranges within the same span. */
  advance(milliseconds: number): void {
    const end = this.#elapsed + milliseconds;
    for (let next = this.#earliest(end); next; next = this.#earliest(end)) {
      this.#appointments.delete(next);
      this.#elapsed = Math.max(this.#elapsed, next.due);
      next.work();
    }
    this.#elapsed = end;
  }

  /** Lets time pass until something falls due and does that; false when nothing is arranged. */
  next(): boolean {
    const next = this.#earliest(Number.POSITIVE_INFINITY);
    if (next) this.advance(Math.max(0, next.due - this.#elapsed));
    return next !== undefined;
  }

  /** Lets time pass, one thing that falls due after the other, until `work` has settled; `turn` lets run what can. Throws when nothing happens any more. */
  async until<T>(work: Promise<T>, turn: () => Promise<void>): Promise<T> {
    let settled = false;
    const settle = () => {
      settled = true;
    };
    work.then(settle, settle);
    for (let idle = 0; idle < PATIENCE; ) {
      await turn();
      if (settled) return work;
      idle = this.next() ? 0 : idle + 1;
    }
    throw new Error("nothing is arranged and the work has not ended");
  }

  #earliest(end: number): Appointment | undefined {
    let earliest: Appointment | undefined;
    for (const appointment of this.#appointments) if (appointment.due <= end && (!earliest || appointment.due < earliest.due)) earliest = appointment;
    return earliest;
  }
}
