// docs/bluetooth.md, “Loss”

import { expect, test } from "vitest";
import { type Ack, decodeFrame } from "./frame.ts";
import { Sender } from "./sender.ts";

function sending(bytes: number, { central = true, credits = 64 } = {}): Sender {
  const sender = new Sender(central);
  sender.size = 103;
  sender.give(new Uint8Array(bytes));
  if (credits > 0) sender.answered(ack(0, { credits }), 0);
  return sender;
}

/** `beyond`: the numbers above `next` that came too. */
function ack(next: number, { credits = 64, beyond = [] as readonly number[] } = {}): Ack {
  const bitmap = new Uint8Array(8);
  for (const sequence of beyond) {
    const bit = sequence - next - 1;
    bitmap[bit >> 3] = (bitmap[bit >> 3] ?? 0) | (1 << (bit & 7));
  }
  return { kind: "ack", next: next & 0xffff, credits, beyond: bitmap };
}

type Taken = { readonly sequence: number; readonly confirmed: boolean };

function takeAll(sender: Sender, now: number): readonly Taken[] {
  const taken: Taken[] = [];
  for (let next = sender.take(now); next; next = sender.take(now)) {
    const frame = decodeFrame(next.value);
    if (frame?.kind === "data") taken.push({ sequence: frame.sequence, confirmed: next.confirmed });
  }
  return taken;
}

const numbers = (taken: readonly Taken[]) => taken.map(({ sequence }) => sequence);
const violation = expect.objectContaining({ code: "counterpart.protocol-violation" });

test("sixteen frames are on the way at first", () => {
  expect(takeAll(sending(10_000), 0)).toHaveLength(16);
});

test("thirty-two frames are on the way at most, however long all goes well", () => {
  const sender = sending(1_000_000);
  let next = 0;
  for (let now = 0; now < 20_000; now += 100) {
    next += takeAll(sender, now).length;
    sender.answered(ack(next), now + 50);
  }
  expect(takeAll(sender, 20_000)).toHaveLength(32);
});

test("no more frames are sent than the other side gave credits for", () => {
  const sender = sending(10_000, { credits: 0 });
  const first = takeAll(sender, 0).length;
  sender.answered(ack(first, { credits: 3 }), 50);
  expect(takeAll(sender, 50)).toHaveLength(3);
});

test("credits that were given are not taken back by an ACK that was overtaken", () => {
  const sender = sending(10_000, { credits: 0 });
  takeAll(sender, 0);
  sender.answered(ack(10, { credits: 60 }), 50);
  sender.answered(ack(8, { credits: 0 }), 50);
  expect(takeAll(sender, 50)).toHaveLength(11);
});

test("a frame is not sent again because forty later ones came first", () => {
  const sender = sending(20_000);
  let [next, late] = [0, 0];
  for (let now = 0; late < 40; now += 1) {
    next += takeAll(sender, now).length;
    late = next - 1;
    sender.answered(ack(0, { beyond: Array.from({ length: Math.min(late, 40) }, (_, i) => i + 1) }), now);
  }
  expect(numbers(takeAll(sender, 60))).not.toContain(0);
});

test("a frame is sent again once more than forty later ones came", () => {
  const sender = sending(20_000);
  const again: number[] = [];
  for (let now = 0, next = 0; now < 100; now++) {
    const taken = numbers(takeAll(sender, now));
    if (taken.includes(0) && now > 0) again.push(next);
    next = Math.max(next, ...taken);
    sender.answered(ack(0, { beyond: Array.from({ length: next }, (_, i) => i + 1) }), now);
  }
  expect(again[0]).toBeGreaterThanOrEqual(41);
});

test("a gap is filled once the answer is overdue, and only the gap", () => {
  const sender = sending(1000);
  takeAll(sender, 0);
  sender.answered(ack(3, { beyond: [4, 5, 6, 7, 8, 9, 10] }), 100);
  sender.check(400);
  expect(numbers(takeAll(sender, 400))).toEqual([3]);
});

test("without any answer the oldest is sent again after 1, 2 and 4 seconds more", () => {
  const sender = sending(250);
  takeAll(sender, 0);
  const times: number[] = [];
  for (let now = 0; now < 8000; now += 50) {
    sender.check(now);
    for (const sequence of numbers(takeAll(sender, now))) times.push(now, sequence);
  }
  expect(times).toEqual([1000, 0, 3000, 0, 7000, 0]);
});

test("the wait follows the round trip that was measured", () => {
  const sender = sending(20_000);
  let next = 0;
  for (let now = 0; now < 2000; now += 60) {
    next += takeAll(sender, now).length;
    sender.answered(ack(next), now + 60);
  }
  takeAll(sender, 2100);
  const deadline = sender.deadline() ?? 0;
  expect(deadline - 2100).toBeLessThan(300);
});

test("fifteen seconds without news of what is on the way close the link", () => {
  const sender = sending(250);
  takeAll(sender, 0);
  expect(() => sender.check(15_000)).toThrow(expect.objectContaining({ code: "transport.closed" }));
});

test("the central confirms every sixteenth frame", () => {
  const sender = sending(6000);
  const taken = [...takeAll(sender, 0)];
  sender.answered(ack(16), 50);
  taken.push(...takeAll(sender, 50));
  expect(taken.flatMap(({ confirmed, sequence }) => (confirmed ? [sequence] : []))).toEqual([15, 31]);
});

test("the peripheral cannot confirm anything", () => {
  expect(takeAll(sending(6000, { central: false }), 0).some(({ confirmed }) => confirmed)).toBe(false);
});

test("when a quarter is lost, everything is confirmed", () => {
  const sender = sending(200_000);
  const came = new Set<number>();
  for (let [now, sent] = [0, 0]; now < 100_000; now += 1000) {
    for (const sequence of numbers(takeAll(sender, now))) if (++sent % 4 !== 0) came.add(sequence);
    let next = 0;
    while (came.has(next)) next++;
    sender.answered(ack(next, { beyond: [...came].filter((sequence) => sequence > next) }), now + 50);
    sender.check(now + 900);
  }
  const taken = takeAll(sender, 100_000);
  expect([taken.length > 0, taken.every(({ confirmed }) => confirmed)]).toEqual([true, true]);
});

test.each([
  ["of a frame never sent", ack(17)],
  ["beyond what was sent", ack(3, { beyond: [16] })],
  ["with more credits than there are", ack(3, { credits: 65 })],
])("an answer %s is a violation", (_, answer) => {
  const sender = sending(10_000);
  takeAll(sender, 0);
  expect(() => sender.answered(answer, 50)).toThrow(violation);
});

test("an answer before anything was sent is a violation", () => {
  expect(() => sending(10).answered(ack(1), 0)).toThrow(violation);
});

test("who waits for credits asks for them once a second", () => {
  const sender = sending(10_000, { credits: 0 });
  takeAll(sender, 0);
  sender.answered(ack(16, { credits: 0 }), 50);
  const asked: number[] = [];
  for (let now = 50; now < 3500; now += 50) if (sender.takeAsk(now)) asked.push(now);
  expect(asked).toEqual([1050, 2050, 3050]);
});

test("everything answered leaves nothing to wait for", () => {
  const sender = sending(250);
  takeAll(sender, 0);
  sender.answered(ack(3), 50);
  expect([sender.idle, sender.backlog, sender.deadline()]).toEqual([true, 0, undefined]);
});
