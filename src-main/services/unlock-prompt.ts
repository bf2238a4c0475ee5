// The system's prompt before the key store opens a vault: asked wherever it can be asked.

import { ExchangeError } from "../../src-shared/errors.ts";
import { PROMPT_DEADLINE, type Presence, type Refusal, type SystemPrompt } from "../../src-shared/presence/presence.ts";

/** Without one of these the key store opens as its owner chose when turning it on. The self-test names them. */
const CANNOT_ASK: ReadonlySet<Refusal> = new Set<Refusal>([
  "presence.not-installed",
  "presence.not-active-session",
  "presence.unavailable",
  "presence.silent-allow",
]);

/** How it goes, for whoever tells the owner. A prompt that cannot be had is not told: the key store needs none then. */
export type PromptProgress =
  | { readonly state: "asking"; readonly prompt: SystemPrompt }
  | { readonly state: "approved" }
  | { readonly state: "refused"; readonly code: Refusal };

export type UnlockPrompt = {
  /** Takes the prompt away. */
  readonly signal?: AbortSignal;
  /** One line in the owner's language. */
  readonly promptText?: string;
  readonly prompting?: (progress: PromptProgress) => void;
};

/** Resolves when the owner approved, or this computer has no prompt to ask with. Throws the refusal's code; whatever goes wrong after the prompt was to be had is one. */
export async function askToUnlock(presence: Presence | undefined, { signal, promptText, prompting = () => {} }: UnlockPrompt): Promise<void> {
  if (presence === undefined) return;
  const state = await presence.state("unlock");
  if (!state.ready && CANNOT_ASK.has(state.refusal)) return;
  if (!state.ready) throw new ExchangeError(state.refusal);
  const question = { action: "unlock", text: promptText ?? "Open the vault" } as const;
  prompting({ state: "asking", prompt: state.prompt });
  const answer = await presence.verify(question, { signal: signal ?? new AbortController().signal, deadline: PROMPT_DEADLINE });
  prompting(answer.approved ? { state: "approved" } : { state: "refused", code: answer.refusal });
  if (!answer.approved) throw new ExchangeError(answer.refusal);
  if (answer.kind === "bound") answer.key.wipe();
}
