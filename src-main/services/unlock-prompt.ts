// The system's prompt before the key store opens a vault: asked wherever it can be asked.

import { ExchangeError } from "../../src-shared/errors.ts";
import type { Presence, Refusal } from "../../src-shared/presence/presence.ts";

/** Milliseconds the owner has to answer. */
const DEADLINE = 60_000;

/** Without one of these the key store opens as its owner chose when turning it on. The self-test names them. */
const CANNOT_ASK: ReadonlySet<Refusal> = new Set<Refusal>([
  "presence.not-installed",
  "presence.not-active-session",
  "presence.unavailable",
  "presence.silent-allow",
]);

export type UnlockPrompt = {
  /** Takes the prompt away. */
  readonly signal?: AbortSignal;
  /** One line in the owner's language. */
  readonly promptText?: string;
};

/** Resolves when the owner approved, or this computer has no prompt to ask with. Throws the refusal's code; whatever goes wrong after the prompt was to be had is one. */
export async function askToUnlock(presence: Presence | undefined, { signal, promptText }: UnlockPrompt): Promise<void> {
  if (presence === undefined) return;
  const state = await presence.state("unlock");
  if (!state.ready && CANNOT_ASK.has(state.refusal)) return;
  if (!state.ready) throw new ExchangeError(state.refusal);
  const question = { action: "unlock", text: promptText ?? "Open the vault" } as const;
  const answer = await presence.verify(question, { signal: signal ?? new AbortController().signal, deadline: DEADLINE });
  if (!answer.approved) throw new ExchangeError(answer.refusal);
  if (answer.kind === "bound") answer.key.wipe();
}
