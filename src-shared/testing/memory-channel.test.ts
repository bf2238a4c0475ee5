// The link the engine's tests run over must behave like a real one, and the tampering must really tamper.

import { expect, test } from "vitest";
import type { Channel } from "../exchange/channel.ts";
import { memoryChannels, type Tampering, tamperingChannel } from "./memory-channel.ts";

async function collect(channel: Channel): Promise<number[][]> {
  const frames: number[][] = [];
  for await (const frame of channel.frames()) frames.push([...frame]);
  return frames;
}

test("both directions carry frames", async () => {
  const [left, right] = memoryChannels();
  await left.send(Uint8Array.of(1));
  await right.send(Uint8Array.of(2));
  const [toLeft, toRight] = await Promise.all([left.frames()[Symbol.asyncIterator]().next(), right.frames()[Symbol.asyncIterator]().next()]);
  expect([toLeft.value, toRight.value]).toEqual([Uint8Array.of(2), Uint8Array.of(1)]);
});

test("the receiver's copy is untouched when the sender wipes its own", async () => {
  const [left, right] = memoryChannels();
  const frame = Uint8Array.of(1, 2);
  await left.send(frame);
  frame.fill(0);
  left.close();
  expect(await collect(right)).toEqual([[1, 2]]);
});

test("sending to a closed end fails with its code", async () => {
  const [left, right] = memoryChannels();
  right.close();
  await expect(left.send(Uint8Array.of(1))).rejects.toMatchObject({ code: "transport.closed" });
});

test("a sender waits while the receiver does not read", async () => {
  const [left, right] = memoryChannels();
  let sent = 0;
  const sending = (async () => {
    for (; sent < 40; sent++) await left.send(new Uint8Array(65_536));
    left.close();
  })();
  await Promise.resolve();
  const before = sent;
  const received = await collect(right);
  await sending;
  expect([before < 40, received.length]).toEqual([true, 40]);
});

test("a waiting sender is released when the receiver closes", async () => {
  const [left, right] = memoryChannels();
  const sending = (async () => {
    for (;;) await left.send(new Uint8Array(262_144));
  })();
  setImmediate(() => right.close());
  await expect(sending).rejects.toMatchObject({ code: "transport.closed" });
});

const cases: [Tampering, number[][]][] = [
  [
    { kind: "drop" },
    [
      [1, 1],
      [3, 3],
      [4, 4],
    ],
  ],
  [
    { kind: "duplicate" },
    [
      [1, 1],
      [2, 2],
      [2, 2],
      [3, 3],
      [4, 4],
    ],
  ],
  [
    { kind: "reorder" },
    [
      [1, 1],
      [3, 3],
      [2, 2],
      [4, 4],
    ],
  ],
  [
    { kind: "alter", at: 3, mask: 0x80 },
    [
      [1, 1],
      [2, 0x82],
      [3, 3],
      [4, 4],
    ],
  ],
  [{ kind: "truncate", length: 1 }, [[1, 1], [2], [3, 3], [4, 4]]],
  [
    { kind: "extend", by: Uint8Array.of(9) },
    [
      [1, 1],
      [2, 2, 9],
      [3, 3],
      [4, 4],
    ],
  ],
  [{ kind: "replace", frame: Uint8Array.of(9) }, [[1, 1], [9], [3, 3], [4, 4]]],
  [
    { kind: "replay", later: 2 },
    [
      [1, 1],
      [2, 2],
      [3, 3],
      [4, 4],
      [2, 2],
    ],
  ],
];

test.each(cases)("tampering %o reaches the other side", async (tampering, expected) => {
  const [left, right] = memoryChannels();
  const tampered = tamperingChannel(left, 1, tampering);
  for (const value of [1, 2, 3, 4]) await tampered.send(Uint8Array.of(value, value));
  tampered.close();
  expect(await collect(right)).toEqual(expected);
});

test("closing at a frame ends the link there", async () => {
  const [left, right] = memoryChannels();
  const tampered = tamperingChannel(left, 1, { kind: "close" });
  await tampered.send(Uint8Array.of(1));
  await tampered.send(Uint8Array.of(2));
  expect(await collect(right)).toEqual([[1]]);
});
