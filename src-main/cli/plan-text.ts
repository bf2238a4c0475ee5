// What an import would do, before it does it: the plan's counts and conflicts, and what the reader of the file found.

import { REASONS as CXF_REASONS } from "../../src-shared/cxf/reasons.ts";
import type { Finding } from "../../src-shared/cxf/report.ts";
import { REASONS as SOURCE_REASONS } from "../../src-shared/migrate/reasons.ts";
import type { ImportPlan, PlannedOutcome } from "../../src-shared/vault/model.ts";
import { contents, quoted } from "./counterpart-text.ts";
import { dim, type Output, red, yellow } from "./output.ts";
import { plainLine } from "./plain-text.ts";
import { count } from "./wording.ts";

/** Findings of one reason that are shown to a person one by one. */
const NAMED = 3;

const PLANNED_WORDS: Record<PlannedOutcome, string> = {
  added: "will be added",
  merged: "will be merged",
  "kept-both": "will be kept beside the old one",
  "skipped-duplicate": "already there",
  "skipped-by-owner": "will be skipped",
  failed: "cannot be kept",
  conflict: "need a decision",
};

export function showPlan(output: Output, plan: ImportPlan, about: { readonly format: string; readonly dryRun: boolean }): void {
  const { counts, outcomes, conflicts, samePasskey } = plan;
  const planned = (Object.keys(PLANNED_WORDS) as PlannedOutcome[]).flatMap((outcome) =>
    outcomes[outcome] ? [`  ${outcomes[outcome]} ${PLANNED_WORDS[outcome]}`] : [],
  );
  output.emit({ event: "plan", ...about, counts, outcomes, conflicts, samePasskey }, [
    contents(counts),
    ...planned,
    ...(about.dryRun
      ? conflicts.map(({ title, mine, theirs }) => `  ${yellow("differs")} ${quoted(title)}: here ${plainLine(mine)}, arriving ${plainLine(theirs)}`)
      : []),
    ...samePasskey.map(({ title }) => `  ${yellow("!")} ${quoted(title)} holds a passkey that another item holds too`),
    ...(about.dryRun ? [dim("Nothing was written.")] : []),
  ]);
}

/** One event each; for a person grouped by reason. */
export function showFindings(output: Output, findings: readonly Finding[]): void {
  if (output.json) {
    for (const finding of findings) output.emit({ event: "finding", ...finding, text: reasonText(finding.reason) });
    return;
  }
  for (const [reason, some] of Map.groupBy(findings, ({ kind, reason }) => `${kind} ${reason}`)) {
    const [first] = some;
    if (first === undefined) continue;
    const mark = reason.startsWith("refused") ? red("left out") : reason.startsWith("repaired") ? yellow("repaired") : dim("note");
    output.lines(`${mark}  ${reasonText(first.reason)} ${dim(count(some.length, "time"))}`);
    const named = some.flatMap(({ about }) => (about ? [quoted(about)] : [])).slice(0, NAMED);
    if (named.length > 0) output.lines(dim(`    ${named.join(", ")}${some.length > named.length ? ", …" : ""}`));
  }
}

function reasonText(reason: string): string {
  const known: { readonly [reason: string]: string } = { ...CXF_REASONS, ...SOURCE_REASONS };
  return Object.hasOwn(known, reason) ? (known[reason] ?? reason) : reason;
}
