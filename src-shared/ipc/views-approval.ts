// What the window shows of an approval: what has to be typed, whose prompt follows, and how the last try ended.

import type { ErrorCode } from "../errors.ts";

/** Whose prompt it is. */
export type SystemPrompt = "polkit" | "touch-id" | "windows-hello";

/** Why nobody approved; its words are those of the code. */
export type Refusal = Extract<ErrorCode, `presence.${string}`>;

/** After one of these the prompt cannot be had here: what is typed stands in. */
export const NO_PROMPT_CODES: readonly ErrorCode[] = [
  "presence.no-agent",
  "presence.not-installed",
  "presence.not-active-session",
  "presence.silent-allow",
  "presence.unavailable",
];

export type Approval = {
  /** Has to be typed before anything else. */
  readonly typed?: "passphrase" | "recovery-key";
  /** The system's prompt follows when the owner presses approve. */
  readonly prompt?: SystemPrompt;
  /** Why the system cannot ask; what is typed stands in. */
  readonly missing?: Refusal;
  /** The system's prompt is on the screen now. */
  readonly asking: boolean;
  /** What was typed last did not open the vault. */
  readonly wrong: boolean;
  /** How the last prompt ended. */
  readonly refused?: Refusal;
};

/** What the owner wants to be asked for. */
export type ApprovalSettingsView = {
  /** The passphrase as well, before the system's prompt, when something is sent. */
  readonly passphraseOnExport: boolean;
  /** The system's prompt before each secret that is shown or copied. */
  readonly confirmReveal: boolean;
};
