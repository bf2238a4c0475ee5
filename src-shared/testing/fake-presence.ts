// A system's prompt for tests: it is there or not, and answers when it is told to, or at once with what was set.

import type { Presence, PresenceAction, PresenceAnswer, PresenceQuestion, PresenceState, Refusal } from "../presence/presence.ts";

export const YES: PresenceAnswer = { approved: true, kind: "asserted" };
export const no = (refusal: Refusal): PresenceAnswer => ({ approved: false, refusal });

type Shown = PresenceQuestion & { readonly deadline: number; readonly answer: (answer: PresenceAnswer) => void };

export class FakePresence implements Presence {
  /** What `state` says; a prompt that is ready unless set otherwise. */
  is: PresenceState = { ready: true, prompt: "polkit" };
  /** What every prompt is answered with at once; left open when undefined, until `answer`. */
  answers: PresenceAnswer | undefined;
  /** A prompt that is taken away answers `presence.cancelled`, as the port says; false: it answers late. */
  heedsSignal = true;
  /** Every prompt there was. */
  readonly asked: (PresenceQuestion & { readonly deadline: number })[] = [];
  readonly #open: Shown[] = [];
  readonly #waiting: (() => void)[] = [];

  /** Of a system that cannot ask. */
  static without(refusal: Refusal): FakePresence {
    const presence = new FakePresence();
    presence.is = { ready: false, refusal };
    return presence;
  }

  static answering(answer: PresenceAnswer): FakePresence {
    const presence = new FakePresence();
    presence.answers = answer;
    return presence;
  }

  /** Prompts on the screen now. */
  get open(): number {
    return this.#open.length;
  }

  async state(_action: PresenceAction): Promise<PresenceState> {
    return this.is;
  }

  verify(question: PresenceQuestion, { signal, deadline }: { readonly signal: AbortSignal; readonly deadline: number }): Promise<PresenceAnswer> {
    this.asked.push({ ...question, deadline });
    if (this.answers !== undefined) return Promise.resolve(this.answers);
    const { promise, resolve } = Promise.withResolvers<PresenceAnswer>();
    const shown: Shown = { ...question, deadline, answer: resolve };
    const away = () => {
      if (!this.heedsSignal) return;
      this.#close(shown);
      resolve(no("presence.cancelled"));
    };
    this.#open.push(shown);
    signal.addEventListener("abort", away, { once: true });
    if (signal.aborted) away();
    for (const heard of this.#waiting.splice(0)) heard();
    return promise;
  }

  /** Resolves when a prompt is on the screen. */
  async shown(): Promise<void> {
    while (this.#open.length === 0) await new Promise<void>((heard) => this.#waiting.push(heard));
  }

  /** Answers the oldest prompt there is. */
  answer(answer: PresenceAnswer): void {
    const shown = this.#open[0];
    if (shown === undefined) throw new Error("no prompt to answer");
    this.#close(shown);
    shown.answer(answer);
  }

  #close(shown: Shown): void {
    const at = this.#open.indexOf(shown);
    if (at >= 0) this.#open.splice(at, 1);
  }
}
