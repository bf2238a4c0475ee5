// The owner's approval of one secret that is shown, copied or written out, where the owner wants to be asked: by the system's prompt, or by
// what opens the vault. One approval serves one call; the next one, and locking, take an open prompt away.

import type { CborValue } from "../../../src-shared/cbor/codec.ts";
import { ExchangeError } from "../../../src-shared/errors.ts";
import type { ApprovalRequest, Grants } from "../../../src-shared/presence/approval.ts";
import { PROMPT_DEADLINE, type Presence, type PresenceAnswer, type Refusal, type SystemPrompt } from "../../../src-shared/presence/presence.ts";
import type { Vault } from "../../../src-shared/vault/model.ts";
import { approvalSettings } from "../approval-settings.ts";
import { type BoundBy, boundPresence } from "../bound-presence.ts";
import type { Session } from "./session.ts";

export type RevealParts = BoundBy & {
  readonly session: Pick<Session, "approves" | "vault">;
  readonly presence: Presence;
  readonly grants: Grants;
  /** The line in the system's prompt. */
  readonly text: () => string;
  /** Hears whose prompt is on the screen, and when it is no more. */
  readonly shown: (prompt: SystemPrompt | undefined) => void;
};

export class RevealApproval {
  readonly #parts: RevealParts;
  #away = new AbortController();
  #lastPrompt: Promise<unknown> = Promise.resolve();

  constructor(parts: RevealParts) {
    this.#parts = parts;
  }

  /**
   * `about`: which secret. Resolves at once where the owner does not want to be asked. Throws the refusal's code: after one of `NO_PROMPT`
   * the call can be made again with what was typed as its `secret`. Throws `vault.wrong-key` when that does not open the vault.
   */
  async approve(about: readonly CborValue[], secret: string | undefined): Promise<void> {
    const { session, grants } = this.#parts;
    const { vault } = session;
    if (!approvalSettings(vault).confirmReveal) return;
    const request: ApprovalRequest = { action: "reveal", about };
    const asked = await grants.ask(request, () => (secret === undefined ? this.#prompted(vault) : this.#typed(secret)));
    if (!asked.approved) throw new ExchangeError(asked.refusal);
    grants.redeem(asked.grant, request);
  }

  /** Takes the prompt away; the call that showed it ends with `presence.cancelled`. */
  stop(): void {
    this.#away.abort();
  }

  async #typed(secret: string): Promise<PresenceAnswer> {
    if (!(await this.#parts.session.approves(secret))) throw new ExchangeError("vault.wrong-key");
    return { approved: true, kind: "asserted" };
  }

  async #prompted(vault: Vault): Promise<PresenceAnswer> {
    this.stop();
    this.#away = new AbortController();
    const { signal } = this.#away;
    const asking = this.#lastPrompt.then(() => this.#verified(boundPresence(this.#parts.presence, vault, this.#parts), signal));
    this.#lastPrompt = asking.catch(() => {}); // heard below
    const answer = await asking;
    if (answer.approved && answer.kind === "bound") answer.key.wipe();
    return signal.aborted ? no("presence.cancelled") : answer;
  }

  async #verified(presence: Presence, signal: AbortSignal): Promise<PresenceAnswer> {
    const state = await presence.state("reveal");
    if (!state.ready) return no(state.refusal);
    if (signal.aborted) return no("presence.cancelled");
    const { text, shown } = this.#parts;
    const gone = () => shown(undefined);
    signal.addEventListener("abort", gone, { once: true });
    shown(state.prompt);
    try {
      return await presence.verify({ action: "reveal", text: text() }, { signal, deadline: PROMPT_DEADLINE });
    } finally {
      signal.removeEventListener("abort", gone);
      if (!signal.aborted) gone();
    }
  }
}

function no(refusal: Refusal): PresenceAnswer {
  return { approved: false, refusal };
}
