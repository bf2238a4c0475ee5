// The sending half of the camera link: frames become one stream of bytes, the stream is cut into batches, and each picture carries the
// symbol that the other side is most likely to lack. docs/camera.md

import { concat, uint32 } from "../bytes.ts";
import { ExchangeError } from "../errors.ts";
import { MAXIMUM_FRAME } from "../exchange/channel.ts";
import { BatchEncoder, MAXIMUM_PIECES, SYMBOL_NUMBERS } from "./fountain.ts";
import { type Carried, type Heard, MAXIMUM_BATCH } from "./picture.ts";

/** Batches that may be on their way at once. */
export const WINDOW = 4;
/** In the place of a frame's length: the stream ends here. */
export const END = 0xffffffff;
/** Pieces of a batch as it is cut first: few enough that a change of the pace is soon felt. */
const PIECES = 16;
/** Pictures that have been shown since the one that was answered. */
const UNHEARD = 2;
/** Pictures that the oldest batch waits for its next symbol when all its symbols may have arrived: what comes after it waits for it. */
const TURN = 4;
/** Bytes that wait to be cut before `send` does. */
const QUEUE = 8192;

/** `sent` symbols since the other side was last heard of it, of which it wanted `wanted` more. */
type Cut = { readonly bytes: Uint8Array; encoder: BatchEncoder; next: number; sent: number; wanted: number; turn: number };

export class Outgoing {
  readonly #queue: Uint8Array[] = [];
  readonly #onWay: Cut[] = [];
  readonly #waiting: (() => void)[] = [];
  #queued = 0;
  /** Number of the first batch on its way: all before it have arrived. */
  #first = 0;
  #turn = 0;
  #ended = false;

  /** Everything has arrived, and the end of it. */
  get delivered(): boolean {
    return this.#ended && this.#queued === 0 && this.#onWay.length === 0;
  }

  /** Resolves when it can take more. Throws `internal.bug` for a frame no counterpart would take. */
  async send(frame: Uint8Array): Promise<void> {
    if (frame.length > MAXIMUM_FRAME) throw new ExchangeError("internal.bug", { detail: "frame above the limit" });
    this.#put(concat(uint32(frame.length), frame));
    while (this.#queued > QUEUE && !this.#ended) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** Nothing comes after what was sent; once. */
  end(): void {
    if (this.#ended) return;
    this.#put(uint32(END));
    this.#ended = true;
    this.#wake();
  }

  /** What the other side says it has. A batch that was never on its way is no answer of an honest one, and changes nothing. */
  heard({ batch, known, pieces }: Heard): void {
    if (batch < this.#first || batch > this.#first + this.#onWay.length) return;
    this.#onWay.splice(0, batch - this.#first);
    this.#first = batch;
    const cut = this.#onWay[0];
    if (cut === undefined || pieces !== cut.encoder.pieces || pieces - known >= cut.wanted) return;
    cut.wanted = pieces - known;
    cut.sent = UNHEARD;
  }

  /** The next symbol, none longer than `longest` bytes; undefined when there is nothing to say. `loss`: the part of the pictures that is not read. */
  carry(longest: number, loss: number): Carried | undefined {
    this.#cut(longest);
    const at = this.#whose(loss);
    const cut = this.#onWay[at];
    if (cut === undefined) return undefined;
    this.#fit(cut, longest);
    cut.sent++;
    cut.turn = ++this.#turn;
    const number = cut.next;
    cut.next = (number + 1) % SYMBOL_NUMBERS;
    return { batch: this.#first + at, pieces: cut.encoder.pieces, bytes: cut.bytes.length, number, symbol: cut.encoder.symbol(number) };
  }

  /** The link is gone: nobody waits for it. */
  abandon(): void {
    this.#ended = true;
    this.#wake();
  }

  /** The first batch that has not had its share of the pictures; the oldest when all have, or when it has waited. */
  #whose(loss: number): number {
    const oldest = this.#onWay[0];
    if (oldest === undefined || this.#turn - oldest.turn >= TURN) return 0;
    return Math.max(
      0,
      this.#onWay.findIndex(({ sent, wanted }) => sent < (wanted + 1) / (1 - loss)),
    );
  }

  #put(bytes: Uint8Array): void {
    this.#queue.push(bytes);
    this.#queued += bytes.length;
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  #cut(longest: number): void {
    while (this.#queued > 0 && this.#onWay.length < WINDOW) {
      const waiting = concat(...this.#queue.splice(0));
      const bytes = waiting.slice(0, Math.min(MAXIMUM_BATCH, PIECES * longest));
      const rest = waiting.subarray(bytes.length);
      if (rest.length > 0) this.#queue.push(rest);
      this.#queued = rest.length;
      const encoder = new BatchEncoder(bytes, longest);
      this.#onWay.push({ bytes, encoder, next: 0, sent: 0, wanted: encoder.pieces, turn: this.#turn });
      this.#wake();
    }
  }

  /** Pictures have become smaller: a batch in larger symbols begins anew, because nobody may be able to read those. */
  #fit(cut: Cut, longest: number): void {
    if (cut.encoder.pieces * longest >= cut.bytes.length || cut.bytes.length > MAXIMUM_PIECES * longest) return;
    cut.encoder = new BatchEncoder(cut.bytes, longest);
    cut.next = 0;
    cut.sent = 0;
    cut.wanted = cut.encoder.pieces;
  }
}
