// The one loop: feeds a role's step function with frames, answers, deadlines and cancellation, and performs the effects it asks for.

import type { Clock } from "../clock.ts";
import { ExchangeError, toExchangeError } from "../errors.ts";
import type { Channel } from "./channel.ts";
import type { Observer, Progress } from "./ports.ts";
import type { CommonEffect, CommonInput } from "./session.ts";

export type Role<State extends { readonly name: string }, Input, Effect> = {
  readonly start: readonly [State, readonly Effect[]];
  readonly step: (state: State, input: Input) => readonly [State, readonly Effect[]];
  /** Does what is not common to both roles; answers come back through `emit`. May throw. */
  readonly perform: (effect: Exclude<Effect, CommonEffect>, emit: (input: Input) => void) => void | Promise<void>;
};

export type RunPorts = { readonly channel: Channel; readonly clock: Clock; readonly observer?: Observer; readonly signal?: AbortSignal };

/** Resolves with the final state, `done` or `failed`; the channel is closed by then and no timer is left. */
export async function run<State extends { readonly name: string }, Input, Effect extends { readonly do: string }>(
  role: Role<State, Input | CommonInput, Effect | CommonEffect>,
  { channel, clock, observer, signal }: RunPorts,
): Promise<State> {
  const inbox = new Inbox<Input | CommonInput>();
  const emit = (input: Input | CommonInput) => inbox.put(input);
  const cancel = () => emit({ type: "cancel" });
  const show = throttled(clock, observer);
  let disarm = () => {};
  let sending = Promise.resolve();
  const lost = (thrown: unknown) => emit(closedBy(thrown));

  const perform = (effect: Effect | CommonEffect): void | Promise<void> => {
    if (isCommon(effect)) {
      if (effect.do === "send") sending = sending.then(() => channel.send(effect.frame)).catch(lost);
      else if (effect.do === "progress") show(effect.progress);
      else {
        disarm();
        disarm = clock.after(effect.milliseconds, () => emit({ type: "timeout" }));
      }
      return;
    }
    // the only bulk effect waits until the link took what came before
    return effect.do === "cut" ? sending.then(() => role.perform(effect as never, emit)) : role.perform(effect as never, emit);
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
  void pump(channel, inbox);
  let [state, effects] = role.start;
  try {
    for (;;) {
      observer?.state?.(state.name);
      performAll(effects);
      if (state.name === "done" || state.name === "failed") break;
      const { input, taken } = await inbox.take();
      [state, effects] = role.step(state, input);
      taken();
    }
    await farewell(clock, sending);
    return state;
  } finally {
    inbox.close();
    disarm();
    signal?.removeEventListener("abort", cancel);
    channel.close();
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

function isCommon(effect: { readonly do: string }): effect is CommonEffect {
  return effect.do === "send" || effect.do === "deadline" || effect.do === "progress";
}

function closedBy(thrown: unknown): CommonInput {
  const error = toExchangeError(thrown);
  return error.code === "transport.closed" ? { type: "closed" } : { type: "closed", error };
}

/** Reads a frame only when the one before was taken, so that a fast sender fills its own link and not our memory. */
async function pump<Input>(channel: Channel, inbox: Inbox<Input | CommonInput>): Promise<void> {
  try {
    for await (const frame of channel.frames()) await inbox.putAndWait({ type: "frame", frame });
    inbox.put({ type: "closed" });
  } catch (thrown) {
    inbox.put(closedBy(thrown));
  }
}

type Taken<T> = { readonly input: T; readonly taken: () => void };

class Inbox<T> {
  readonly #waiting: Taken<T>[] = [];
  #wake: (() => void) | undefined;
  #closed = false;

  put(input: T): void {
    this.#add({ input, taken: () => {} });
  }

  putAndWait(input: T): Promise<void> {
    return new Promise((taken) => this.#add({ input, taken }));
  }

  async take(): Promise<Taken<T>> {
    while (this.#waiting.length === 0) await new Promise<void>((wake) => (this.#wake = wake));
    return this.#waiting.shift() as Taken<T>;
  }

  close(): void {
    this.#closed = true;
    for (const { taken } of this.#waiting.splice(0)) taken();
  }

  #add(entry: Taken<T>): void {
    if (this.#closed) {
      entry.taken();
      return;
    }
    this.#waiting.push(entry);
    this.#wake?.();
  }
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
