// The inbox of a link: frames wait here in order until the session asks for them, then the end or the failure.

import type { ExchangeError } from "../errors.ts";

type Asked = { readonly resolve: (result: IteratorResult<Uint8Array, undefined>) => void; readonly reject: (error: ExchangeError) => void };

/** What a frame costs beside its bytes, so that a flood of empty frames fills the inbox too. */
const FRAME_COST = 64;

/** For one reader. Leaving a `for await` early keeps what is still waiting for the next one. */
export class FrameQueue implements AsyncIterable<Uint8Array> {
  #frames: Uint8Array[] = [];
  #size = 0;
  readonly #asked: Asked[] = [];
  #end: { readonly error: ExchangeError | undefined } | undefined;
  readonly #onTaken: () => void;

  /** `onTaken` is called whenever a frame has left, so that a paused link can go on. */
  constructor(onTaken: () => void = () => {}) {
    this.#onTaken = onTaken;
  }

  /** Bytes held, with what each frame costs beside them. */
  get size(): number {
    return this.#size;
  }

  get ended(): boolean {
    return this.#end !== undefined;
  }

  /** Ignored after the end. */
  push(frame: Uint8Array): void {
    if (this.#end) return;
    const asked = this.#asked.shift();
    if (asked) {
      asked.resolve({ done: false, value: frame });
      return;
    }
    this.#frames.push(frame);
    this.#size += frame.length + FRAME_COST;
  }

  /** No more will come; what waits is still given out, then the end, or `error` to each who asks. Only the first call counts. */
  finish(error?: ExchangeError): void {
    if (this.#end) return;
    this.#end = { error };
    for (const asked of this.#asked.splice(0)) this.#giveEnd(asked, error);
  }

  /** Ends at once and drops what waits. */
  discard(): void {
    this.#frames = [];
    this.#size = 0;
    this.finish();
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array, undefined> {
    return { next: () => new Promise((resolve, reject) => this.#take({ resolve, reject })) };
  }

  #take(asked: Asked): void {
    const frame = this.#frames.shift();
    if (frame) {
      this.#size -= frame.length + FRAME_COST;
      asked.resolve({ done: false, value: frame });
      this.#onTaken();
    } else if (this.#end) {
      this.#giveEnd(asked, this.#end.error);
    } else {
      this.#asked.push(asked);
    }
  }

  #giveEnd(asked: Asked, error: ExchangeError | undefined): void {
    if (error) asked.reject(error);
    else asked.resolve({ done: true, value: undefined });
  }
}
