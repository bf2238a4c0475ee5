// The owner's approval of a transfer: proven by what opens this vault. A wrong one is asked again, a few times; then it counts as a no.

import { ExchangeError } from "../../../src-shared/errors.ts";
import type { Approval } from "../../../src-shared/ipc/views-transfer.ts";
import { Question } from "./question.ts";
import type { Session } from "./session.ts";

const TRIES = 5;

type Show = (approval: Approval) => void;

export class Approvals {
  readonly #session: Pick<Session, "approves">;
  readonly #question = new Question<boolean>();
  #asked: { readonly by: Approval["by"]; readonly show: Show } | undefined;
  #wrong = 0;
  #proving = false;

  constructor(session: Pick<Session, "approves">) {
    this.#session = session;
  }

  /** `show` is called at once, and again after each wrong proof. */
  ask(by: Approval["by"], show: Show, signal: AbortSignal): Promise<boolean> {
    this.#wrong = 0;
    this.#asked = { by, show };
    const answer = this.#question.ask(signal);
    show({ by, wrong: false });
    return answer;
  }

  /** Throws `usage.invalid` when nothing was asked, or while another proof is looked at. */
  async prove(secret: string): Promise<void> {
    const asked = this.#asked;
    if (asked === undefined || !this.#question.open || this.#proving) throw new ExchangeError("usage.invalid", { detail: "approval" });
    this.#proving = true;
    try {
      const right = await this.#session.approves(secret);
      if (!this.#question.open || this.#asked !== asked) return;
      if (right || ++this.#wrong >= TRIES) this.#question.answer(right);
      else asked.show({ by: asked.by, wrong: true });
    } finally {
      this.#proving = false;
    }
  }

  /** Throws `usage.invalid` when nothing was asked. */
  decline(): void {
    this.#question.answer(false);
  }

  get open(): boolean {
    return this.#question.open;
  }
}
