// docs/bluetooth.md, “Order and credits”

import { expect, test } from "vitest";
import { type Data, decodeFrame } from "./frame.ts";
import { Receiver } from "./receiver.ts";

function receiving({ room = () => true }: { readonly room?: () => boolean } = {}) {
  const frames: Uint8Array[] = [];
  const receiver = new Receiver({ push: (frame) => frames.push(frame), room });
  return { receiver, frames };
}

/** A channel frame of one byte in one piece. */
function whole(sequence: number, value = sequence): Data {
  return { kind: "data", sequence: sequence & 0xffff, length: 1, last: true, content: Uint8Array.of(value) };
}

const piece = (sequence: number, content: number, more: Partial<Data> = {}): Data => ({
  kind: "data",
  sequence,
  last: false,
  content: new Uint8Array(content),
  ...more,
});

function saidBy(receiver: Receiver, now: number) {
  const value = receiver.takeAck(now);
  const ack = value && decodeFrame(value);
  return ack?.kind === "ack" ? { next: ack.next, credits: ack.credits, beyond: [...ack.beyond] } : undefined;
}

/** Lets it give the credits it has. */
function granted(options?: Parameters<typeof receiving>[0]) {
  const parts = receiving(options);
  parts.receiver.ackNow(0);
  parts.receiver.takeAck(0);
  return parts;
}

test("frames that come in the opposite order, all 64 of a window, come out right", () => {
  const { receiver, frames } = granted();
  for (let sequence = 63; sequence >= 0; sequence--) receiver.accept(whole(sequence), 0);
  expect(frames.map(([value]) => value)).toEqual(Array.from({ length: 64 }, (_, i) => i));
});

test("numbers go on after 65,535", () => {
  const { receiver, frames } = granted();
  for (let sequence = 0; sequence < 70_000; sequence++) {
    receiver.accept(whole(sequence, sequence & 255), 0);
    receiver.takeAck(0);
  }
  expect(frames.length).toBe(70_000);
});

test("copies are dropped, early and late ones", () => {
  const { receiver, frames } = granted();
  for (const sequence of [0, 0, 2, 2, 1, 1, 2, 0]) receiver.accept(whole(sequence), 0);
  expect(frames.map(([value]) => value)).toEqual([0, 1, 2]);
});

test("pieces are joined to the frame that was announced", () => {
  const { receiver, frames } = granted();
  const content = (at: number) => Uint8Array.from({ length: 400 }, (_, i) => (at * 400 + i) % 251);
  for (let i = 0; i < 20; i++) {
    receiver.accept({ kind: "data", sequence: i, last: i === 19, content: content(i), ...(i === 0 && { length: 8000 }) }, 0);
  }
  expect(frames).toEqual([Uint8Array.from({ length: 8000 }, (_, i) => i % 251)]);
});

test("the eighth frame is answered at once", () => {
  const { receiver } = granted();
  for (let sequence = 0; sequence < 7; sequence++) receiver.accept(whole(sequence), 0);
  const before = saidBy(receiver, 0);
  receiver.accept(whole(7), 0);
  expect([before, saidBy(receiver, 0)?.next]).toEqual([undefined, 8]);
});

test("fewer are answered after 50 ms", () => {
  const { receiver } = granted();
  receiver.accept(whole(0), 100);
  receiver.accept(whole(1), 140);
  expect([receiver.deadline(), saidBy(receiver, 149), saidBy(receiver, 150)?.next]).toEqual([150, undefined, 2]);
});

test("an ACK says what is missing and what came beyond it", () => {
  const { receiver } = granted();
  for (const sequence of [0, 2, 3, 10]) receiver.accept(whole(sequence), 0);
  expect(saidBy(receiver, 50)).toEqual({ next: 1, credits: 64, beyond: [0b0000_0011, 0b0000_0001, 0, 0, 0, 0, 0, 0] });
});

test("no more is asked for while the reader does not read, and again when he does", () => {
  let room = true;
  const { receiver } = granted({ room: () => room });
  room = false;
  for (let sequence = 0; sequence < 64; sequence++) receiver.accept(whole(sequence), 0);
  const full = saidBy(receiver, 0)?.credits;
  room = true;
  const told = receiver.reopened(10);
  expect([full, told, saidBy(receiver, 10)?.credits]).toEqual([0, true, 64]);
});

test.each([
  ["a number nobody was given credits for", [whole(64)]],
  ["a jump to the far end", [whole(0x7fff)]],
  ["a piece without a start", [piece(0, 10)]],
  ["a start inside a frame", [piece(0, 10, { length: 100 }), piece(1, 10, { length: 100 })]],
  ["more than was announced", [piece(0, 10, { length: 15 }), piece(1, 10)]],
  ["an end before the end", [piece(0, 10, { length: 15, last: true })]],
  ["no end at the end", [piece(0, 10, { length: 10 })]],
  ["an empty piece", [piece(0, 10, { length: 15 }), piece(1, 0)]],
])("%s is a violation", (_, frames) => {
  const { receiver } = granted();
  const act = () => {
    for (const frame of frames) receiver.accept(frame, 0);
  };
  expect(act).toThrow(expect.objectContaining({ code: "counterpart.protocol-violation" }));
});

test("a frame above the limit is refused by its announcement", () => {
  const { receiver } = granted();
  expect(() => receiver.accept(piece(0, 10, { length: (1 << 18) + 1 }), 0)).toThrow(expect.objectContaining({ code: "counterpart.limit-exceeded" }));
});

test("an empty channel frame is one", () => {
  const { receiver, frames } = granted();
  receiver.accept(piece(0, 0, { length: 0, last: true }), 0);
  expect(frames).toEqual([new Uint8Array(0)]);
});
