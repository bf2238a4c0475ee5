// A channel of which it is known when it is gone and how long the other side has been silent.

import type { Clock } from "../../../src-shared/clock.ts";
import type { Channel } from "../../../src-shared/exchange/channel.ts";
import { channelOver } from "./channel-over.ts";

export type Watched = {
  readonly channel: Channel;
  /** Resolves once it was closed here, or has ended. */
  readonly gone: Promise<void>;
  /** Milliseconds since a frame came; 0 while the last one is not old. */
  readonly silence: () => number;
};

export function watched(channel: Channel, clock: Clock): Watched {
  const { promise: gone, resolve } = Promise.withResolvers<void>();
  let heardAt = clock.elapsed();
  async function* frames(): AsyncGenerator<Uint8Array> {
    try {
      for await (const frame of channel.frames()) {
        heardAt = clock.elapsed();
        yield frame;
      }
    } finally {
      resolve();
    }
  }
  const close = () => {
    channel.close();
    resolve();
  };
  return { channel: channelOver(channel, { frames, close }), gone, silence: () => clock.elapsed() - heardAt };
}
