// What is said while the system's own prompt is on the screen: in it, and at the terminal beside it.

import type { PresenceAction, SystemPrompt } from "../../src-shared/presence/presence.ts";
import type { PromptProgress } from "../services/unlock-prompt.ts";
import { dim, green, type Output } from "./output.ts";

/** One line in the prompt, where it can show one: what Keyferry wants to do. */
export const PROMPT_TEXT: Record<PresenceAction, string> = {
  unlock: "open your vault",
  export: "send from your vault",
  import: "receive into your vault",
  reveal: "show a secret of your vault",
};

const ANSWER_IT: Record<SystemPrompt, string> = {
  polkit: "Answer the window of your system: type your password, or touch the fingerprint reader.",
  "touch-id": "Answer the window of your system: touch the fingerprint reader.",
  "windows-hello": "Answer Windows Hello.",
};

/** A refusal is told to a program here; a person reads it with what comes next. */
export function tellPrompt(output: Output, action: PresenceAction, progress: PromptProgress): void {
  output.emit({ event: "presence", action, ...progress });
  if (progress.state === "asking") output.note(dim(ANSWER_IT[progress.prompt]));
  if (progress.state === "approved") output.note(`${green("✓")} Your system confirmed that it is you.`);
}
