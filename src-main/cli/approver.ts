// The owner's approval at this computer: the system's prompt, bound to what was shown; a typed proof as well, or where there is no prompt.

import { ExchangeError, REMEDY } from "../../src-shared/errors.ts";
import { type ApprovalRequest, GRANT_LIFE, type Grant, Grants } from "../../src-shared/presence/approval.ts";
import { NO_PROMPT, type PresenceAction, type Refusal, type SystemPrompt } from "../../src-shared/presence/presence.ts";
import type { Vault } from "../../src-shared/vault/model.ts";
import { approvalSettings } from "../services/desktop/approval-settings.ts";
import { isMadeUp } from "../services/rehearsal-vaults.ts";
import type { Context } from "./context.ts";
import { dim, green, yellow } from "./output.ts";
import type { TypedProof } from "./typed-proof.ts";

/** How often the system's prompt is shown for one approval. */
const PROMPTS = 3;

const ANSWER_IT: Record<SystemPrompt, string> = {
  polkit: "Answer the window of your system: type your password, or touch the fingerprint reader.",
  "touch-id": "Answer the window of your system: touch the fingerprint reader.",
  "windows-hello": "Answer Windows Hello.",
};

/** One line in the system's prompt, where it can show one. */
const TEXT: Record<PresenceAction, string> = {
  unlock: "open your vault",
  export: "send from your vault",
  import: "receive into your vault",
  reveal: "show a secret of your vault",
};

/**
 * Resolves when the owner approved the very thing that was shown. `signal` takes the question back.
 * Throws a `presence.…` code, `vault.wrong-key` or `owner.cancelled`.
 */
export type Approve = (request: ApprovalRequest, signal: AbortSignal) => Promise<void>;

/** Of this vault, as its owner set it; a rehearsal's vaults are nobody's. */
export function approvalOf(context: Context, vault: Vault, proof: TypedProof): Approve {
  if (isMadeUp(vault)) return async () => {};
  const approver = new Approver(context, proof);
  return (request, signal) => approver.approve(request, request.action === "export" && approvalSettings(vault).passphraseOnExport, signal);
}

class Approver {
  readonly #context: Context;
  readonly #proof: TypedProof;
  readonly #grants: Grants;

  constructor(context: Context, proof: TypedProof) {
    const { primitives, clock } = context.host.exchange;
    this.#context = context;
    this.#proof = proof;
    this.#grants = new Grants(primitives, clock);
  }

  /** `typedToo`: as well as the system's prompt. */
  async approve(request: ApprovalRequest, typedToo: boolean, signal: AbortSignal): Promise<void> {
    this.#grants.redeem(await this.#grant(request, typedToo, AbortSignal.any([this.#context.signal, signal])), request);
  }

  async #grant(request: ApprovalRequest, typedToo: boolean, stop: AbortSignal): Promise<Grant> {
    const state = await this.#context.host.presence.state(request.action);
    if (!state.ready) {
      this.#refused(request.action, state.refusal);
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
    const { output, host } = this.#context;
    output.emit({ event: "presence", state: "asking", action, prompt });
    output.note(dim(ANSWER_IT[prompt]));
    const answer = await host.presence.verify({ action, text: TEXT[action] }, { signal, deadline: GRANT_LIFE * 1000 });
    if (answer.approved) {
      if (answer.kind === "bound") answer.key.wipe();
      output.emit({ event: "presence", state: "approved", action });
      output.note(`${green("✓")} Your system confirmed that it is you.`);
      return { approved: true } as const;
    }
    this.#refused(action, answer.refusal);
    return answer;
  }

  #refused(action: PresenceAction, code: Refusal): void {
    this.#context.output.emit({ event: "presence", state: "refused", action, code });
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
