// Frames on a byte stream: a big-endian 32-bit length, then that many bytes. docs/protocol.md §2

import { readUint32, uint32 } from "../../src-shared/bytes.ts";
import { ExchangeError } from "../../src-shared/errors.ts";
import { MAXIMUM_FRAME } from "../../src-shared/exchange/channel.ts";

const HEAD = 4;

/** The bytes that go before `frame`. Throws `internal.bug` for a frame no counterpart would take. */
export function frameHead(frame: Uint8Array): Uint8Array {
  if (frame.length > MAXIMUM_FRAME) throw new ExchangeError("internal.bug", { detail: "frame above the limit" });
  return uint32(frame.length);
}

/** Puts frames together from pieces of any size; each byte is copied once. */
export class FrameAssembly {
  readonly #head = new Uint8Array(HEAD);
  #headFilled = 0;
  #body: Uint8Array | undefined;
  #bodyFilled = 0;

  /** True between the first byte of a frame and its last. */
  get inside(): boolean {
    return this.#headFilled > 0;
  }

  /** Calls `onFrame` for each frame that `piece` completes. Throws `counterpart.limit-exceeded` before anything is allocated for a frame too large. */
  add(piece: Uint8Array, onFrame: (frame: Uint8Array) => void): void {
    let at = 0;
    while (at < piece.length) at += this.#body ? this.#addBody(this.#body, piece, at, onFrame) : this.#addHead(piece, at, onFrame);
  }

  #addHead(piece: Uint8Array, at: number, onFrame: (frame: Uint8Array) => void): number {
    const taken = Math.min(HEAD - this.#headFilled, piece.length - at);
    this.#head.set(piece.subarray(at, at + taken), this.#headFilled);
    this.#headFilled += taken;
    if (this.#headFilled < HEAD) return taken;
    const length = readUint32(this.#head);
    if (length > MAXIMUM_FRAME) throw new ExchangeError("counterpart.limit-exceeded", { detail: "frame" });
    this.#body = new Uint8Array(length);
    if (length === 0) this.#complete(this.#body, onFrame);
    return taken;
  }

  #addBody(body: Uint8Array, piece: Uint8Array, at: number, onFrame: (frame: Uint8Array) => void): number {
    const taken = Math.min(body.length - this.#bodyFilled, piece.length - at);
    body.set(piece.subarray(at, at + taken), this.#bodyFilled);
    this.#bodyFilled += taken;
    if (this.#bodyFilled === body.length) this.#complete(body, onFrame);
    return taken;
  }

  #complete(body: Uint8Array, onFrame: (frame: Uint8Array) => void): void {
    this.#headFilled = 0;
    this.#body = undefined;
    this.#bodyFilled = 0;
    onFrame(body);
  }
}
