// What became of the items of a transfer, in words.

import { OUTCOMES, type Outcome } from "../../src-shared/exchange/ports.ts";

export const OUTCOME_WORDS: Record<Outcome, string> = {
  added: "moved",
  merged: "merged",
  "kept-both": "kept beside the old one",
  "skipped-duplicate": "there already",
  "skipped-by-owner": "skipped as decided",
  failed: "failed",
};

export function outcomeWords(outcomes: { readonly [outcome in Outcome]?: number }, added = OUTCOME_WORDS.added): string {
  const words = { ...OUTCOME_WORDS, added };
  const parts = OUTCOMES.flatMap((outcome) => (outcomes[outcome] ? [`${outcomes[outcome]} ${words[outcome]}`] : []));
  return parts.length === 0 ? "nothing" : parts.join(", ");
}
