// A printed receipt says what is safe, and names everything that is not proven.

import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import type { ItemVerdict } from "../../src-shared/exchange/liveness.ts";
import { NO_OUTCOMES, type Receipt } from "../../src-shared/exchange/receipt.ts";
import { receiptLines } from "./receipt-text.ts";

const NONE = { working: 0, failing: 0, untested: 0 };

function item(over: Partial<ItemVerdict>): ItemVerdict {
  return { id: "aWQ", title: "Bank", outcome: "added", verdict: "proven", passkeys: NONE, totps: NONE, ...over };
}

function text(over: Partial<Receipt> = {}): string {
  const receipt: Receipt = {
    version: 1,
    transferId: "00ff",
    role: "exporter",
    at: 0,
    counterpart: { name: "laptop\u001b[2J", key: "" },
    counts: { accounts: 1, collections: 0, items: 2, files: 0, credentials: { passkey: 2 } },
    outcomes: { ...NO_OUTCOMES, added: 1, "skipped-duplicate": 1 },
    proven: 2,
    passkeys: { working: 2, failing: 0, untested: 0 },
    totps: NONE,
    digest: "",
    stays: [],
    losses: [],
    complete: true,
    items: [item({}), item({})],
    acknowledged: true,
    safeToCloseOldService: { answer: "yes", because: "every item arrived" },
    ...over,
  };
  return stripVTControlCharacters(receiptLines(receipt).join("\n"));
}

test.each([
  "sent to          “laptop [2J”",
  "contents         2 items: 2 passkeys",
  "outcome          1 moved, 1 there already",
  "proven           2/2",
  "passkeys tested  2/2",
  "Safe to close the old service: yes, because every item arrived.",
])("it says %s", (line) => {
  expect(text()).toContain(line);
});

test("proven items are not listed", () => {
  expect(text()).not.toContain("Bank");
});

test.each<[string, Partial<ItemVerdict>]>([
  ["“Bank” is not the same on both computers", { verdict: "mismatch" }],
  ["“Bank” was not kept (skipped as decided)", { verdict: "not-kept", outcome: "skipped-by-owner" }],
  ["“Bank” 1 passkey could not be tested on this computer", { passkeys: { working: 0, failing: 0, untested: 1 } }],
  ["“Bank” 2 tests failed", { verdict: "mismatch", totps: { working: 0, failing: 2, untested: 0 } }],
])("it says %s", (line, over) => {
  expect(text({ items: [item(over)] })).toContain(line);
});

test("it names what the other computer does not take", () => {
  expect(text({ losses: [{ type: "note", count: 2, extent: "not", reason: "it takes no notes" }] })).toContain(
    "2 notes cannot be kept there: it takes no notes",
  );
});

test("it says when the last word did not come", () => {
  expect(text({ acknowledged: false })).toContain("last word did not come");
});

test("codes are not mentioned when there are none", () => {
  expect(text()).not.toContain("codes compared");
});
