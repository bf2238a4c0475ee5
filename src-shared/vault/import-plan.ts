// What an import would do to each item, decided from the vault as it was before: never among the imported ones themselves.

import { sameBytes } from "../bytes.ts";
import { keyOf } from "./keys.ts";
import type { Conflict, Counts, ImportPlan, PlannedOutcome } from "./model.ts";
import type { StagedItems } from "./staged-items.ts";
import type { StoredView } from "./stored-view.ts";

/** What the vault holds that the staged items have to be held against. */
export type Existing = {
  /** The item with the same account and id, by ordinal. */
  readonly sameId: ReadonlyMap<number, StoredView>;
  /** An active item with the same account and content under any id, by `keyOf` of the mark. */
  readonly twins: ReadonlyMap<string, StoredView>;
  readonly passkeys: ReadonlySet<string>;
};

/** One pass over the vault's views. */
export function findExisting(views: Iterable<{ readonly id: Uint8Array; readonly view: StoredView }>, staged: StagedItems): Existing {
  let contents: ReadonlySet<string> | undefined;
  const sameId = new Map<number, StoredView>();
  const twins = new Map<string, StoredView>();
  const passkeys = new Set<string>();
  for (const { id, view } of views) {
    contents ??= contentsOf(staged);
    const ordinal = staged.ordinalOf(id);
    if (ordinal !== undefined) sameId.set(ordinal, view);
    if (view.trashedAt !== undefined) continue;
    const content = keyOf(view.content);
    if (contents.has(content)) twins.set(content, view);
    for (const mark of view.passkeys) passkeys.add(keyOf(mark));
  }
  return { sameId, twins, passkeys };
}

function contentsOf(staged: StagedItems): ReadonlySet<string> {
  return new Set(Array.from({ length: staged.length }, (_, ordinal) => keyOf(staged.at(ordinal).content)));
}

/** `failed`: the item's files did not arrive whole. */
function planItem(existing: Existing, ordinal: number, content: Uint8Array, failed: boolean): PlannedOutcome {
  if (failed) return "failed";
  const same = existing.sameId.get(ordinal);
  if (same === undefined) return existing.twins.has(keyOf(content)) ? "skipped-duplicate" : "added";
  if (same.trashedAt !== undefined) return "merged";
  if (sameBytes(same.content, content)) return "skipped-duplicate";
  return existing.twins.has(keyOf(content)) ? "skipped-duplicate" : "conflict";
}

/** `repeated`: ordinals whose id came earlier in this import; they were staged under an id of their own. */
export function planOutcomes(
  staged: StagedItems,
  existing: Existing,
  failed: ReadonlySet<number>,
  repeated: ReadonlyMap<number, unknown>,
): readonly PlannedOutcome[] {
  return Array.from({ length: staged.length }, (_, ordinal) => {
    const outcome = planItem(existing, ordinal, staged.at(ordinal).content, failed.has(ordinal));
    return outcome === "added" && repeated.has(ordinal) ? "kept-both" : outcome;
  });
}

export function tallyOf<O extends string>(outcomes: readonly O[]): { readonly [outcome in O]?: number } {
  const tally: { [outcome in O]?: number } = {};
  for (const outcome of outcomes) tally[outcome] = (tally[outcome] ?? 0) + 1;
  return tally;
}

export function planOf(
  staged: StagedItems,
  existing: Existing,
  outcomes: readonly PlannedOutcome[],
  counts: Pick<Counts, "accounts" | "collections" | "files">,
): ImportPlan {
  const conflicts: Conflict[] = [];
  for (const [ordinal, mine] of existing.sameId) {
    if (outcomes[ordinal] !== "conflict") continue;
    const theirs = staged.view(ordinal);
    conflicts.push({ ordinal, title: theirs.item.title, mine: describe(mine), theirs: describe(theirs) });
  }
  const samePasskey = new Map<number, string>();
  for (const { ordinal, mark } of staged.passkeys) {
    if (outcomes[ordinal] === "added" && existing.passkeys.has(mark)) samePasskey.set(ordinal, staged.view(ordinal).item.title);
  }
  return {
    counts: { ...counts, items: staged.length, credentials: staged.credentials },
    outcomes: tallyOf(outcomes),
    conflicts: conflicts.sort((a, b) => a.ordinal - b.ordinal),
    samePasskey: Array.from(samePasskey, ([ordinal, title]) => ({ ordinal, title })),
  };
}

/** Enough to tell two versions apart without a secret: title, user name, kinds, and when it was changed. */
function describe({ item }: StoredView): string {
  const changed = item.modifiedAt === undefined ? [] : [`changed ${utcDay(item.modifiedAt)} ${utcTime(item.modifiedAt)} UTC`];
  return [item.title, ...(item.username === undefined ? [] : [item.username]), item.kinds.join(", "), ...changed].join(" · ");
}

/** Unix seconds as HH:MM. */
function utcTime(seconds: number): string {
  const minutes = Math.floor((((seconds % 86_400) + 86_400) % 86_400) / 60);
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

/** Unix seconds as YYYY-MM-DD. The days-to-civil rule of the proleptic Gregorian calendar. */
function utcDay(seconds: number): string {
  const days = Math.floor(seconds / 86_400) + 719_468;
  const era = Math.floor(days / 146_097);
  const ofEra = days - era * 146_097;
  const yearOfEra = Math.floor((ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365);
  const dayOfYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}
