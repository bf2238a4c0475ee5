// Whoever comes and says nothing is in nobody's way for long.

import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import type { ExchangeError } from "../../../src-shared/errors.ts";
import { FakeClock } from "../../../src-shared/testing/fake-clock.ts";
import { memoryChannels } from "../../../src-shared/testing/memory-channel.ts";
import { ChannelQueue } from "./channel-queue.ts";
import { wasNobody } from "./nobody.ts";

/** A link that was taken from the queue, and what comes of its first frame. */
async function taken() {
  const clock = new FakeClock();
  const queue = new ChannelQueue(clock);
  const [near, theirs] = memoryChannels();
  queue.put(near);
  const ours = await queue.next(new AbortController().signal);
  const frames = ours.frames()[Symbol.asyncIterator]();
  const first = frames.next().catch((thrown: ExchangeError) => thrown);
  return { clock, theirs, frames, first };
}

test("a link on which nothing is said for ten seconds is given up, and was nobody", async () => {
  const { clock, first } = await taken();
  clock.advance(10_000);
  const why = await first;
  expect([why, wasNobody(why)]).toEqual([expect.objectContaining({ code: "transport.timed-out" }), true]);
});

test("a link on which something was said may be silent afterwards", async () => {
  const { clock, theirs, frames, first } = await taken();
  await theirs.send(Uint8Array.of(1));
  await first;
  clock.advance(60_000);
  await theirs.send(Uint8Array.of(2));
  await setImmediate();
  expect(await frames.next()).toEqual({ done: false, value: Uint8Array.of(2) });
});
