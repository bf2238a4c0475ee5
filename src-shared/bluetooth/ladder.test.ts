// docs/bluetooth.md, “Opening”

import { expect, test } from "vitest";
import { decodeFrame } from "./frame.ts";
import { Ladder } from "./ladder.ts";

/** Two ladders joined; `carries` says which values arrive, by the side that sends and the number of the value. */
function climbed(carries: (value: Uint8Array, side: number, nth: number) => boolean, largest = 509) {
  const sides = [new Ladder(largest, 0), new Ladder(largest, 0)] as const;
  const sent: [number, number] = [0, 0];
  for (let now = 0; !(sides[0].done && sides[1].done); now += 10) {
    for (const side of [0, 1] as const) {
      for (let next = sides[side].take(now); next; next = sides[side].take(now)) {
        const nth = sent[side]++;
        const frame = carries(next.value, side, nth) ? decodeFrame(next.value) : undefined;
        if (frame?.kind === "probe") sides[1 - side]?.onProbe(frame.size);
        if (frame?.kind === "hello") sides[1 - side]?.onHello(frame, now);
      }
    }
  }
  return { sizes: [sides[0].size, sides[1].size], sent };
}

test.each([
  ["everything is carried", 512, 509],
  ["an ATT_MTU of 247", 244, 244],
  ["an ATT_MTU of 185", 182, 180],
  ["an ATT_MTU of 23", 20, 20],
])("the largest size that came intact is used: %s", (_, carried, size) => {
  expect(climbed((value) => value.length <= carried).sizes).toEqual([size, size]);
});

test("each direction has its own size", () => {
  expect(climbed((value, side) => value.length <= (side === 0 ? 100 : 244)).sizes).toEqual([100, 244]);
});

test("a size that was only lost once is used all the same", () => {
  expect(climbed((_, __, nth) => nth !== 1).sizes).toEqual([509, 509]);
});

test("the opening goes on when every other value is lost", () => {
  expect(climbed((value, _, nth) => value.length < 100 && nth % 2 === 1).sizes).toEqual([20, 20]);
});

test("no probe is larger than the other side takes", () => {
  expect(climbed(() => true, 200).sizes).toEqual([180, 180]);
});

test("a perfect connection needs one round", () => {
  expect(climbed(() => true).sent).toEqual([4, 3]);
});

test("an ATT_MTU of 247 costs eleven values", () => {
  const { sent } = climbed((value) => value.length <= 244);
  expect(sent[0] + sent[1]).toBeLessThanOrEqual(11);
});

test("nobody there is said after fifteen seconds", () => {
  const ladder = new Ladder(509, 0);
  const until = (now: number) => {
    while (ladder.take(now)) {}
  };
  for (let now = 0; now < 15_000; now += 500) until(now);
  expect(() => until(15_000)).toThrow(expect.objectContaining({ code: "transport.timed-out" }));
});

test("another version is refused", () => {
  const hello = { kind: "hello", version: 2, round: 1, answers: 0, heard: 20 } as const;
  expect(() => new Ladder(509, 0).onHello(hello, 0)).toThrow(expect.objectContaining({ code: "counterpart.unsupported" }));
});

test("a size that was never tried is not believed", () => {
  const ladder = new Ladder(180, 0);
  ladder.take(0);
  ladder.onHello({ kind: "hello", version: 1, round: 1, answers: 1, heard: 244 }, 0);
  expect(ladder.size).toBe(20);
});

test("a probe the stack refuses is not repeated, nor is any larger", () => {
  const ladder = new Ladder(509, 0);
  const probes: (number | undefined)[] = [];
  for (const now of [0, 500]) {
    for (let next = ladder.take(now); next; next = ladder.take(now)) {
      probes.push(next.probe);
      if (next.probe === 244) ladder.refused(244);
    }
  }
  expect(probes).toEqual([244, undefined, 100, 180, undefined]);
});

test("hellos without end are answered once for each of their rounds", () => {
  const ladder = new Ladder(509, 0);
  while (ladder.take(0)) {}
  let answers = 0;
  for (let i = 0; i < 10_000; i++) {
    ladder.onHello({ kind: "hello", version: 1, round: i & 255, answers: 0, heard: 20 }, 0);
    while (ladder.take(0)) answers++;
  }
  expect(answers).toBe(255);
});

test("an answer that comes after the next round has begun counts", () => {
  const ladder = new Ladder(509, 0);
  while (ladder.take(0)) {}
  while (ladder.take(500)) {}
  ladder.onHello({ kind: "hello", version: 1, round: 1, answers: 1, heard: 509 }, 600);
  expect([ladder.done, ladder.size]).toEqual([true, 509]);
});
