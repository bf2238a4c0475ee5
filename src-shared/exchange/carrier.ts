// One channel as a session uses it: frames go out one after the other and come in as fast as they are taken.

import { toExchangeError } from "../errors.ts";
import type { Channel } from "./channel.ts";
import type { Inbox } from "./inbox.ts";
import type { CommonInput } from "./session.ts";

export type Carrier = {
  readonly channel: Channel;
  readonly frames: AsyncIterator<Uint8Array>;
  /** Settles when everything handed over so far has left, or never will. */
  sending: Promise<void>;
};

export function carrierOf(channel: Channel): Carrier {
  return { channel, frames: channel.frames()[Symbol.asyncIterator](), sending: Promise.resolve() };
}

/** Reads a frame only when the one before was taken, so that a fast sender fills its own link and not our memory. `first`: one that was read before. */
export async function pump<Input>(carrier: Carrier, inbox: Inbox<Input | CommonInput>, first?: Uint8Array): Promise<void> {
  const { frames } = carrier;
  try {
    if (first !== undefined) await inbox.putAndWait({ type: "frame", frame: first }, carrier);
    for await (const frame of { [Symbol.asyncIterator]: () => frames }) await inbox.putAndWait({ type: "frame", frame }, carrier);
    inbox.put({ type: "closed" }, carrier);
  } catch (thrown) {
    inbox.put(closedBy(thrown), carrier);
  }
}

export function closedBy(thrown: unknown): CommonInput {
  const error = toExchangeError(thrown);
  return error.code === "transport.closed" ? { type: "closed" } : { type: "closed", error };
}
