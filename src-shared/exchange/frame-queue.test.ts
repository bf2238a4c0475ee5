// The inbox every link shares: order, the end, the failure, and what back-pressure is told.

import { expect, test } from "vitest";
import { ExchangeError } from "../errors.ts";
import { FrameQueue } from "./frame-queue.ts";

const frame = (value: number) => Uint8Array.of(value);

async function read(queue: FrameQueue): Promise<number[]> {
  const seen: number[] = [];
  for await (const { 0: value } of queue) seen.push(value ?? -1);
  return seen;
}

test("frames come out in the order they went in, then the end", async () => {
  const queue = new FrameQueue();
  for (const value of [1, 2, 3]) queue.push(frame(value));
  queue.finish();
  expect(await read(queue)).toEqual([1, 2, 3]);
});

test("a reader that came first is woken by the frame", async () => {
  const queue = new FrameQueue();
  const reading = read(queue);
  queue.push(frame(7));
  queue.finish();
  expect(await reading).toEqual([7]);
});

test("a failure is told after what arrived before it", async () => {
  const queue = new FrameQueue();
  queue.push(frame(1));
  queue.finish(new ExchangeError("transport.closed"));
  const iterator = queue[Symbol.asyncIterator]();
  await iterator.next();
  await expect(iterator.next()).rejects.toMatchObject({ code: "transport.closed" });
});

test("a reader that waits gets the failure", async () => {
  const queue = new FrameQueue();
  const reading = read(queue);
  queue.finish(new ExchangeError("transport.timed-out"));
  await expect(reading).rejects.toMatchObject({ code: "transport.timed-out" });
});

test("only the first end counts", async () => {
  const queue = new FrameQueue();
  queue.finish();
  queue.finish(new ExchangeError("transport.closed"));
  queue.push(frame(1));
  expect(await read(queue)).toEqual([]);
});

test("discarding drops what waits", async () => {
  const queue = new FrameQueue();
  queue.push(frame(1));
  queue.discard();
  expect([queue.size, await read(queue)]).toEqual([0, []]);
});

test("leaving a loop early keeps the rest for the next loop", async () => {
  const queue = new FrameQueue();
  for (const value of [1, 2]) queue.push(frame(value));
  queue.finish();
  for await (const _first of queue) break;
  expect(await read(queue)).toEqual([2]);
});

test("empty frames have a size too", () => {
  const queue = new FrameQueue();
  queue.push(new Uint8Array());
  expect(queue.size).toBeGreaterThan(0);
});

test("the link hears of each frame taken from the inbox", async () => {
  let taken = 0;
  const queue = new FrameQueue(() => taken++);
  for (const value of [1, 2]) queue.push(frame(value));
  queue.finish();
  await read(queue);
  expect(taken).toBe(2);
});
