// What both roles do with the link itself: ALIVE, messages that came before, a link that fails, and going on under the keys of a resume. docs/protocol.md §10

import type { Primitives } from "../crypto/primitives.ts";
import { ExchangeError, toExchangeError } from "../errors.ts";
import { decodeMessage, type Message } from "./messages.ts";
import { acknowledged, firstKept, openFrame, progressed, type Resumption, rekeyed, type Secured, sealAgain, sealMessage, told, wipeEpoch } from "./secured.ts";
import type { CommonEffect, LinkInput } from "./session.ts";

type WithLink = { readonly link: Secured };
type LinkStep<S> = readonly [S, readonly CommonEffect[]];

/** Resumes after a loss, in a row, that bring nothing new. docs/protocol.md §10 */
const MOST_RESUMES = 8;
/** Messages taken before the other side is told, so that it may forget them. */
const TELL_EVERY = 16;

/** What a frame brought: a message that is new, and `body` as it came; or nothing for the role. */
export type Heard<S> = { readonly state: S; readonly effects: readonly CommonEffect[]; readonly message?: Message; readonly body?: Uint8Array };

/**
 * `paired`: both sides have the session's keys. Throws what the frame is refused with; in a session with further links the first such
 * frame only costs the link it came on, unless nothing new has come since another did.
 */
export function hear<S extends WithLink>(p: Primitives, state: S, frame: Uint8Array, paired: boolean): Heard<S> {
  let opened: readonly [Secured, Uint8Array];
  try {
    opened = openFrame(p, state.link, frame);
  } catch (thrown) {
    return { state: withFault(state, toExchangeError(thrown)), effects: [{ do: "drop-link" }] };
  }
  const [link, body] = opened;
  const message = decodeMessage(body);
  if (message.name === "alive" && paired) return { state: { ...state, link: onAlive(link, message) }, effects: [] };
  const { resumption } = link;
  if (resumption === undefined) return { state: { ...state, link }, effects: [], message, body };
  if (resumption.opening) throw violation("goes on without saying where");
  if (resumption.repeats > 0) return { state: { ...state, link: { ...link, resumption: { ...resumption, repeats: resumption.repeats - 1 } } }, effects: [] };
  return { state: { ...state, link: progressed({ ...link, resumption: { ...resumption, taken: resumption.taken + 1 } }) }, effects: [], message, body };
}

function withFault<S extends WithLink>(state: S, error: ExchangeError): S {
  const { resumption } = state.link;
  if (resumption === undefined || resumption.faults > 0) throw error;
  return { ...state, link: { ...state.link, resumption: { ...resumption, faults: resumption.faults + 1 } } };
}

/** The first record of an epoch says where the other side's messages go on: some may have come over a link of before. */
function onAlive(link: Secured, { next, from }: Message<"alive">): Secured {
  const { resumption } = link;
  if (resumption === undefined) return link;
  if (resumption.opening !== (from !== undefined)) throw violation("where it goes on");
  if (from !== undefined && from > resumption.taken) throw violation("leaves messages out");
  const repeats = from === undefined ? resumption.repeats : resumption.taken - from;
  return acknowledged({ ...link, resumption: { ...atMostSaid(resumption, next), heard: true, opening: false, repeats } }, next);
}

function atMostSaid(resumption: Resumption, next: number): Resumption {
  if (next > resumption.said) throw violation("has more messages than were sent");
  return resumption;
}

function violation(detail: string): ExchangeError {
  return new ExchangeError("counterpart.protocol-violation", { detail });
}

/** Tells the other side what came, when it has not been told for long. */
export function telling<S extends { readonly name: string }, E>(
  p: Primitives,
  [state, effects]: readonly [S, readonly E[]],
): readonly [S, readonly (E | CommonEffect)[]] {
  if (!("link" in state)) return [state, effects];
  const { resumption } = state.link as Secured;
  if (resumption === undefined || resumption.taken - resumption.told < TELL_EVERY) return [state, effects];
  const [after, alive] = sayAlive(p, state as S & WithLink);
  return [after, [...effects, ...alive]];
}

/** Nothing in a session that cannot be resumed. `from`: in the first record of an epoch. */
export function sayAlive<S extends WithLink>(p: Primitives, state: S, from?: number): LinkStep<S> {
  const { resumption } = state.link;
  if (resumption === undefined) return [state, []];
  const [link, frame] = sealMessage(p, told(state.link), { name: "alive", next: resumption.taken, from });
  return [{ ...state, link }, [{ do: "send", frame }]];
}

/** A resume: what the other side does not have goes out again as it was, under the new keys. Throws `counterpart.protocol-violation`. */
export function onLinkInput<S extends WithLink>(p: Primitives, state: S, input: LinkInput): LinkStep<S> {
  if (input.type === "quiet") return sayAlive(p, state);
  const { resumption } = state.link;
  if (resumption === undefined) throw new ExchangeError("internal.bug", { detail: "resumed what cannot be" });
  if (input.next > resumption.said) wipeEpoch(input.epoch);
  const link = acknowledged(rekeyed(state.link, atMostSaid(resumption, input.next), input.epoch, input.lost), input.next);
  const [opened, alive] = sayAlive(p, { ...state, link }, link.resumption && firstKept(link.resumption));
  const [sent, frames] = sealAgain(p, opened.link);
  return [{ ...opened, link: sent }, [...alive, ...frames.map((frame) => ({ do: "send", frame }) as const)]];
}

/** Why a session that was resumed ends all the same. */
export function resumedInVain({ resumption }: Secured): ExchangeError | undefined {
  const vain = resumption !== undefined && resumption.resumes > MOST_RESUMES;
  return vain ? new ExchangeError("transport.closed", { detail: "resumed again and again without getting on" }) : undefined;
}
