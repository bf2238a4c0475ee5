// How many items a file would bring, as the owner has decided so far. Pure.

import type { ConflictRow, OutcomesView } from "../../../src-shared/ipc/views-transfer.ts";
import { type ConflictChoices, choiceOf } from "../../transfer/conflict-choices.ts";

const COMING = ["added", "merged", "kept-both"] as const;

export function comingIn(outcomes: OutcomesView, conflicts: readonly Pick<ConflictRow, "ordinal">[], choices: ConflictChoices): number {
  return arrived(outcomes) + conflicts.filter(({ ordinal }) => choiceOf(choices, ordinal) !== "keep-mine").length;
}

/** Of what was done. */
export function arrived(outcomes: OutcomesView): number {
  return COMING.reduce((sum, outcome) => sum + (outcomes[outcome] ?? 0), 0);
}
