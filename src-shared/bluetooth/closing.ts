// The end of a Bluetooth channel: CLOSE is repeated until the other side has answered it, and only what came whole ends cleanly. Pure; docs/bluetooth.md, “Closing”

import { ahead, type Close, closeValue } from "./frame.ts";

/** Milliseconds everything that waits may take to be delivered, and CLOSE to be answered; and between two CLOSEs. */
const LINGER = 5000;
const AGAIN = 300;

type Counts = { readonly sent: number; readonly received: number };

export class Closing {
  #begunAt: number | undefined;
  #saidAt: number | undefined;
  #byOther = false;
  #answered = false;
  #answerDue = false;

  /** This side closes. */
  get begun(): boolean {
    return this.#begunAt !== undefined;
  }

  /** The other side has closed, and everything it sent before is here. */
  get byOther(): boolean {
    return this.#byOther;
  }

  /** The other side has heard this side's CLOSE. */
  get answered(): boolean {
    return this.#answered;
  }

  begin(now: number): void {
    this.#begunAt ??= now;
  }

  heard({ answer, sequence }: Close, { sent, received }: Counts): void {
    if (answer) {
      this.#answered ||= this.#saidAt !== undefined && ahead(sequence, sent) === 0;
    } else if (ahead(sequence, received) === 0) {
      this.#byOther = true;
      this.#answerDue = true;
    }
  }

  /** The CLOSE to send, if one is due: an answer, or this side's own once all it sent has been answered (`idle`). */
  take(now: number, { idle, sent, received }: Counts & { readonly idle: boolean }): Uint8Array | undefined {
    if (this.#answerDue) {
      this.#answerDue = false;
      return closeValue({ answer: true, sequence: received });
    }
    if (this.#begunAt === undefined || !idle || this.late(now) || (this.#saidAt !== undefined && now - this.#saidAt < AGAIN)) return undefined;
    this.#saidAt = now;
    return closeValue({ answer: false, sequence: sent });
  }

  /** It took too long: the connection is closed without the other side's answer. */
  late(now: number): boolean {
    return this.#begunAt !== undefined && now - this.#begunAt >= LINGER;
  }

  deadline(): number | undefined {
    if (this.#begunAt === undefined) return undefined;
    return Math.min(this.#begunAt + LINGER, (this.#saidAt ?? this.#begunAt + LINGER) + AGAIN);
  }
}
