// What the reader of a file found, for a screen: findings of one kind and reason together, with a few of the titles they are about.

import type { Finding, FindingKind } from "../../../src-shared/cxf/report.ts";
import type { FindingGroup } from "../../../src-shared/ipc/views-transfer.ts";
import { TITLE_LENGTH } from "./contents-view.ts";
import { shownText } from "./shown-text.ts";

const EXAMPLES = 3;

const KINDS: Record<FindingKind, FindingGroup["kind"]> = { refused: "refused", repaired: "repaired", noted: "note" };
const ORDER: readonly FindingGroup["kind"][] = ["refused", "repaired", "note"];

/** What is left out first; the most frequent reason of a kind first. */
export function findingGroups(findings: readonly Finding[]): readonly FindingGroup[] {
  const groups = [...Map.groupBy(findings, ({ kind, reason }) => `${kind} ${reason}`).values()].flatMap(groupOf);
  return groups.sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || b.count - a.count);
}

function groupOf(some: readonly Finding[]): readonly FindingGroup[] {
  const [first] = some;
  if (first === undefined) return [];
  const titles = new Set(some.flatMap(({ about }) => (about ? [shownText(about, TITLE_LENGTH)] : [])));
  return [{ kind: KINDS[first.kind], reason: first.reason, count: some.length, examples: [...titles].slice(0, EXAMPLES) }];
}
