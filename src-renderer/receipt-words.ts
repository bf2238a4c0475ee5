// What a receipt says in words: the result, whether the old service may go and why, and each item's end. Never more than was proved.

import type { ReceiptItemRow, ReceiptView, TallyView } from "../src-shared/ipc/views-transfer.ts";
import type { Fill } from "./text/text.tsx";

export type Tone = "good" | "warn" | "plain";
export type Verdict = { readonly tone: Tone; readonly title: string; readonly because: string };

/** The screen's title: the result. */
export function receiptTitle(text: Fill, receipt: ReceiptView): string {
  const { safe, undone, rehearsal, role, passkeys, totps } = receipt;
  if (undone) return text("receipts.result.undone");
  if (rehearsal) return text(receipt.attention === 0 ? "receipts.result.rehearsal" : "receipts.result.rehearsalWith");
  if (onlyByChoice(receipt)) return text("receipts.result.by-choice", { count: leftOut(receipt) });
  if (safe.reason === "everything") return text(works(passkeys, totps) ? "receipts.result.everything" : "receipts.result.whole");
  if (safe.reason === "part-of-vault") {
    if (receipt.attention > 0 && receipt.proven < receipt.counts.items)
      return text("receipts.result.not-proven", { count: receipt.counts.items - receipt.proven });
    return text(role === "exporter" ? "receipts.result.part-of-vault" : "receipts.result.part-received");
  }
  return text(`receipts.result.${safe.reason}`, { count: safe.count });
}

export function receiptVerdict(text: Fill, receipt: ReceiptView): Verdict {
  const { safe, undone, rehearsal, passkeys } = receipt;
  if (rehearsal) return { tone: "plain", title: text("receipts.rehearsal"), because: text("receipts.rehearsal.text") };
  if (undone) return { tone: "warn", title: text("receipts.verdict.undone"), because: text("receipts.because.undone") };
  const title = text(safe.answer ? "receipts.verdict.yes" : "receipts.verdict.no");
  if (onlyByChoice(receipt)) return { tone: "warn", title, because: text("receipts.because.by-choice", { count: leftOut(receipt) }) };
  if (safe.reason === "everything" && sum(passkeys) === 0) return { tone: "good", title, because: text("receipts.because.noPasskeys") };
  return { tone: safe.answer ? "good" : "warn", title, because: text(`receipts.because.${safe.reason}`, { count: safe.count }) };
}

/** Nothing is the matter but that its owner kept the version there was. */
function onlyByChoice(receipt: ReceiptView): boolean {
  const count = leftOut(receipt);
  return receipt.safe.reason === "not-proven" && count > 0 && count === receipt.safe.count;
}

function leftOut({ outcomes }: ReceiptView): number {
  return outcomes["skipped-by-owner"] ?? 0;
}

export type ItemEnd = { readonly good: boolean; readonly words: string };

/** What became of an item, the worst first. */
export function itemEnd(text: Fill, item: ReceiptItemRow): ItemEnd {
  const trouble = itemTrouble(item);
  if (trouble !== undefined) return { good: false, words: text(`receipts.item.${trouble}`) };
  const [passkey, code] = [item.passkeys.working > 0, item.totps.working > 0];
  return { good: true, words: text(`receipts.item.${passkey && code ? "both" : passkey ? "passkey" : code ? "code" : "equal"}`) };
}

function itemTrouble({ outcome, verdict, passkeys, totps }: ReceiptItemRow) {
  if (outcome === "skipped-by-owner") return "by-owner";
  if (outcome === "failed") return "failed";
  if (verdict === "not-kept") return "not-kept";
  if (passkeys.failing > 0) return "passkey-failing";
  if (totps.failing > 0) return "code-failing";
  if (verdict !== "proven") return "mismatch";
  if (passkeys.untested > 0) return "passkey-untested";
  return totps.untested > 0 ? "code-untested" : undefined;
}

/** Known outcomes in the order they are shown. */
export const OUTCOMES = ["added", "merged", "kept-both", "skipped-duplicate", "skipped-by-owner", "failed"] as const;

export function outcomeWord(text: Fill, outcome: string): string {
  const known = OUTCOMES.find((one) => one === outcome);
  return text(`receipts.outcome.${known ?? "other"}`);
}

export function sum({ working, failing, untested }: TallyView): number {
  return working + failing + untested;
}

/** Something was tried, and all of it worked. */
function works(...tallies: readonly TallyView[]): boolean {
  return tallies.some(({ working }) => working > 0) && tallies.every(({ failing, untested }) => failing + untested === 0);
}
