// What is in a transfer or a file, in numbers and short rows: counts by kind, what stays, what is lost, where two vaults differ.

import type { Conflict, Counts, Loss, StaysHere } from "../../../src-shared/exchange/ports.ts";
import type { ConflictRow, CountsView, LossRow, OutcomesView, StaysRow } from "../../../src-shared/ipc/views-transfer.ts";
import { staysKindOf } from "../stays-on-device.ts";
import { shownText } from "./shown-text.ts";

/** Characters of a title, of a credential type, and of one side of a conflict. */
export const TITLE_LENGTH = 200;
const KIND_LENGTH = 64;
const SIDE_LENGTH = 400;

/** The most frequent kind first. */
export function countsView({ items, files, collections, credentials }: Omit<Counts, "accounts">): CountsView {
  const kinds = Object.entries(credentials).flatMap(([kind, count]) => (count > 0 ? [{ kind: shownText(kind, KIND_LENGTH), count }] : []));
  return { items, files, collections, kinds: kinds.sort((a, b) => b.count - a.count) };
}

export function staysRows(stays: readonly StaysHere[]): readonly StaysRow[] {
  return stays.map(({ title, type, rpId, reason }) => {
    const held = staysKindOf(reason);
    return {
      title: shownText(title, TITLE_LENGTH),
      kind: shownText(type, KIND_LENGTH),
      ...(rpId !== undefined && { site: shownText(rpId, TITLE_LENGTH) }),
      ...(held !== undefined && { held }),
      reason: shownText(reason, TITLE_LENGTH),
    };
  });
}

export function lossRows(losses: readonly Loss[]): readonly LossRow[] {
  return losses.map(({ type, count, extent }) => ({ kind: shownText(type, KIND_LENGTH), count, extent }));
}

export function conflictRows(conflicts: readonly Conflict[]): readonly ConflictRow[] {
  return conflicts.map(({ ordinal, title, mine, theirs }) => ({
    ordinal,
    title: shownText(title, TITLE_LENGTH),
    mine: shownText(mine, SIDE_LENGTH),
    theirs: shownText(theirs, SIDE_LENGTH),
  }));
}

/** Only those that occurred. */
export function outcomesView(outcomes: { readonly [outcome: string]: number | undefined }): OutcomesView {
  return Object.fromEntries(Object.entries(outcomes).flatMap(([outcome, count]) => (count ? [[outcome, count]] : [])));
}
