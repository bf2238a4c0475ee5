// Links that strangers hold cost the counterpart a few seconds, and nothing is left of a resume that came too late.

import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { FakeClock } from "../testing/fake-clock.ts";
import { memoryChannels } from "../testing/memory-channel.ts";
import type { Channel } from "./channel.ts";
import type { ResumeAttempts, Won } from "./resume-attempts.ts";
import { Resuming } from "./resuming.ts";

const WON: Won = { holds: () => true, next: 0, epoch: { sendKey: new Uint8Array(32), receiveKey: new Uint8Array(32), secret: new Uint8Array(32) } };

/** Links come to a session; `attempt` is made on each. */
function resuming(attempt: ResumeAttempts["attempt"]) {
  const clock = new FakeClock();
  const waiting: Channel[] = [];
  let asking: ((channel: Channel) => void) | undefined;
  const next = (signal: AbortSignal) =>
    new Promise<Channel>((resolve, reject) => {
      signal.addEventListener("abort", () => reject(new Error("stopped")), { once: true });
      const first = waiting.shift();
      if (first) resolve(first);
      else asking = resolve;
    });
  const won: Won[] = [];
  const ports = { clock, links: { next }, attempts: { attempt, close: () => {} }, link: () => undefined, won: (one: Won) => void won.push(one) };
  const session = new Resuming(ports);
  /** The other end of a link that came. */
  const come = async (): Promise<Channel> => {
    const [theirs, ours] = memoryChannels("lan");
    if (asking) asking(ours);
    else waiting.push(ours);
    asking = undefined;
    await setImmediate();
    return theirs;
  };
  return { clock, session, come, won };
}

/** Whoever says a word is the counterpart. */
const byWord: ResumeAttempts["attempt"] = async (_, { receive }) => {
  await receive();
  return WON;
};

/** The first of five links says nothing, nor do three others; the fifth is the counterpart's. */
async function besideFour(milliseconds: number) {
  const met = resuming(byWord);
  for (let i = 0; i < 4; i++) await met.come();
  const theirs = await met.come();
  await theirs.send(Uint8Array.of(1));
  met.clock.advance(milliseconds);
  await setImmediate();
  return met;
}

test("who holds four links and says nothing keeps the counterpart out for three seconds", async () => {
  expect((await besideFour(3000)).won).toEqual([WON]);
});

test("a link that is tried has its three seconds, whoever else waits", async () => {
  expect((await besideFour(2999)).won).toEqual([]);
});

test("of forty silent links that come before it the counterpart's still gets its turn", async () => {
  const { clock, come, won } = resuming(byWord);
  for (let i = 0; i < 40; i++) await come();
  await (await come()).send(Uint8Array.of(1));
  for (let i = 0; i < 40; i++) {
    clock.advance(3000);
    await setImmediate();
  }
  expect(won).toEqual([WON]);
});

test("of links that come and go in a flood twenty are tried in a second", async () => {
  let tries = 0;
  const { clock, come } = resuming(async () => {
    tries++;
    throw new Error("nobody");
  });
  const perSecond: number[] = [];
  for (let second = 0; second < 3; second++) {
    for (let i = 0; i < 50; i++) await come();
    perSecond.push(tries);
    clock.advance(1000);
    await setImmediate();
  }
  expect(perSecond).toEqual([20, 40, 60]);
});

test("stopped between two tries of a flood it leaves no timer", async () => {
  const { clock, session, come } = resuming(() => Promise.reject(new Error("nobody")));
  for (let i = 0; i < 50; i++) await come();
  session.stop();
  await setImmediate();
  expect(clock.pending).toBe(0);
});

test("the keys of a resume that comes after the end are wiped", async () => {
  const { promise, resolve } = Promise.withResolvers<Won>();
  const { session, come, won } = resuming(() => promise);
  await come();
  session.stop();
  const epoch = { sendKey: new Uint8Array(32).fill(1), receiveKey: new Uint8Array(32).fill(2), secret: new Uint8Array(32).fill(3) };
  resolve({ ...WON, epoch });
  await setImmediate();
  expect([won, Object.values(epoch).every((key) => key.every((byte) => byte === 0))]).toEqual([[], true]);
});
