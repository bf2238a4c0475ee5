// How large a value may be: each side sends probes of growing size and says which came intact, until both know. Pure; docs/bluetooth.md, “Opening”

import { ExchangeError } from "../errors.ts";
import { type Hello, helloValue, probeValue, SMALLEST_VALUE } from "./frame.ts";
import { FRAMES_VERSION } from "./service.ts";

/** The sizes tried, in bytes: any connection; common ATT_MTUs less 3; the largest BlueZ takes over D-Bus. */
const SIZES = [20, 100, 180, 244, 509] as const;
/** Those of the first round: what most connections carry costs the fewest values. */
const FIRST_SIZES: readonly number[] = [244, 509];
/** Milliseconds after which an unanswered round is repeated. */
const ROUND = 500;
/** Rounds that are answered at least, before a size that did not arrive counts as too large, and not as lost or late; and at most. */
const LEAST_ROUNDS = 2;
const MOST_ROUNDS = 4;
/** Milliseconds an opening may take. */
const OPENING = 15_000;

export class Ladder {
  /** Bytes in the largest value of ours that the other side received intact. */
  size: number = SMALLEST_VALUE;
  #sizes: readonly number[];
  readonly #started: number;
  #round = 0;
  #roundStarted = 0;
  #probes: number[] = [];
  #helloDue = false;
  #heard: number = SMALLEST_VALUE;
  #theirRound = 0;
  #lastAnswer = 0;
  #answers = 0;
  #settled = false;

  /** `largest`: bytes the other side says it takes. */
  constructor(largest: number, now: number) {
    this.#sizes = SIZES.filter((size) => size <= largest);
    this.#started = now;
  }

  get done(): boolean {
    if (this.#theirRound === 0 || this.#answers === 0) return false;
    return this.#settled || this.#missing().length === 0;
  }

  /** The next value to send, if one is due. Throws `transport.timed-out` when the other side does not answer at all. */
  take(now: number): { readonly value: Uint8Array; readonly probe?: number } | undefined {
    if (!this.done && (this.#round === 0 || now - this.#roundStarted >= ROUND)) this.#startRound(now);
    const probe = this.#probes.shift();
    if (probe !== undefined) return { value: probeValue(probe), probe };
    if (!this.#helloDue) return undefined;
    this.#helloDue = false;
    return { value: helloValue({ version: FRAMES_VERSION, round: this.#round, answers: this.#theirRound, heard: this.#heard }) };
  }

  /** The stack did not take a probe of this size, so it will take no larger one. */
  refused(size: number): void {
    this.#sizes = this.#sizes.filter((other) => other < size);
    this.#probes = [];
  }

  onProbe(size: number): void {
    this.#heard = Math.max(this.#heard, size);
  }

  /** Throws `counterpart.unsupported` for another version. */
  onHello({ version, round, answers, heard }: Hello, now: number): void {
    if (version !== FRAMES_VERSION) throw new ExchangeError("counterpart.unsupported", { detail: "Bluetooth frames" });
    if (round > this.#theirRound) {
      this.#theirRound = round;
      this.#helloDue = true;
    }
    const before = this.size;
    // only a size that was tried: a side that claims another gets no more
    if (answers !== 0 && this.#sizes.includes(heard)) this.size = Math.max(this.size, heard);
    if (this.done || answers <= this.#lastAnswer || answers > this.#round) return;
    this.#lastAnswer = answers;
    this.#answers++;
    this.#settled = this.#answers >= MOST_ROUNDS || (this.#answers >= LEAST_ROUNDS && this.size === before);
    if (!this.done && this.#theirRound !== 0) this.#startRound(now);
  }

  deadline(): number | undefined {
    return this.done ? undefined : this.#roundStarted + ROUND;
  }

  #startRound(now: number): void {
    if (now - this.#started >= OPENING) throw new ExchangeError("transport.timed-out", { detail: "Bluetooth opening" });
    this.#round++;
    this.#roundStarted = now;
    this.#probes = this.#missing().filter((size) => this.#round > 1 || FIRST_SIZES.includes(size));
    this.#helloDue = true;
  }

  #missing(): number[] {
    return this.#sizes.filter((size) => size > this.size);
  }
}
