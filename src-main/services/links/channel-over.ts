// A channel in front of another one: the same link, with something of it done differently.

import type { Channel } from "../../../src-shared/exchange/channel.ts";

export type Differently = { readonly [name in "send" | "frames" | "close"]?: Channel[name] };

export function channelOver(channel: Channel, { send, frames, close }: Differently): Channel {
  return {
    kind: channel.kind,
    chunkSize: channel.chunkSize,
    ...(channel.knownRate !== undefined && { knownRate: channel.knownRate }),
    send: send ?? ((frame) => channel.send(frame)),
    frames: frames ?? (() => channel.frames()),
    close: close ?? (() => channel.close()),
  };
}
