// The words of a receipt, against receipts of every kind.

import { createIntl } from "react-intl";
import { describe, expect, it, test } from "vitest";
import { CLOSE_REASONS, type ReceiptItemRow, type ReceiptView } from "../src-shared/ipc/views-transfer.ts";
import { itemEnd, receiptTitle, receiptVerdict } from "./receipt-words.ts";
import { ENGLISH } from "./text/messages.ts";
import type { Fill } from "./text/text.tsx";

const intl = createIntl({ locale: "en", messages: ENGLISH });
const text: Fill = (id, values) => intl.formatMessage({ id }, values);
const NONE = { working: 0, failing: 0, untested: 0 };

function receipt(change: Partial<ReceiptView> = {}): ReceiptView {
  return {
    transferId: "00",
    role: "exporter",
    at: 0,
    counterpart: { name: "Attic", fingerprint: "" },
    counts: { items: 3, files: 0, collections: 0, kinds: [] },
    outcomes: { added: 3 },
    proven: 3,
    passkeys: { ...NONE, working: 2 },
    totps: NONE,
    stays: [],
    losses: [],
    safe: { answer: true, reason: "everything", count: 0 },
    items: [],
    itemTotal: 3,
    attention: 0,
    undoable: false,
    undone: false,
    rehearsal: false,
    ...change,
  };
}

describe("the title", () => {
  it.each<[string, Partial<ReceiptView>, string]>([
    ["says that it works when all that can be tested was", {}, "Everything arrived and works"],
    ["does not say so when nothing was tested", { passkeys: NONE }, "Everything arrived"],
    ["does not say so when a code was not compared", { totps: { ...NONE, untested: 1 } }, "Everything arrived"],
    ["says when it was taken back", { undone: true }, "This transfer was taken back"],
    ["says when it was practice", { rehearsal: true }, "The rehearsal went well"],
    ["tells a choice from everything", { safe: { answer: false, reason: "part-of-vault", count: 0 } }, "What you chose arrived"],
    [
      "of a choice still says what did not arrive",
      { safe: { answer: false, reason: "part-of-vault", count: 0 }, proven: 2, attention: 1 },
      "1 item did not arrive as it was",
    ],
    [
      "tells what was left out by choice from what did not arrive",
      { safe: { answer: false, reason: "not-proven", count: 1 }, outcomes: { added: 2, "skipped-by-owner": 1 }, proven: 2, attention: 1 },
      "Arrived, but 1 item was left out by choice",
    ],
    ["counts what did not arrive", { safe: { answer: false, reason: "not-proven", count: 2 } }, "2 items did not arrive as they were"],
  ])("%s", (_, change, expected) => {
    expect(receiptTitle(text, receipt(change))).toBe(expected);
  });
});

describe("the verdict", () => {
  test.each(CLOSE_REASONS)("has a tone that fits its answer when the reason is %s", (reason) => {
    const answer = reason === "everything";
    expect(receiptVerdict(text, receipt({ safe: { answer, reason, count: 1 } })).tone).toBe(answer ? "good" : "warn");
  });

  it("speaks of no passkeys when there were none", () => {
    expect(receiptVerdict(text, receipt({ passkeys: NONE })).because).toBe("Every item arrived as it was.");
  });

  it("gives no answer about a service after a rehearsal", () => {
    expect(receiptVerdict(text, receipt({ rehearsal: true })).tone).toBe("plain");
  });

  it("is no after it was taken back", () => {
    expect(receiptVerdict(text, receipt({ undone: true })).title).toBe("Safe to close the old service: no");
  });
});

describe("an item", () => {
  const row = (change: Partial<ReceiptItemRow>): ReceiptItemRow => ({
    title: "Mail",
    outcome: "added",
    verdict: "proven",
    passkeys: NONE,
    totps: NONE,
    ...change,
  });
  it.each<[string, Partial<ReceiptItemRow>, string]>([
    ["that was tested twice", { passkeys: { ...NONE, working: 1 }, totps: { ...NONE, working: 1 } }, "passkey tested, code equal"],
    ["with nothing to test", {}, "equal"],
    ["whose passkey fails", { verdict: "mismatch", passkeys: { ...NONE, failing: 1 } }, "passkey does not work"],
    ["that differs", { verdict: "mismatch" }, "differs"],
    ["that was not kept by choice", { outcome: "skipped-by-owner", verdict: "not-kept" }, "own version kept"],
    ["with one passkey of two untested", { passkeys: { ...NONE, working: 1, untested: 1 } }, "passkey not tested"],
  ])("%s says so", (_, change, expected) => {
    expect(itemEnd(text, row(change)).words).toBe(expected);
  });
});
