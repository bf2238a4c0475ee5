// A receipt as the window shows it: the numbers, whether the old service may go and why, and the items that need a look first.

import type { Primitives } from "../../../src-shared/crypto/primitives.ts";
import type { ItemVerdict, Tally } from "../../../src-shared/exchange/liveness.ts";
import { closeVerdict, type Receipt } from "../../../src-shared/exchange/receipt.ts";
import { MAXIMUM_RECEIPT_ROWS, type ReceiptItemRow, type ReceiptView, type TallyView } from "../../../src-shared/ipc/views-transfer.ts";
import { countsView, lossRows, outcomesView, staysRows, TITLE_LENGTH } from "./contents-view.ts";
import { NAME_LENGTH } from "./counterpart-view.ts";
import { deviceFingerprint } from "./device-fingerprint.ts";
import { shownText } from "./shown-text.ts";

export type ReceiptFate = { readonly undoable: boolean; readonly undone: boolean; readonly rehearsal: boolean };

/** Nothing to take back: the exporter's, and a rehearsal's. */
export const NOT_UNDOABLE = { undoable: false, undone: false } as const;

export function receiptView(primitives: Pick<Primitives, "sha256">, receipt: Receipt, fate: ReceiptFate): ReceiptView {
  const { transferId, role, at, counterpart, counts, outcomes, proven, passkeys, totps, stays, losses, items } = receipt;
  const wanting = items.filter(needsLook);
  const shown = [...wanting.slice(0, MAXIMUM_RECEIPT_ROWS), ...others(items, MAXIMUM_RECEIPT_ROWS - wanting.length)];
  return {
    transferId,
    role,
    at,
    counterpart: { name: shownText(counterpart.name, NAME_LENGTH), fingerprint: deviceFingerprint(primitives, counterpart.key) },
    counts: countsView(counts),
    outcomes: outcomesView(outcomes),
    proven,
    passkeys: tallyView(passkeys),
    totps: tallyView(totps),
    stays: staysRows(stays),
    losses: lossRows(losses),
    safe: closeVerdict(receipt),
    items: shown.map(itemRow),
    itemTotal: items.length,
    attention: wanting.length,
    ...fate,
  };
}

/** Not proven, or something in it failed or was not tested. */
export function needsLook({ verdict, passkeys, totps }: ItemVerdict): boolean {
  return verdict !== "proven" || [passkeys, totps].some(({ failing, untested }) => failing + untested > 0);
}

function others(items: readonly ItemVerdict[], most: number): readonly ItemVerdict[] {
  const found: ItemVerdict[] = [];
  for (const item of items) {
    if (found.length >= most) break;
    if (!needsLook(item)) found.push(item);
  }
  return found;
}

function itemRow({ title, outcome, verdict, passkeys, totps }: ItemVerdict): ReceiptItemRow {
  return { title: shownText(title, TITLE_LENGTH), outcome, verdict, passkeys: tallyView(passkeys), totps: tallyView(totps) };
}

function tallyView({ working, failing, untested }: Tally): TallyView {
  return { working, failing, untested };
}
