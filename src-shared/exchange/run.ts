// The one loop: feeds a role's step function with frames, answers, deadlines and cancellation, and performs the effects it asks for.

import type { Clock } from "../clock.ts";
import { ExchangeError, toExchangeError } from "../errors.ts";
import type { Channel } from "./channel.ts";
import { Inbox } from "./inbox.ts";
import { Line } from "./line.ts";
import type { Links } from "./links.ts";
import type { Observer, Progress } from "./ports.ts";
import type { ResumeAttempts } from "./resume-attempts.ts";
import type { Secured } from "./secured.ts";
import type { CommonEffect, CommonInput } from "./session.ts";

type Named = { readonly name: string; readonly link?: Secured };

export type Role<State extends Named, Input, Effect> = {
  readonly start: readonly [State, readonly Effect[]];
  readonly step: (state: State, input: Input) => readonly [State, readonly Effect[]];
  /** Does what is not common to both roles; answers come back through `emit`. May throw. */
  readonly perform: (effect: Exclude<Effect, CommonEffect>, emit: (input: Input) => void) => void | Promise<void>;
  /** How it is resumed, with `links`. */
  readonly attempts?: ResumeAttempts;
};

export type RunPorts = {
  readonly channel: Channel;
  readonly clock: Clock;
  readonly observer?: Observer;
  readonly signal?: AbortSignal;
  readonly links?: Links;
};

/** Resolves with the final state, `done` or `failed`; every channel is closed by then and no timer is left. */
export async function run<State extends Named, Input, Effect extends { readonly do: string }>(
  role: Role<State, Input | CommonInput, Effect | CommonEffect>,
  { channel, clock, observer, signal, links }: RunPorts,
): Promise<State> {
  const inbox = new Inbox<Input | CommonInput>();
  const emit = (input: Input | CommonInput) => inbox.put(input);
  const cancel = () => emit({ type: "cancel" });
  const show = throttled(clock, observer);
  const line = new Line<Input>({ channel, clock, inbox, links, attempts: role.attempts });
  let disarm = () => {};
  let [state, effects] = role.start;

  const perform = (effect: Effect | CommonEffect): void | Promise<void> => {
    if (isCommon(effect)) {
      if (effect.do === "send") line.send(effect.frame);
      else if (effect.do === "progress") show(effect.progress);
      else if (effect.do === "drop-link") line.drop();
      else {
        disarm();
        const alive = state.link?.resumption?.heard ? effect.whileAlive : undefined;
        disarm = clock.after(alive ?? effect.milliseconds, () => emit({ type: "timeout" }));
      }
      return;
    }
    // the only bulk effect waits until the link took what came before
    return effect.do === "cut" ? line.room().then(() => role.perform(effect as never, emit)) : role.perform(effect as never, emit);
  };
  const failed = (thrown: unknown) => emit({ type: "failed", error: toExchangeError(thrown) });
  /** An effect that fails at once takes those after it with it: nothing is sent that rests on it. */
  const performAll = (effects: readonly (Effect | CommonEffect)[]): void => {
    try {
      for (const effect of effects) perform(effect)?.catch(failed);
    } catch (thrown) {
      failed(thrown);
    }
  };

  if (signal?.aborted) cancel();
  signal?.addEventListener("abort", cancel, { once: true });
  try {
    for (;;) {
      observer?.state?.(state.name);
      line.follow(state);
      performAll(effects);
      if (state.name === "done" || state.name === "failed") break;
      const post = await inbox.take();
      const input = line.admit(post);
      [state, effects] = input === undefined ? [state, []] : role.step(state, input);
      post.taken();
    }
    await farewell(clock, line.sent);
    return state;
  } finally {
    line.close(inbox.close());
    disarm();
    signal?.removeEventListener("abort", cancel);
  }
}

/** Milliseconds the last frame may take before the channel is closed under it. */
const FAREWELL = 2000;

async function farewell(clock: Clock, sending: Promise<void>): Promise<void> {
  let disarm = () => {};
  const late = new Promise<void>((resolve) => {
    disarm = clock.after(FAREWELL, resolve);
  });
  await Promise.race([sending, late]);
  disarm();
}

const COMMON: ReadonlySet<string> = new Set<CommonEffect["do"]>(["send", "deadline", "drop-link", "progress"]);

function isCommon(effect: { readonly do: string }): effect is CommonEffect {
  return COMMON.has(effect.do);
}

/** At most ten reports a second, and always the first of a phase and the last of all. */
function throttled(clock: Clock, observer: Observer | undefined): (progress: Progress) => void {
  let phase: string | undefined;
  let next = 0;
  return (progress) => {
    const now = clock.elapsed();
    if (progress.phase === phase && progress.done < progress.total && now < next) return;
    phase = progress.phase;
    next = now + 100;
    observer?.progress?.(progress);
  };
}

function pause(clock: Clock, milliseconds: number): Promise<void> {
  return new Promise((resolve) => clock.after(milliseconds, resolve));
}

/** Milliseconds of work between two turns of the event loop. architecture.md, habit 9 */
const TURN = 8;

/** Lets other work run when this one has had its turn: call it between pieces of a long loop. */
export function turns(clock: Clock): () => Promise<void> | undefined {
  let started = clock.elapsed();
  return () => {
    if (clock.elapsed() - started < TURN) return undefined;
    return pause(clock, 0).then(() => {
      started = clock.elapsed();
    });
  };
}

/** The owner's answer as the input it makes: yes goes on, no ends with `owner.declined`. */
export function answered<Yes>(yes: boolean, input: Yes): Yes | CommonInput {
  return yes ? input : { type: "failed", error: new ExchangeError("owner.declined") };
}
