// The two directions of a session's record layer as plain values: keys and how many records went each way. crypto/record.ts does the sealing.
// In a session that can be resumed a message keeps its number from epoch to epoch, and its body until the other side is known to have it.

import { wipe } from "../bytes.ts";
import type { ResumeSecret, TrafficKey } from "../crypto/kdf.ts";
import type { Primitives } from "../crypto/primitives.ts";
import { openRecord, openRecordWithin, sealRecord } from "../crypto/record.ts";
import type { EpochKeys } from "../crypto/resume.ts";
import { decodeMessage, encodeMessage, MESSAGE_SHAPES, type Message } from "./messages.ts";

export type Secured = {
  readonly sendKey: TrafficKey;
  readonly receiveKey: TrafficKey;
  readonly sent: number;
  readonly received: number;
  /** In a session that was given further links. */
  readonly resumption?: Resumption;
};

export type Resumption = {
  /** 0 under the keys of the handshake, one more with each resume. */
  readonly epoch: number;
  readonly secret: ResumeSecret;
  /** th2. */
  readonly transcript: Uint8Array;
  /** Messages of the other side that were taken; `received` is less while some come again after a resume. */
  readonly taken: number;
  /** As much of `taken` as the other side was told. */
  readonly told: number;
  /** The bodies the other side may not have; the last of them has the number `sent` - 1. */
  readonly kept: readonly Uint8Array[];
  /** The other side can resume too: it said ALIVE, or did. */
  readonly heard: boolean;
  /** Grows with everything that came, or is known to have arrived, for the first time; ALIVE does not count. */
  readonly progress: number;
  /** Resumes, and links that failed by what came over them, since `progress` grew. */
  readonly resumes: number;
  readonly faults: number;
};

export function secured(sendKey: TrafficKey, receiveKey: TrafficKey): Secured {
  return { sendKey, receiveKey, sent: 0, received: 0 };
}

/** `link` from now on able to move to another link; the secret becomes its own. */
export function resumable(link: Secured, { resumeSecret, transcript }: { readonly resumeSecret: ResumeSecret; readonly transcript: Uint8Array }): Secured {
  const none = { epoch: 0, taken: 0, told: 0, kept: [], heard: false, progress: 0, resumes: 0, faults: 0 };
  return { ...link, resumption: { ...none, secret: resumeSecret, transcript } };
}

export function sealFrame(p: Primitives, link: Secured, body: Uint8Array): [Secured, Uint8Array] {
  const { resumption } = link;
  const next = { ...link, sent: link.sent + 1, ...(resumption && { resumption: { ...resumption, kept: [...resumption.kept, body] } }) };
  return [next, sealRecord(p, link.sendKey, link.sent, body)];
}

export function sealMessage(p: Primitives, link: Secured, message: Message): [Secured, Uint8Array] {
  return sealFrame(p, link, encodeMessage(message));
}

/** Throws `counterpart.not-authenticated`, `counterpart.replayed` or `transport.closed` (a gap) before anything is parsed. */
export function openFrame(p: Primitives, link: Secured, frame: Uint8Array): [Secured, Uint8Array] {
  const body = openRecord(p, link.receiveKey, link.received, frame);
  return [{ ...link, received: link.received + 1 }, body];
}

/** As `openFrame`, for a session that may have been resumed: the body is undefined when the message came before, on a link of before. */
export function takeFrame(p: Primitives, link: Secured, frame: Uint8Array): [Secured, Uint8Array | undefined] {
  const { received, receiveKey, resumption } = link;
  if (resumption === undefined) return openFrame(p, link, frame);
  const { sequence, plaintext } = openRecordWithin(p, receiveKey, { from: received, to: resumption.taken }, frame);
  const next = { ...link, received: sequence + 1 };
  if (sequence < resumption.taken) return [next, undefined];
  return [{ ...next, resumption: { ...resumption, taken: sequence + 1 } }, plaintext];
}

export function openMessage(p: Primitives, link: Secured, frame: Uint8Array): [Secured, Message] {
  const [next, body] = openFrame(p, link, frame);
  return [next, decodeMessage(body)];
}

/** The other side has the messages below `next`. */
export function acknowledged(link: Secured, next: number): Secured {
  const { sent, resumption } = link;
  if (resumption === undefined) return link;
  return dropKept(link, resumption, next - (sent - resumption.kept.length));
}

/** The other side has every chunk but the last `open` ones, and with them all that went before. */
export function chunksAcknowledged(link: Secured, open: number): Secured {
  const { resumption } = link;
  if (resumption === undefined) return link;
  const chunks = resumption.kept.flatMap((body, at) => (typeOf(body) === MESSAGE_SHAPES.chunk.type ? [at] : []));
  const last = chunks.at(-1 - open);
  return last === undefined ? link : dropKept(link, resumption, last + 1);
}

function dropKept(link: Secured, resumption: Resumption, count: number): Secured {
  if (count <= 0) return link;
  const gone = resumption.kept.slice(0, count);
  const rest = { ...link, resumption: { ...resumption, kept: resumption.kept.slice(count) } };
  return gone.some((body) => typeOf(body) !== MESSAGE_SHAPES.alive.type) ? progressed(rest) : rest;
}

export function progressed(link: Secured): Secured {
  const { resumption } = link;
  return resumption === undefined ? link : { ...link, resumption: { ...resumption, progress: resumption.progress + 1, resumes: 0, faults: 0 } };
}

/** What came until now needs no ALIVE: another message says so. */
export function told(link: Secured): Secured {
  const { resumption } = link;
  return resumption === undefined ? link : { ...link, resumption: { ...resumption, told: resumption.taken } };
}

export type NewEpoch = { readonly sendKey: TrafficKey; readonly receiveKey: TrafficKey; readonly secret: ResumeSecret };

export function newEpoch(role: "exporter" | "importer", { importerToExporter, exporterToImporter, resumeSecret }: EpochKeys): NewEpoch {
  return role === "exporter"
    ? { sendKey: exporterToImporter, receiveKey: importerToExporter, secret: resumeSecret }
    : { sendKey: importerToExporter, receiveKey: exporterToImporter, secret: resumeSecret };
}

/** Under the keys of the next epoch, with the frames of what the other side does not have; the keys of before are wiped. `from`: as this side said in its RS. */
export function rekeyed(p: Primitives, link: Secured & { readonly resumption: Resumption }, epoch: NewEpoch, from: number): [Secured, readonly Uint8Array[]] {
  const { resumption, sent } = link;
  const bodies = resumption.kept;
  const { secret, ...keys } = epoch;
  const fresh = { ...resumption, epoch: resumption.epoch + 1, secret, kept: [], heard: true, resumes: resumption.resumes + 1 };
  wipe(link.sendKey, link.receiveKey, resumption.secret);
  let next: Secured = { ...keys, sent: sent - bodies.length, received: from, resumption: fresh };
  const frames = bodies.map((body) => {
    const [after, frame] = sealFrame(p, next, body);
    next = after;
    return frame;
  });
  return [next, frames];
}

export function wipeSecured(link: Secured): void {
  wipe(link.sendKey, link.receiveKey, link.resumption?.secret);
}

/** Of an encoded message: [type, …], types being below 24. */
function typeOf(body: Uint8Array): number | undefined {
  return body[1];
}
