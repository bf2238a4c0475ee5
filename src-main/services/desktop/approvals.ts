// The owner's approval of a transfer: what has to be typed is proven first, then the system's prompt is shown. What was refused is said and
// may be tried again, a few times; then it counts as a no. An answer that comes after the end, or after the vault was locked, is dropped.

import { ExchangeError, toExchangeError } from "../../../src-shared/errors.ts";
import type { Approval, SystemPrompt } from "../../../src-shared/ipc/views-approval.ts";
import type { ApprovalRequest, Grant, Grants } from "../../../src-shared/presence/approval.ts";
import { NO_PROMPT, PROMPT_DEADLINE, type Presence, type PresenceAnswer, type PresenceState, type Refusal } from "../../../src-shared/presence/presence.ts";
import { Question } from "./question.ts";
import type { Session } from "./session.ts";

/** Wrong proofs and refused prompts together. */
const TRIES = 5;

export type ApprovalQuestion = {
  /** What the owner is shown. */
  readonly request: ApprovalRequest;
  /** The line in the system's prompt. */
  readonly text: string;
  readonly presence: Presence;
  /** What opens this vault when it is typed. */
  readonly by: NonNullable<Approval["typed"]>;
  /** It is asked for even where the system asks. */
  readonly typedAsWell: boolean;
};

type Show = (approval: Approval) => void;
/** What was pressed last; another one, or none, makes its answer stale. */
type Press = { readonly away: AbortController };
type Asked = ApprovalQuestion & {
  readonly show: Show;
  readonly signal: AbortSignal;
  shown: Approval | undefined;
  press: Press | undefined;
  failures: number;
};

export class Approvals {
  readonly #session: Pick<Session, "approves">;
  readonly #grants: Grants;
  readonly #question = new Question<Grant | undefined>();
  #asked: Asked | undefined;
  /** Two prompts are never on the screen at once. */
  #lastPrompt: Promise<unknown> = Promise.resolve();

  constructor(session: Pick<Session, "approves">, grants: Grants) {
    this.#session = session;
    this.#grants = grants;
  }

  /** Undefined when it was declined. `show` is called when it is known what can be asked, and again with every change. */
  ask(question: ApprovalQuestion, show: Show, signal: AbortSignal): Promise<Grant | undefined> {
    const asked: Asked = { ...question, show, signal, shown: undefined, press: undefined, failures: 0 };
    this.#asked = asked;
    const answer = this.#question.ask(signal);
    void this.#begin(asked);
    return answer;
  }

  /** `secret` is what was typed, if anything. Throws `usage.invalid` when nothing was asked, or while the last press is not answered. */
  async approve(secret: string): Promise<void> {
    const asked = this.#asked;
    if (asked?.shown === undefined || asked.press !== undefined || !this.#question.open) throw new ExchangeError("usage.invalid", { detail: "approval" });
    const press = { away: new AbortController() };
    asked.press = press;
    try {
      await this.#prove(asked, asked.shown, press, secret);
    } finally {
      if (asked.press === press) asked.press = undefined;
    }
  }

  /** Takes the prompt away. Throws `usage.invalid` when nothing was asked. */
  decline(): void {
    this.#question.answer(undefined);
    this.#takeAway();
  }

  /** The vault was locked: the prompt goes, and what it would have answered is not taken. */
  locked(): void {
    this.#grants.forget();
    const asked = this.#asked;
    if (asked?.press === undefined) return;
    this.#takeAway();
    if (asked.shown?.asking === true && this.#question.open) this.#show(asked, { ...asked.shown, asking: false });
  }

  get open(): boolean {
    return this.#question.open;
  }

  async #begin(asked: Asked): Promise<void> {
    const state = await asked.presence.state(asked.request.action).catch((thrown): PresenceState => ({ ready: false, refusal: refusalOf(thrown) }));
    if (this.#asked !== asked || !this.#question.open) return;
    this.#show(asked, state.ready ? withPrompt(asked, state.prompt) : without(asked, state.refusal));
  }

  async #prove(asked: Asked, shown: Approval, press: Press, secret: string): Promise<void> {
    if (shown.typed !== undefined) {
      const right = await this.#session.approves(secret);
      if (!this.#stands(asked, press)) return;
      if (!right) return this.#failed(asked, { ...withoutRefusal(shown), wrong: true });
    }
    const answer = await this.#grants.ask(asked.request, () => this.#prompted(asked, shown, press));
    if (!this.#stands(asked, press)) return;
    if (answer.approved) this.#question.answer(answer.grant);
    else if (NO_PROMPT.has(answer.refusal)) this.#show(asked, without(asked, answer.refusal));
    else this.#failed(asked, { ...withoutRefusal(shown), wrong: false, refused: answer.refusal });
  }

  /** The answer of the system's prompt, or that of what was typed where there is none. */
  async #prompted(asked: Asked, shown: Approval, press: Press): Promise<PresenceAnswer> {
    if (shown.prompt === undefined) {
      if (shown.typed === undefined) throw new ExchangeError("internal.bug", { detail: "nothing to approve by" });
      return { approved: true, kind: "asserted" };
    }
    this.#show(asked, { ...withoutRefusal(shown), asking: true, wrong: false });
    const signal = AbortSignal.any([asked.signal, press.away.signal]);
    const { text, presence } = asked;
    const { action } = asked.request;
    const asking = this.#lastPrompt.then(() => (signal.aborted ? CANCELLED : presence.verify({ action, text }, { signal, deadline: PROMPT_DEADLINE })));
    this.#lastPrompt = asking.catch(() => {}); // heard below
    const answer = await asking;
    if (answer.approved && answer.kind === "bound") answer.key.wipe();
    return this.#stands(asked, press) ? answer : CANCELLED;
  }

  #failed(asked: Asked, approval: Approval): void {
    if (++asked.failures >= TRIES) this.#question.answer(undefined);
    else this.#show(asked, approval);
  }

  #stands(asked: Asked, press: Press): boolean {
    return this.#asked === asked && asked.press === press && this.#question.open;
  }

  #takeAway(): void {
    this.#asked?.press?.away.abort();
    if (this.#asked !== undefined) this.#asked.press = undefined;
  }

  #show(asked: Asked, approval: Approval): void {
    asked.shown = approval;
    asked.show(approval);
  }
}

const CANCELLED: PresenceAnswer = { approved: false, refusal: "presence.cancelled" };

function withPrompt({ by, typedAsWell }: Asked, prompt: SystemPrompt): Approval {
  return { ...(typedAsWell && { typed: by }), prompt, asking: false, wrong: false };
}

function without({ by }: Asked, missing: Refusal): Approval {
  return { typed: by, missing, asking: false, wrong: false };
}

function withoutRefusal({ refused: _, ...approval }: Approval): Approval {
  return approval;
}

function refusalOf(thrown: unknown): Refusal {
  const { code } = toExchangeError(thrown);
  return code.startsWith("presence.") ? (code as Refusal) : "presence.unavailable";
}
