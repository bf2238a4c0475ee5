// A link without a network: two ends joined in memory, and a wrapper that does to one frame what an attacker on the path could.

import { concat } from "../bytes.ts";
import { ExchangeError } from "../errors.ts";
import type { Channel, LinkKind } from "../exchange/channel.ts";
import { FrameQueue } from "../exchange/frame-queue.ts";

/** Bytes on the way before `send` waits for the other side to read. */
const IN_FLIGHT = 1 << 20;

class MemoryEnd implements Channel {
  readonly kind: LinkKind;
  readonly chunkSize = 65_536;
  readonly inbox = new FrameQueue(() => this.wake());
  other: MemoryEnd | undefined;
  readonly #waiting: (() => void)[] = [];

  constructor(kind: LinkKind) {
    this.kind = kind;
  }

  async send(frame: Uint8Array): Promise<void> {
    const inbox = this.other?.inbox;
    if (!inbox || inbox.ended || this.inbox.ended) throw new ExchangeError("transport.closed");
    inbox.push(frame.slice());
    while (inbox.size > IN_FLIGHT && !inbox.ended) await this.other?.room();
  }

  frames(): AsyncIterable<Uint8Array> {
    return this.inbox;
  }

  close(): void {
    this.inbox.discard();
    this.other?.inbox.finish();
    this.wake();
    this.other?.wake();
  }

  room(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

/** The two ends of one link; what one sends the other receives, as a copy. */
export function memoryChannels(kind: LinkKind = "memory"): [Channel, Channel] {
  const [left, right] = [new MemoryEnd(kind), new MemoryEnd(kind)];
  left.other = right;
  right.other = left;
  return [left, right];
}

export type Tampering =
  | { readonly kind: "drop" }
  | { readonly kind: "duplicate" }
  /** Swaps the frame with the one after it. */
  | { readonly kind: "reorder" }
  /** Flips the bits of `mask` in the byte at `at`, counted modulo the frame's length. */
  | { readonly kind: "alter"; readonly at: number; readonly mask: number }
  | { readonly kind: "truncate"; readonly length: number }
  | { readonly kind: "extend"; readonly by: Uint8Array }
  | { readonly kind: "replace"; readonly frame: Uint8Array }
  /** Sends another copy of the frame again, after `later` more frames. */
  | { readonly kind: "replay"; readonly later: number }
  | { readonly kind: "close" };

/** `channel`, but what happens to the frame sent as number `nth` (from 0) is `tampering`; to tamper with the other direction wrap the other end. */
export function tamperingChannel(channel: Channel, nth: number, tampering: Tampering): Channel {
  let count = 0;
  let kept: { readonly frame: Uint8Array; readonly due: number } | undefined;

  const tamper = async (frame: Uint8Array): Promise<void> => {
    switch (tampering.kind) {
      case "drop":
        return;
      case "duplicate":
        await channel.send(frame);
        return channel.send(frame);
      case "reorder":
        kept = { frame: frame.slice(), due: nth + 1 };
        return;
      case "replay":
        kept = { frame: frame.slice(), due: nth + tampering.later };
        return channel.send(frame);
      case "alter":
        return channel.send(frame.map((byte, i) => (i === tampering.at % frame.length ? byte ^ tampering.mask : byte)));
      case "truncate":
        return channel.send(frame.subarray(0, tampering.length));
      case "extend":
        return channel.send(concat(frame, tampering.by));
      case "replace":
        return channel.send(tampering.frame);
      case "close":
        return channel.close();
    }
  };

  return {
    kind: channel.kind,
    chunkSize: channel.chunkSize,
    async send(frame) {
      const index = count++;
      if (index === nth) return tamper(frame);
      await channel.send(frame);
      if (kept?.due !== index) return;
      const { frame: late } = kept;
      kept = undefined;
      await channel.send(late);
    },
    frames: () => channel.frames(),
    close: () => channel.close(),
  };
}
