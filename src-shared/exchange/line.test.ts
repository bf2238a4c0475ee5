// How many links a session holds when the other side moves on and on.

import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { FakeClock } from "../testing/fake-clock.ts";
import { memoryChannels } from "../testing/memory-channel.ts";
import type { Channel } from "./channel.ts";
import { Inbox } from "./inbox.ts";
import { Line } from "./line.ts";
import { resumable, secured } from "./secured.ts";
import type { CommonInput } from "./session.ts";

const key = () => new Uint8Array(32);

/** The other ends of links, each of which the other side moves to at once and says nothing on. */
async function movedOver(count: number): Promise<readonly Channel[]> {
  const clock = new FakeClock();
  const inbox = new Inbox<CommonInput>();
  const pairs = Array.from({ length: count + 1 }, () => memoryChannels("lan"));
  const [first, ...others] = pairs.map(([ours]) => ours) as [Channel, ...Channel[]];
  const next = async () => others.shift() ?? new Promise<Channel>(() => {});
  const won = async () => ({ holds: () => true, next: 0, epoch: { sendKey: key(), receiveKey: key(), secret: key() } });
  const line = new Line({ channel: first, clock, inbox, links: { next }, attempts: { attempt: won, close: () => {} } });
  line.follow({ link: resumable(secured(key(), key()), { resumeSecret: key(), transcript: key() }) });
  for (let moved = 0; moved < count; ) {
    const post = await inbox.take();
    if (line.admit(post)?.type === "resumed") moved++;
    post.taken();
  }
  await setImmediate();
  return pairs.map(([, theirs]) => theirs);
}

async function isOpen(channel: Channel): Promise<boolean> {
  const ended = channel.frames()[Symbol.asyncIterator]().next();
  return (await Promise.race([ended.then(() => "ended"), setImmediate("open")])) === "open";
}

test("whoever moves from link to link without a word keeps the last five", async () => {
  const open = await Promise.all((await movedOver(12)).map(isOpen));
  expect(open).toEqual([...Array(8).fill(false), ...Array(5).fill(true)]);
});
