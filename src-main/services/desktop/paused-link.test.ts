// What a locked vault does to a transfer's link and clock.

import { expect, test } from "vitest";
import { FakeClock } from "../../../src-shared/testing/fake-clock.ts";
import { memoryChannels } from "../../../src-shared/testing/memory-channel.ts";
import { Gate } from "./gate.ts";
import { PausedLink } from "./paused-link.ts";

function paused() {
  const gate = new Gate();
  const clock = new FakeClock();
  const stop = new AbortController();
  const link = new PausedLink(gate, clock, stop.signal);
  const [near, far] = memoryChannels();
  return { gate, clock, stop, link, near: link.through(near), rawNear: near, far };
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
const FRAME = Uint8Array.of(1, 2, 3);

async function settled(promise: Promise<unknown>): Promise<boolean> {
  let done = false;
  void promise.then(
    () => (done = true),
    () => (done = true),
  );
  await turn();
  return done;
}

test("nothing is sent while it is shut", async () => {
  const { gate, near } = paused();
  gate.close();
  expect(await settled(near.send(FRAME))).toBe(false);
});

test("what waited is sent when it opens", async () => {
  const { gate, near, far } = paused();
  gate.close();
  const sending = near.send(FRAME);
  gate.open();
  await sending;
  const { value } = await far.frames()[Symbol.asyncIterator]().next();
  expect(value).toEqual(FRAME);
});

test("no frame is handed on while it is shut", async () => {
  const { gate, near, far } = paused();
  gate.close();
  await far.send(FRAME);
  expect(await settled(near.frames()[Symbol.asyncIterator]().next())).toBe(false);
});

test("that the other side went is heard afterwards", async () => {
  const { gate, near, far } = paused();
  gate.close();
  far.close();
  const next = near.frames()[Symbol.asyncIterator]().next();
  const heardWhileShut = await settled(next);
  gate.open();
  expect([heardWhileShut, (await next).done]).toEqual([false, true]);
});

test("a further link is held as well while it is shut", async () => {
  const { gate, link } = paused();
  const [near, far] = memoryChannels();
  const further = await link.throughAll({ next: async () => near }).next(new AbortController().signal);
  gate.close();
  await far.send(FRAME);
  expect(await settled(further.frames()[Symbol.asyncIterator]().next())).toBe(false);
});

test("a stopped transfer can still say so", async () => {
  const { gate, stop, near } = paused();
  gate.close();
  const sending = near.send(FRAME);
  stop.abort();
  expect(await settled(sending)).toBe(true);
});

test("a deadline comes no nearer while it is shut", async () => {
  const { gate, clock, link } = paused();
  let rang = 0;
  link.clock.after(60_000, () => rang++);
  clock.advance(50_000);
  gate.close();
  clock.advance(600_000);
  gate.open();
  await turn();
  clock.advance(9000);
  expect([rang, link.clock.elapsed()]).toEqual([0, 59_000]);
});

test("the deadline rings when its time has passed with the gate open", async () => {
  const { gate, clock, link } = paused();
  let rang = 0;
  link.clock.after(60_000, () => rang++);
  clock.advance(50_000);
  gate.close();
  clock.advance(600_000);
  gate.open();
  await turn();
  clock.advance(10_000);
  expect(rang).toBe(1);
});

test("a cancelled deadline never rings", async () => {
  const { gate, clock, link } = paused();
  let rang = 0;
  const cancel = link.clock.after(1000, () => rang++);
  gate.close();
  clock.advance(2000);
  cancel();
  gate.open();
  await turn();
  clock.advance(10_000);
  expect([rang, clock.pending]).toEqual([0, 0]);
});
