// What the two roles share: inputs any state can get, effects any state can ask for, deadlines, and the ways a session ends. docs/protocol.md §9

import { utf8 } from "../bytes.ts";
import type { Primitives } from "../crypto/primitives.ts";
import { ALERT, ALERTS, type Alert, type ErrorCode, ExchangeError, FROM_ALERT, toExchangeError } from "../errors.ts";
import { decodeMessage, encodeMessage, type Message } from "./messages.ts";
import type { Counterpart, Phase, Progress } from "./ports.ts";
import { type NewEpoch, type Secured, sealMessage } from "./secured.ts";

/** What happens to the link of a session that can be resumed. */
export type LinkInput =
  /** Another link carries on, under the keys of `epoch`. `next`: messages the other side has taken; `lost`: the one before was. */
  | { readonly type: "resumed"; readonly epoch: NewEpoch; readonly next: number; readonly lost: boolean }
  /** Nothing was sent for a while. */
  | { readonly type: "quiet" };

export type CommonInput =
  | LinkInput
  | { readonly type: "frame"; readonly frame: Uint8Array }
  /** The link is gone; `error` says why when it did not just close. */
  | { readonly type: "closed"; readonly error?: ExchangeError }
  | { readonly type: "timeout" }
  | { readonly type: "cancel" }
  /** Work asked for by an effect went wrong, or the owner said no (`owner.declined`). */
  | { readonly type: "failed"; readonly error: ExchangeError };

export type CommonEffect =
  | { readonly do: "send"; readonly frame: Uint8Array }
  /** `whileAlive`: how long instead when the other side says ALIVE. */
  | { readonly do: "deadline"; readonly milliseconds: number; readonly whileAlive?: number }
  /** The link is of no use any more. */
  | { readonly do: "drop-link" }
  | { readonly do: "progress"; readonly progress: Progress };

/** How a session failed. `keyHandedOver` (exporter): the other side may hold everything. */
export type Failed = { readonly name: "failed"; readonly error: ExchangeError; readonly keyHandedOver: boolean };

/**
 * crypto.md §2.4: 120 s for the code, 60 s idle, 15 min where the other person decides. `owner`: reads, types, and may answer a prompt of
 * her system more than once; the other side waits three times as long.
 */
export const DEADLINES = { handshake: 30_000, code: 120_000, owner: 300_000, otherOwner: 900_000, idle: 60_000, local: 900_000, parting: 60_000 } as const;

export function within(kind: keyof typeof DEADLINES): CommonEffect {
  return { do: "deadline", milliseconds: DEADLINES[kind], ...(kind === "idle" && { whileAlive: DEADLINES.otherOwner }) };
}

export function progress(phase: Phase, done: number, total: number): CommonEffect {
  const unit = phase === "sending" || phase === "checking" ? "bytes" : "items";
  return { do: "progress", progress: { phase, done, total, unit } };
}

/** What each side's device key signs, before the transcript. */
export const IDENTITY = { exporter: utf8("id exporter"), importer: utf8("id importer") } as const;

export const DIGEST_START = new Uint8Array(32);

/** D(n + 1) = SHA-256(D(n) || part): a digest of a stream that never has to be held whole. */
export function chain(p: Primitives, digest: Uint8Array, part: Uint8Array): Uint8Array {
  return p.sha256(digest, part);
}

export function abortFrame(p: Primitives, link: Secured | undefined, code: ErrorCode): Uint8Array {
  const message: Message<"abort"> = { name: "abort", reason: ALERT[code] };
  return link === undefined ? encodeMessage(message) : sealMessage(p, link, message)[1];
}

/** The other side's reason, whatever it wrote. */
export function codeOfAbort(message: Message<"abort">): ErrorCode {
  return isAlert(message.reason) ? FROM_ALERT[message.reason] : "counterpart.protocol-violation";
}

function isAlert(text: string): text is Alert {
  return (ALERTS as readonly string[]).includes(text);
}

/** It would count against the next attempts, so nobody on the network may say it for the other side. */
const NEVER_IN_CLEAR: Alert = "wrong-code";

/** Before there are keys an abort comes in clear: believed, because all it can do is end the session. */
export function clearAbort(frame: Uint8Array): ErrorCode | undefined {
  if (frame.length > 80 || frame[0] !== 0x82) return undefined;
  try {
    const message = decodeMessage(frame);
    return message.name === "abort" && message.reason !== NEVER_IN_CLEAR ? codeOfAbort(message) : undefined;
  } catch {
    return undefined; // not an abort: the hello's own reader says what is wrong with it
  }
}

export function unexpected(message: Message, state: string): ExchangeError {
  return new ExchangeError("counterpart.protocol-violation", { detail: `${message.name} in ${state}` });
}

/** Runs one transition; what it throws ends the session with that error. */
export function attempt<Step>(transition: () => Step, fail: (error: ExchangeError) => Step): Step {
  try {
    return transition();
  } catch (thrown) {
    return fail(toExchangeError(thrown));
  }
}

/** Untrusted text for a screen: no control or direction characters, cut to 40. peers.md §4, LANDrop #239 */
export function displayName(text: string): string {
  const visible = text
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "")
    .replace(/\s+/g, " ")
    .trim();
  return [...visible].slice(0, 40).join("") || "unnamed computer";
}

export function counterpartOf(name: string, publicKey: Uint8Array, known: (publicKey: Uint8Array) => string | undefined): Counterpart {
  return { name: displayName(name), publicKey, knownAs: known(publicKey) };
}
