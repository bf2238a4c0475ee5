// What is to happen where this vault and what arrives differ: decided by an option for all, or asked one by one.

import type { Conflict, Decision, ImportPlan } from "../../src-shared/exchange/ports.ts";
import { quoted } from "./counterpart-text.ts";
import type { Output } from "./output.ts";
import { plainLine } from "./plain-text.ts";
import type { Choice, Prompter } from "./prompter.ts";
import { count } from "./wording.ts";

export const CONFLICT_POLICIES = ["ask", "keep-both", "keep-mine", "take-theirs"] as const;
export type ConflictPolicy = (typeof CONFLICT_POLICIES)[number];

type Answer = Decision | `${Decision}-always`;

const CHOICES: readonly Choice<Answer>[] = [
  { value: "keep-both", text: "Keep both" },
  { value: "keep-mine", text: "Keep the one in this vault" },
  { value: "take-theirs", text: "Take the arriving one; the old one stays in the item's history" },
  { value: "keep-both-always", text: "Keep both, here and in all that follow" },
  { value: "keep-mine-always", text: "Keep this vault's, here and in all that follow" },
  { value: "take-theirs-always", text: "Take the arriving one, here and in all that follow" },
];

type Asking = { readonly output: Output; readonly prompter: Prompter };

/** Throws `owner.cancelled`. */
export async function decideConflicts(
  { output, prompter }: Asking,
  { conflicts, outcomes }: ImportPlan,
  policy: ConflictPolicy,
  signal?: AbortSignal,
): Promise<(conflict: Conflict) => Decision> {
  if (policy !== "ask") return () => policy;
  if (conflicts.length > 0) output.note(`${count(conflicts.length, "item")} in this vault ${conflicts.length === 1 ? "differs" : "differ"} from what arrives.`);
  const decided = new Map<number, Decision>();
  let always: Decision | undefined;
  for (const [index, conflict] of conflicts.entries()) {
    always ??= await askOne(prompter, { conflict, index, of: conflicts.length, outcomes }, signal, decided);
    if (always !== undefined) decided.set(conflict.ordinal, always);
  }
  return ({ ordinal }) => decided.get(ordinal) ?? always ?? "keep-both";
}

type Case = { readonly conflict: Conflict; readonly index: number; readonly of: number; readonly outcomes: ImportPlan["outcomes"] };

/** Writes the decision down; answers it only when it is to hold for all that follow. */
async function askOne(
  prompter: Prompter,
  { conflict, index, of, outcomes }: Case,
  signal: AbortSignal | undefined,
  decided: Map<number, Decision>,
): Promise<Decision | undefined> {
  const { ordinal, title, mine, theirs } = conflict;
  const about = ["", `${index + 1} of ${of}  ${quoted(title)}`, `  in this vault  ${plainLine(mine)}`, `  arriving       ${plainLine(theirs)}`];
  const detail = { ordinal, title, mine, theirs, index, of, outcomes };
  const answer = await prompter.choose({ kind: "review-merge", detail, about, text: "What should happen", ...(signal ? { signal } : {}) }, CHOICES);
  const always = CONFLICT_POLICIES.find((policy): policy is Decision => answer === `${policy}-always`);
  if (always === undefined) decided.set(ordinal, answer as Decision);
  return always;
}
