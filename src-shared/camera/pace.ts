// How fast pictures follow each other and how much each holds: as much as the other camera reads. docs/camera.md
// Pictures become more frequent first and larger after. When too many are missed they become smaller if they have just grown, else rarer and only
// then smaller: a slow camera misses pictures of any size, and reads large ones as well as small ones.

import { MAXIMUM_SYMBOL } from "./picture.ts";

/** Bytes of a symbol; the smallest lets a whole batch be cut into as many pieces as it may have. */
const SIZES = [64, 96, 144, 200, 280, 380, MAXIMUM_SYMBOL] as const;
const FIRST_SIZE = 2;
/** Milliseconds between two pictures. A camera gives about thirty a second, and a screen needs some of them to change. */
const FASTEST = 100;
const SLOWEST = 400;
const FIRST_INTERVAL = 160;
/** Pictures after which it is weighed. */
const ROUND = 12;
/** Parts of the pictures that may be missed before it goes up, and from which on it goes down. */
const FEW = 0.2;
const MANY = 0.55;
/** Pictures shown since the last one that was read: none is readable any more. */
const STUCK = 30;
const NUMBERS = 1 << 16;

export class Pace {
  #interval = FIRST_INTERVAL;
  #size = FIRST_SIZE;
  #loss = 0.3;
  #before: { readonly shown: number; readonly read: number } | undefined;
  /** Rounds without a reason to go up that it takes until the next try; twice as many after each try that failed. */
  #patience = 1;
  #calm = 0;
  #unread = 0;
  #grew = false;

  get interval(): number {
    return this.#interval;
  }

  /** Bytes of a symbol at most. */
  get symbol(): number {
    return SIZES[this.#size] as number;
  }

  /** Part of the pictures that is missed. */
  get loss(): number {
    return this.#loss;
  }

  /** A picture of ours is on the screen, while the other side's are read. */
  showed(): void {
    if (++this.#unread < STUCK) return;
    this.#unread = 0;
    this.#grew = true; // none at all: it is the size
    this.#down();
  }

  /** The other side has read so many pictures of ours, the last one being number `last`; both modulo 65,536. */
  heard(read: number, last: number): void {
    const before = this.#before;
    if (before === undefined) {
      this.#before = { shown: last, read };
      return;
    }
    const shown = (last - before.shown + NUMBERS) % NUMBERS;
    if (shown >= NUMBERS / 2) return; // an older picture than the last one
    if (shown > 0) this.#unread = 0;
    if (shown < ROUND) return;
    this.#before = { shown: last, read };
    this.#weigh(1 - Math.min(1, ((read - before.read + NUMBERS) % NUMBERS) / shown));
  }

  #weigh(loss: number): void {
    this.#loss = Math.min(0.9, (this.#loss + loss) / 2);
    if (loss > MANY) this.#down();
    else if (loss >= FEW) this.#calm = 0;
    else if (++this.#calm >= this.#patience) this.#up();
  }

  #up(): void {
    this.#calm = 0;
    this.#grew = this.#interval === FASTEST && this.#size < SIZES.length - 1;
    if (this.#grew) this.#size++;
    else this.#interval = Math.max(FASTEST, Math.round(this.#interval * 0.8));
  }

  #down(): void {
    this.#calm = 0;
    this.#patience = Math.min(16, this.#patience * 2);
    if (this.#size > 0 && (this.#grew || this.#interval === SLOWEST)) this.#size--;
    else this.#interval = Math.min(SLOWEST, Math.round(this.#interval * 1.5));
    this.#grew = false;
  }
}
