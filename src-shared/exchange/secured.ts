// The two directions of a session's record layer as plain values: keys and how many records went each way. crypto/record.ts does the sealing.

import type { TrafficKey } from "../crypto/kdf.ts";
import type { Primitives } from "../crypto/primitives.ts";
import { openRecord, sealRecord } from "../crypto/record.ts";
import { decodeMessage, encodeMessage, type Message } from "./messages.ts";

export type Secured = { readonly sendKey: TrafficKey; readonly receiveKey: TrafficKey; readonly sent: number; readonly received: number };

export function secured(sendKey: TrafficKey, receiveKey: TrafficKey): Secured {
  return { sendKey, receiveKey, sent: 0, received: 0 };
}

export function sealFrame(p: Primitives, link: Secured, body: Uint8Array): [Secured, Uint8Array] {
  return [{ ...link, sent: link.sent + 1 }, sealRecord(p, link.sendKey, link.sent, body)];
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
