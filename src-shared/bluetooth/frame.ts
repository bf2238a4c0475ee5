// What is in one attribute value: seven kinds of frame, one byte of kind and flags first, integers big-endian. docs/bluetooth.md, “Frames”

import { concat } from "../bytes.ts";
import { LARGEST_VALUE } from "./ports.ts";

/** Bytes every connection carries: an ATT_MTU of 23 is always there. */
export const SMALLEST_VALUE = 20;
/** Sequence numbers from the first missing one that a receiver can hold, and that an ACK can tell about. Up to 33 places of disorder were measured. */
export const WINDOW = 64;
/** Bytes of a DATA frame before its content; in the first of a channel frame also the length. */
export const DATA_HEAD = 3;
export const LENGTH_HEAD = 3;

const KIND = { hello: 1, probe: 2, data: 3, ack: 4, ping: 5, close: 6 } as const;
const START = 0x10;
const END = 0x20;
const ANSWER = 0x10;
const BITMAP = WINDOW / 8;

/** `round` counts what the sender asked, `answers` is the last round of the other side it heard; `heard` the largest value that came intact. */
export type Hello = { readonly kind: "hello"; readonly version: number; readonly round: number; readonly answers: number; readonly heard: number };
/** A piece of a channel frame; `length` is that of the whole, in its first piece only. `sequence` is modulo 65,536. */
export type Data = { readonly kind: "data"; readonly sequence: number; readonly length?: number; readonly last: boolean; readonly content: Uint8Array };
/** `next` is the first sequence number missing; `credits` how many from there may be sent; bit n of `beyond` says that `next + 1 + n` is there. */
export type Ack = { readonly kind: "ack"; readonly next: number; readonly credits: number; readonly beyond: Uint8Array };
/** `sequence`: of the DATA frame that would have come next. */
export type Close = { readonly kind: "close"; readonly answer: boolean; readonly sequence: number };
export type Frame = Hello | Data | Ack | Close | { readonly kind: "probe"; readonly size: number } | { readonly kind: "ping" };

export function helloValue({ version, round, answers, heard }: Omit<Hello, "kind">): Uint8Array {
  return Uint8Array.of(KIND.hello, version, round, answers, heard >> 8, heard & 255);
}

/** A value of `size` bytes whose content gives away any that is missing. */
export function probeValue(size: number): Uint8Array {
  const value = Uint8Array.from({ length: size }, (_, at) => (at * 31 + size) & 255);
  value.set([KIND.probe, size >> 8, size & 255]);
  return value;
}

/** `length` only for the first piece of a channel frame. */
export function dataValue({ sequence, length, last, content }: Omit<Data, "kind">): Uint8Array {
  const flags = (length === undefined ? 0 : START) | (last ? END : 0);
  const head = Uint8Array.of(KIND.data | flags, (sequence >> 8) & 255, sequence & 255);
  return length === undefined ? concat(head, content) : concat(head, Uint8Array.of(length >> 16, (length >> 8) & 255, length & 255), content);
}

export function ackValue({ next, credits, beyond }: Omit<Ack, "kind">): Uint8Array {
  return concat(Uint8Array.of(KIND.ack, (next >> 8) & 255, next & 255, credits), beyond);
}

export function pingValue(): Uint8Array {
  return Uint8Array.of(KIND.ping);
}

export function closeValue({ sequence, answer }: Omit<Close, "kind">): Uint8Array {
  return Uint8Array.of(KIND.close | (answer ? ANSWER : 0), (sequence >> 8) & 255, sequence & 255);
}

/** The frame in `value`, with copies of its bytes; undefined for what is none, which is treated as if it had not come. */
export function decodeFrame(value: Uint8Array): Frame | undefined {
  if (value.length === 0 || value.length > LARGEST_VALUE) return undefined;
  const head = value[0] as number;
  const flags = head & 0xf0;
  switch (head & 0x0f) {
    case KIND.hello:
      if (value.length !== 6 || flags !== 0) return undefined;
      return { kind: "hello", version: at(value, 1), round: at(value, 2), answers: at(value, 3), heard: two(value, 4) };
    case KIND.probe:
      return flags === 0 && intactProbe(value) ? { kind: "probe", size: value.length } : undefined;
    case KIND.data:
      return decodeData(value, flags);
    case KIND.ack:
      if (value.length !== 4 + BITMAP || flags !== 0) return undefined;
      return { kind: "ack", next: two(value, 1), credits: at(value, 3), beyond: new Uint8Array(value.subarray(4)) };
    case KIND.ping:
      return value.length === 1 && flags === 0 ? { kind: "ping" } : undefined;
    case KIND.close:
      return value.length === 3 && (flags & ~ANSWER) === 0 ? { kind: "close", answer: flags === ANSWER, sequence: two(value, 1) } : undefined;
    default:
      return undefined;
  }
}

function decodeData(value: Uint8Array, flags: number): Data | undefined {
  const first = (flags & START) !== 0;
  const head = DATA_HEAD + (first ? LENGTH_HEAD : 0);
  if (value.length < head || (flags & ~(START | END)) !== 0) return undefined;
  const piece = { kind: "data", sequence: two(value, 1), last: (flags & END) !== 0, content: new Uint8Array(value.subarray(head)) } as const;
  return first ? { ...piece, length: (at(value, 3) << 16) | two(value, 4) } : piece;
}

function intactProbe(value: Uint8Array): boolean {
  if (value.length < SMALLEST_VALUE || two(value, 1) !== value.length) return false;
  for (let i = 3; i < value.length; i++) if (value[i] !== ((i * 31 + value.length) & 255)) return false;
  return true;
}

function at(value: Uint8Array, index: number): number {
  return value[index] as number;
}

function two(value: Uint8Array, index: number): number {
  return (at(value, index) << 8) | at(value, index + 1);
}

/** How far the 16-bit `sequence` is ahead of the full count `from`, from -32,768 to 32,767. */
export function ahead(sequence: number, from: number): number {
  const distance = (sequence - from) & 0xffff;
  return distance < 0x8000 ? distance : distance - 0x10000;
}
