// How many items a file would bring, as the owner has decided so far. Pure.

import type { ConflictRow, OutcomesView } from "../../../src-shared/ipc/views-transfer.ts";
import { arrived } from "../../transfer/arrived.ts";
import { type ConflictChoices, choiceOf } from "../../transfer/conflict-choices.ts";

export function comingIn(outcomes: OutcomesView, conflicts: readonly Pick<ConflictRow, "ordinal">[], choices: ConflictChoices): number {
  return arrived(outcomes) + conflicts.filter(({ ordinal }) => choiceOf(choices, ordinal) !== "keep-mine").length;
}
