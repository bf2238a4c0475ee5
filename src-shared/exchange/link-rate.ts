// How fast a link is, from probes sent over it, and what follows: whether packing pays, and how long the payload will take. Pure. docs/protocol.md §7.2

import type { Channel, LinkKind } from "./channel.ts";
import { LARGEST_PROBE } from "./messages.ts";
import { planPayload } from "./payload.ts";

/** Bytes of filling that went over the link, and the milliseconds until the other side said so. */
export type Probe = { readonly bytes: number; readonly milliseconds: number };

/** The first shows the round trip. The largest goes twice: what else the computers did meanwhile must not pass for a slow link. */
const SIZES = [256, 4096, 16_384, 65_536, LARGEST_PROBE, LARGEST_PROBE] as const;
export const MOST_PROBES = SIZES.length;
/** Over Bluetooth nothing is sent that a link which breaks often could not carry in one piece. */
const LARGEST_OVER_BLUETOOTH = 4096;
/** A probe that took longer than this, in milliseconds, has told enough. */
const ENOUGH = 100;
/** Milliseconds below which a difference says nothing but that the link is fast. */
const RESOLUTION = 1;

/** What a link does not leave this computer for is not measured, nor what says itself how fast it is. */
export function isMeasured({ kind, knownRate }: Pick<Channel, "kind" | "knownRate">): boolean {
  return knownRate === undefined && (kind === "lan" || kind === "ble");
}

/** Bytes of the next probe over a link of that kind; undefined when those `done` tell enough. */
export function nextProbe(kind: LinkKind, done: readonly Probe[]): number | undefined {
  const last = done.at(-1);
  const next = SIZES[done.length];
  if (next === undefined || (kind === "ble" && next > LARGEST_OVER_BLUETOOTH)) return undefined;
  return done.length > 1 && last !== undefined && last.milliseconds > ENOUGH ? undefined : next;
}

/** Bytes a second, at most what the probes can tell apart from an endless rate: that of the fastest probe once the round trip is taken off. */
export function rateOf(done: readonly Probe[]): number {
  const [first, ...others] = done;
  if (first === undefined) return 0;
  const rates = others.map(({ bytes, milliseconds }) => (bytes - first.bytes) / Math.max(milliseconds - first.milliseconds, RESOLUTION));
  return Math.max(0, ...rates) * 1000;
}

/** What packing a part of the payload came to: bytes before and after, and the milliseconds of work it took. */
export type Weighed = { readonly plain: number; readonly packed: number; readonly milliseconds: number };

/** Nobody reads a review and answers the system's prompt in less; packed once for its length, the payload waits only for the rest. Milliseconds. */
const READING = 1000;

/** Whether `bytes` that are not of files are there sooner when they are packed: packing and sending go on side by side. */
export function packingPays(bytes: number, rate: number, { plain, packed, milliseconds }: Weighed): boolean {
  if (plain === 0 || packed >= plain) return false;
  const work = (bytes * milliseconds) / plain;
  const sending = (size: number) => (size / rate) * 1000;
  return Math.max(0, work - READING) + Math.max(work, sending((bytes * packed) / plain)) < sending(bytes);
}

/** How long the payload is likely to take over the link in use. */
export type Estimate = {
  readonly link: LinkKind;
  readonly bytesPerSecond: number;
  /** That will go over the link, padding included. */
  readonly bytes: number;
  readonly seconds: number;
  /** Until everything but the files is there: they come last. */
  readonly itemSeconds: number;
};

/** `itemBytes`: as they will be sent, packed or not. */
export function estimated(link: LinkKind, rate: number, itemBytes: number, fileBytes: number): Estimate {
  const bytes = planPayload(itemBytes + fileBytes, 1).length;
  return { link, bytesPerSecond: Math.round(rate), bytes, seconds: Math.ceil(bytes / rate), itemSeconds: Math.ceil(itemBytes / rate) };
}
