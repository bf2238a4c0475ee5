// What the owner decides about items that differ: one answer for all, and answers of their own for some. Pure.

import type { Decisions } from "../../src-shared/ipc/contract.ts";
import type { ConflictRow } from "../../src-shared/ipc/views-transfer.ts";

export const DECISIONS = ["keep-both", "keep-mine", "take-theirs"] as const;
export type Decision = (typeof DECISIONS)[number];

export type ConflictChoices = { readonly all: Decision; readonly own: ReadonlyMap<number, Decision> };

/** Loses nothing on either side. */
export const KEEP_BOTH: ConflictChoices = { all: "keep-both", own: new Map() };

export function chooseAll(all: Decision): ConflictChoices {
  return { all, own: new Map() };
}

export function chooseOne({ all, own }: ConflictChoices, ordinal: number, decision: Decision): ConflictChoices {
  const next = new Map(own);
  if (decision === all) next.delete(ordinal);
  else next.set(ordinal, decision);
  return { all, own: next };
}

export function choiceOf({ all, own }: ConflictChoices, ordinal: number): Decision {
  return own.get(ordinal) ?? all;
}

export function decisionsOf(choices: ConflictChoices, conflicts: readonly Pick<ConflictRow, "ordinal">[]): Decisions {
  return conflicts.map(({ ordinal }) => ({ ordinal, decision: choiceOf(choices, ordinal) }));
}
