// The receiving half of the camera link: symbols become batches, batches the stream, the stream frames; held in bounds whatever comes. docs/camera.md

import { concat, readUint32 } from "../bytes.ts";
import { ExchangeError } from "../errors.ts";
import { MAXIMUM_FRAME } from "../exchange/channel.ts";
import { FrameQueue } from "../exchange/frame-queue.ts";
import { BatchDecoder } from "./fountain.ts";
import { END, WINDOW } from "./outgoing.ts";
import type { Carried, Heard } from "./picture.ts";

/** Bytes received and not yet read before no further batch is taken. */
const INBOX = 1 << 20;
const LENGTH = 4;

export class Incoming {
  readonly frames = new FrameQueue(() => this.#deliver());
  /** Of batches from the first incomplete one on, by number. */
  readonly #decoders = new Map<number, BatchDecoder>();
  #stream: Uint8Array = new Uint8Array(0);
  #first = 0;

  get heard(): Pick<Heard, "batch" | "known" | "pieces"> {
    const decoder = this.#decoders.get(this.#first);
    return { batch: this.#first, known: decoder?.known ?? 0, pieces: decoder?.pieces ?? 0 };
  }

  take({ batch, pieces, bytes, number, symbol }: Carried): void {
    if (batch < this.#first || batch >= this.#first + WINDOW) return;
    let decoder = this.#decoders.get(batch);
    if (decoder?.complete) return;
    if (decoder?.pieces !== pieces || decoder.bytes !== bytes) {
      decoder = new BatchDecoder(pieces, bytes);
      this.#decoders.set(batch, decoder);
    }
    decoder.take(number, symbol);
    if (decoder.complete) this.#deliver();
  }

  #deliver(): void {
    for (let decoder = this.#decoders.get(this.#first); decoder?.complete && this.frames.size <= INBOX; decoder = this.#decoders.get(this.#first)) {
      this.#decoders.delete(this.#first++);
      this.#stream = concat(this.#stream, decoder.batch());
      this.#cutFrames();
    }
  }

  /** After the end the rest is still taken, so that the other side hears of it, and thrown away. */
  #cutFrames(): void {
    while (this.#stream.length >= LENGTH && !this.frames.ended) {
      const length = readUint32(this.#stream);
      if (length === END) this.frames.finish();
      else if (length > MAXIMUM_FRAME) this.frames.finish(new ExchangeError("counterpart.limit-exceeded", { detail: "frame" }));
      else if (this.#stream.length < LENGTH + length) return;
      else this.frames.push(this.#stream.slice(LENGTH, LENGTH + length));
      this.#stream = this.#stream.slice(LENGTH + length);
    }
    if (this.frames.ended) this.#stream = new Uint8Array(0);
  }
}
