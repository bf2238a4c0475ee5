// What both roles do with the link itself: ALIVE, messages that came before, a link that fails, and going on under the keys of a resume. docs/protocol.md §10

import type { Primitives } from "../crypto/primitives.ts";
import { ExchangeError, toExchangeError } from "../errors.ts";
import { decodeMessage, type Message } from "./messages.ts";
import { acknowledged, progressed, type Resumption, rekeyed, type Secured, sealMessage, takeFrame, told } from "./secured.ts";
import type { CommonEffect, LinkInput } from "./session.ts";

type WithLink = { readonly link: Secured };
type LinkStep<S> = readonly [S, readonly CommonEffect[]];

/** Resumes in a row that bring nothing new. docs/protocol.md §10 */
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
  let opened: readonly [Secured, Uint8Array | undefined];
  try {
    opened = takeFrame(p, state.link, frame);
  } catch (thrown) {
    return { state: withFault(state, toExchangeError(thrown)), effects: [{ do: "drop-link" }] };
  }
  const [link, body] = opened;
  if (body === undefined) return { state: { ...state, link }, effects: [] };
  const message = decodeMessage(body);
  if (message.name === "alive" && paired) return { state: { ...state, link: onAlive(link, message) }, effects: [] };
  return { state: { ...state, link: progressed(link) }, effects: [], message, body };
}

function withFault<S extends WithLink>(state: S, error: ExchangeError): S {
  const { resumption } = state.link;
  if (resumption === undefined || resumption.faults > 0) throw error;
  return { ...state, link: { ...state.link, resumption: { ...resumption, faults: resumption.faults + 1 } } };
}

function onAlive(link: Secured, { next }: Message<"alive">): Secured {
  if (link.resumption === undefined) return link;
  return acknowledged(heard(within(link, next)), next);
}

function within(link: Secured, next: number): Secured {
  if (next > link.sent) throw new ExchangeError("counterpart.protocol-violation", { detail: "has more messages than were sent" });
  return link;
}

function heard(link: Secured): Secured {
  return link.resumption === undefined ? link : { ...link, resumption: { ...link.resumption, heard: true } };
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

/** Nothing in a session that cannot be resumed. */
export function sayAlive<S extends WithLink>(p: Primitives, state: S): LinkStep<S> {
  const { resumption } = state.link;
  if (resumption === undefined) return [state, []];
  const [link, frame] = sealMessage(p, told(state.link), { name: "alive", next: resumption.taken });
  return [{ ...state, link }, [{ do: "send", frame }]];
}

/** A resume: what the other side does not have goes out again as it was, under the new keys. Throws `counterpart.protocol-violation`. */
export function onLinkInput<S extends WithLink>(p: Primitives, state: S, input: LinkInput): LinkStep<S> {
  if (input.type === "quiet") return sayAlive(p, state);
  const link = acknowledged(within(state.link, input.next), input.next);
  if (!canResume(link)) throw new ExchangeError("internal.bug", { detail: "resumed what cannot be" });
  const [next, frames] = rekeyed(p, link, input.epoch, input.from);
  const [after, alive] = sayAlive(p, { ...state, link: next });
  return [after, [...frames.map((frame) => ({ do: "send", frame }) as const), ...alive]];
}

function canResume(link: Secured): link is Secured & { readonly resumption: Resumption } {
  return link.resumption !== undefined;
}

/** Why a session that was resumed ends all the same. */
export function resumedInVain({ resumption }: Secured): ExchangeError | undefined {
  const vain = resumption !== undefined && resumption.resumes > MOST_RESUMES;
  return vain ? new ExchangeError("transport.closed", { detail: "resumed again and again without getting on" }) : undefined;
}
