// The owner's approval at this computer: the system's prompt, bound to what was shown; a typed proof as well, or where there is no prompt.

import { ExchangeError, REMEDY } from "../../src-shared/errors.ts";
import { type ApprovalRequest, type Grant, Grants } from "../../src-shared/presence/approval.ts";
import { NO_PROMPT, PROMPT_DEADLINE, type Presence, type PresenceAction, type Refusal, type SystemPrompt } from "../../src-shared/presence/presence.ts";
import type { Vault } from "../../src-shared/vault/model.ts";
import { approvalSettings } from "../services/approval-settings.ts";
import { boundPresence } from "../services/bound-presence.ts";
import { isMadeUp } from "../services/rehearsal-vaults.ts";
import type { Context } from "./context.ts";
import { dim, yellow } from "./output.ts";
import { PROMPT_TEXT, tellPrompt } from "./prompt-words.ts";
import type { TypedProof } from "./typed-proof.ts";

/** How often the system's prompt is shown for one approval. */
const PROMPTS = 3;

/**
 * Resolves when the owner approved the very thing that was shown. `signal` takes the question back.
 * Throws a `presence.…` code, `vault.wrong-key` or `owner.cancelled`.
 */
export type Approve = (request: ApprovalRequest, signal: AbortSignal) => Promise<void>;

/** Of this vault, as its owner set it; a rehearsal's vaults are nobody's. */
export function approvalOf(context: Context, vault: Vault, proof: TypedProof): Approve {
  const { presence, hardware, exchange } = context.host;
  const approver = new Approver(context, proof, boundPresence(presence, vault, { hardware, clock: exchange.clock }));
  return async (request, signal) => {
    if (await isMadeUp(vault)) return;
    await approver.approve(request, request.action === "export" && approvalSettings(vault).passphraseOnExport, signal);
  };
}

class Approver {
  readonly #context: Context;
  readonly #proof: TypedProof;
  readonly #presence: Presence;
  readonly #grants: Grants;

  constructor(context: Context, proof: TypedProof, presence: Presence) {
    const { primitives, clock } = context.host.exchange;
    this.#presence = presence;
    this.#context = context;
    this.#proof = proof;
    this.#grants = new Grants(primitives, clock);
  }

  /** `typedToo`: as well as the system's prompt. */
  async approve(request: ApprovalRequest, typedToo: boolean, signal: AbortSignal): Promise<void> {
    this.#grants.redeem(await this.#grant(request, typedToo, AbortSignal.any([this.#context.signal, signal])), request);
  }

  async #grant(request: ApprovalRequest, typedToo: boolean, stop: AbortSignal): Promise<Grant> {
    const state = await this.#presence.state(request.action);
    if (!state.ready) {
      tellPrompt(this.#context.output, request.action, { state: "refused", code: state.refusal });
      return this.#typedInstead(request, state.refusal, stop);
    }
    if (typedToo) await this.#proof.need([], stop);
    for (let shown = 1; ; shown++) {
      const asked = await this.#grants.ask(request, () => this.#prompt(request.action, state.prompt, stop));
      if (asked.approved) return asked.grant;
      if (stop.aborted) throw new ExchangeError("owner.cancelled");
      if (NO_PROMPT.has(asked.refusal)) return this.#typedInstead(request, asked.refusal, stop);
      if (shown >= PROMPTS || !(await this.#onceMore(request.action, asked.refusal, stop))) throw new ExchangeError(asked.refusal);
    }
  }

  async #prompt(action: PresenceAction, prompt: SystemPrompt, signal: AbortSignal) {
    const { output } = this.#context;
    tellPrompt(output, action, { state: "asking", prompt });
    const answer = await this.#presence.verify({ action, text: PROMPT_TEXT[action] }, { signal, deadline: PROMPT_DEADLINE });
    tellPrompt(output, action, answer.approved ? { state: "approved" } : { state: "refused", code: answer.refusal });
    if (answer.approved && answer.kind === "bound") answer.key.wipe();
    return answer;
  }

  #onceMore(action: PresenceAction, refusal: Refusal, signal: AbortSignal): Promise<boolean> {
    const about = [yellow(REMEDY[refusal])];
    return this.#context.prompter.confirm({ kind: "ask-again", detail: { action, code: refusal }, about, text: "Ask again", signal });
  }

  async #typedInstead(request: ApprovalRequest, refusal: Refusal, signal: AbortSignal): Promise<Grant> {
    const { output } = this.#context;
    const counts = this.#proof.given ? " What you typed to open the vault counts." : "";
    output.note(dim(`${REMEDY[refusal]}${counts}`));
    const asked = await this.#grants.ask(request, async () => {
      await this.#proof.need([], signal);
      return { approved: true };
    });
    if (!asked.approved) throw new ExchangeError(asked.refusal);
    return asked.grant;
  }
}
