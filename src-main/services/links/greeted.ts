// A link on which the other computer has spoken first, as importers do: its first frame is read here and handed on with the rest.

import type { Clock } from "../../../src-shared/clock.ts";
import { ExchangeError } from "../../../src-shared/errors.ts";
import type { Channel } from "../../../src-shared/exchange/channel.ts";
import { channelOver } from "./channel-over.ts";

/** Milliseconds until it has to have spoken: as long as a session waits for its first message. docs/protocol.md §9 */
const GREETING = 30_000;

/**
 * Takes `channel` over: closes it when it throws. Throws what the link throws, `transport.closed` when it ends without a frame,
 * `transport.timed-out`, and `owner.cancelled` when `signal` says so.
 */
export async function greeted(channel: Channel, clock: Clock, signal: AbortSignal): Promise<Channel> {
  const frames = channel.frames()[Symbol.asyncIterator]();
  const { promise: late, reject } = Promise.withResolvers<never>();
  const cancelTimer = clock.after(GREETING, () => reject(new ExchangeError("transport.timed-out", { detail: "no greeting" })));
  const cancel = () => reject(new ExchangeError("owner.cancelled"));
  if (signal.aborted) cancel();
  signal.addEventListener("abort", cancel, { once: true });
  try {
    const { done, value } = await Promise.race([frames.next(), late]);
    if (done) throw new ExchangeError("transport.closed");
    return channelOver(channel, { frames: () => from(value, frames) });
  } catch (thrown) {
    channel.close();
    throw thrown;
  } finally {
    cancelTimer();
    signal.removeEventListener("abort", cancel);
  }
}

async function* from(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  for (;;) {
    const { done, value } = await rest.next();
    if (done) return;
    yield value;
  }
}
