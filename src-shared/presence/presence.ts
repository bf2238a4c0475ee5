// Asking the owner through the operating system's own prompt: what can be asked, what it answers, and why nobody approved.

import type { ErrorCode } from "../errors.ts";
import type { Secret } from "../secret.ts";

/** Each is an action of its own to the system, because its prompt cannot say more. */
export const PRESENCE_ACTIONS = ["unlock", "export", "import", "reveal"] as const;
export type PresenceAction = (typeof PRESENCE_ACTIONS)[number];

/** Whose prompt it is. `polkit` may ask for a finger as well as for the password (PAM). */
export const SYSTEM_PROMPTS = ["polkit", "touch-id", "windows-hello"] as const;
export type SystemPrompt = (typeof SYSTEM_PROMPTS)[number];

/** Why there was no approval; the person reads the remedy of this code. */
export type Refusal = Extract<ErrorCode, `presence.${string}`>;

/** After one of these the prompt cannot be had here: another proof has to stand in. After the others the owner may try again. */
export const NO_PROMPT: ReadonlySet<Refusal> = new Set<Refusal>([
  "presence.no-agent",
  "presence.not-installed",
  "presence.not-active-session",
  "presence.silent-allow",
  "presence.unavailable",
]);

export type PresenceState = { readonly ready: true; readonly prompt: SystemPrompt } | { readonly ready: false; readonly refusal: Refusal };

/** `asserted`: the system says yes. `bound`: it gave a key that it gives after the gesture only. */
export type PresenceAnswer =
  | { readonly approved: true; readonly kind: "asserted" }
  | { readonly approved: true; readonly kind: "bound"; readonly key: Secret }
  | { readonly approved: false; readonly refusal: Refusal };

/** Milliseconds that the owner has to answer a prompt. */
export const PROMPT_DEADLINE = 60_000;

export type PresenceQuestion = {
  readonly action: PresenceAction;
  /** One line in the owner's language, for prompts that can show one. */
  readonly text: string;
};

export interface Presence {
  /** Asks nobody. A system that would say yes without asking is not ready: `presence.silent-allow`. */
  state(action: PresenceAction): Promise<PresenceState>;
  /** Shows the prompt. `presence.cancelled` when `signal` is aborted, `presence.timed-out` after `deadline` milliseconds; the prompt is taken away then. Never throws. */
  verify(question: PresenceQuestion, options: { readonly signal: AbortSignal; readonly deadline: number }): Promise<PresenceAnswer>;
}
