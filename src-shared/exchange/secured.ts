// The two directions of a session's record layer as plain values: keys and how many records went each way. crypto/record.ts does the sealing.
// In a session that can be resumed messages are counted from epoch to epoch, and their bodies kept until the other side is known to have them.

import { wipe } from "../bytes.ts";
import type { ResumeSecret, TrafficKey } from "../crypto/kdf.ts";
import type { Primitives } from "../crypto/primitives.ts";
import { openRecord, sealRecord } from "../crypto/record.ts";
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

/** ALIVE is not counted as a message, and not kept. */
export type Resumption = {
  /** 0 under the keys of the handshake, one more with each resume. */
  readonly epoch: number;
  readonly secret: ResumeSecret;
  /** th2. */
  readonly transcript: Uint8Array;
  /** Messages sent so far, and the bodies of the last of them, which the other side may not have. */
  readonly said: number;
  readonly kept: readonly Uint8Array[];
  /** Messages of the other side that were taken, how many of these it was told, and how many of those to come came before. */
  readonly taken: number;
  readonly told: number;
  readonly repeats: number;
  /** The other side has not said yet where it goes on in this epoch. */
  readonly opening: boolean;
  /** The other side can resume too: it said ALIVE, or did. */
  readonly heard: boolean;
  /** Grows with every message that came, or is known to have arrived, for the first time. */
  readonly progress: number;
  /** Resumes after a link was lost, and links that failed by what came over them, since `progress` grew. */
  readonly resumes: number;
  readonly faults: number;
};

export function secured(sendKey: TrafficKey, receiveKey: TrafficKey): Secured {
  return { sendKey, receiveKey, sent: 0, received: 0 };
}

/** `link` from now on able to move to another link; the secret becomes its own. */
export function resumable(link: Secured, { resumeSecret, transcript }: { readonly resumeSecret: ResumeSecret; readonly transcript: Uint8Array }): Secured {
  const none = { epoch: 0, said: 0, kept: [], taken: 0, told: 0, repeats: 0, opening: false, heard: false, progress: 0, resumes: 0, faults: 0 };
  return { ...link, resumption: { ...none, secret: resumeSecret, transcript } };
}

export function sealFrame(p: Primitives, link: Secured, body: Uint8Array): [Secured, Uint8Array] {
  const frame = sealRecord(p, link.sendKey, link.sent, body);
  const next = { ...link, sent: link.sent + 1 };
  const { resumption } = link;
  if (resumption === undefined || typeOf(body) === MESSAGE_SHAPES.alive.type) return [next, frame];
  return [{ ...next, resumption: { ...resumption, said: resumption.said + 1, kept: [...resumption.kept, body] } }, frame];
}

export function sealMessage(p: Primitives, link: Secured, message: Message): [Secured, Uint8Array] {
  return sealFrame(p, link, encodeMessage(message));
}

/** Throws `counterpart.not-authenticated`, `counterpart.replayed` or `transport.closed` (a gap) before anything is parsed. */
export function openFrame(p: Primitives, link: Secured, frame: Uint8Array): [Secured, Uint8Array] {
  const body = openRecord(p, link.receiveKey, link.received, frame);
  return [{ ...link, received: link.received + 1 }, body];
}

export function openMessage(p: Primitives, link: Secured, frame: Uint8Array): [Secured, Message] {
  const [next, body] = openFrame(p, link, frame);
  return [next, decodeMessage(body)];
}

/** The other side has the messages below `next`. */
export function acknowledged(link: Secured, next: number): Secured {
  const { resumption } = link;
  return resumption === undefined ? link : dropKept(link, resumption, next - firstKept(resumption));
}

/** The number of the first message the other side may not have. */
export function firstKept({ said, kept }: Resumption): number {
  return said - kept.length;
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
  return count <= 0 ? link : progressed({ ...link, resumption: { ...resumption, kept: resumption.kept.slice(count) } });
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

/** Of one that nobody goes on to. */
export function wipeEpoch({ sendKey, receiveKey, secret }: NewEpoch): void {
  wipe(sendKey, receiveKey, secret);
}

/** Under the keys of the next epoch; those of before are wiped. `lost`: the link was, and that counts. */
export function rekeyed(link: Secured, resumption: Resumption, { secret, sendKey, receiveKey }: NewEpoch, lost: boolean): Secured {
  const epoch = resumption.epoch + 1;
  const resumes = resumption.resumes + (lost ? 1 : 0);
  wipe(link.sendKey, link.receiveKey, resumption.secret);
  return { ...secured(sendKey, receiveKey), resumption: { ...resumption, epoch, secret, repeats: 0, opening: true, heard: true, resumes } };
}

/** What the other side may not have, byte for byte as it was. */
export function sealAgain(p: Primitives, link: Secured): [Secured, readonly Uint8Array[]] {
  const bodies = link.resumption?.kept ?? [];
  const frames = bodies.map((body, at) => sealRecord(p, link.sendKey, link.sent + at, body));
  return [{ ...link, sent: link.sent + bodies.length }, frames];
}

export function wipeSecured(link: Secured): void {
  wipe(link.sendKey, link.receiveKey, link.resumption?.secret);
}

/** Of an encoded message: [type, …], types being below 24. */
function typeOf(body: Uint8Array): number | undefined {
  return body[1];
}
