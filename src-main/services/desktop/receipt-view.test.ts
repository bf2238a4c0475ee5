// A receipt on a screen, on the clipboard, and read back from the log.

import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { concat, utf8 } from "../../../src-shared/bytes.ts";
import type { ItemVerdict } from "../../../src-shared/exchange/liveness.ts";
import { NO_OUTCOMES, type Receipt, receiptJson } from "../../../src-shared/exchange/receipt.ts";
import { MAXIMUM_RECEIPT_ROWS } from "../../../src-shared/ipc/views-transfer.ts";
import { receiptPlain } from "./receipt-plain.ts";
import { receiptView } from "./receipt-view.ts";
import { parseReceipt, storedReceipt } from "./stored-receipt.ts";

const NONE = { working: 0, failing: 0, untested: 0 };
const primitives = {
  sha256: (...parts: readonly Uint8Array[]) =>
    new Uint8Array(
      createHash("sha256")
        .update(concat(...parts))
        .digest(),
    ),
};

function item(over: Partial<ItemVerdict> = {}): ItemVerdict {
  return { id: "aWQ", title: "Bank", outcome: "added", verdict: "proven", passkeys: NONE, totps: NONE, ...over };
}

function receipt(over: Partial<Receipt> = {}): Receipt {
  return {
    version: 1,
    transferId: "00ff",
    role: "exporter",
    at: 0,
    counterpart: { name: "laptop", key: "AAAA" },
    counts: { accounts: 1, collections: 0, items: 2, files: 0, credentials: { "basic-auth": 1, passkey: 2 } },
    outcomes: { ...NO_OUTCOMES, added: 2 },
    proven: 2,
    passkeys: NONE,
    totps: NONE,
    digest: "",
    stays: [],
    losses: [],
    complete: true,
    items: [item(), item()],
    acknowledged: true,
    safeToCloseOldService: { answer: "yes", because: "every item arrived" },
    ...over,
  };
}

const view = (over: Partial<Receipt> = {}) => receiptView(primitives, receipt(over), { undoable: false, undone: false, rehearsal: false });

test("items that need a look come first, the others after them", () => {
  const items = [
    item({ title: "a" }),
    item({ title: "b", verdict: "mismatch" }),
    item({ title: "c" }),
    item({ title: "d", passkeys: { ...NONE, untested: 1 } }),
  ];
  const { items: rows, attention } = view({ items });
  expect([rows.map(({ title }) => title).join(""), attention]).toEqual(["bdac", 2]);
});

test("no more rows than a window takes, and the number of all", () => {
  const items = Array.from({ length: 2000 }, (_, i) => item({ verdict: i % 2 === 0 ? "proven" : "not-kept" }));
  const { items: rows, itemTotal, attention } = view({ items });
  expect([rows.length, itemTotal, attention, rows.every(({ verdict }) => verdict === "not-kept")]).toEqual([MAXIMUM_RECEIPT_ROWS, 2000, 1000, true]);
});

test("only outcomes that occurred are counted, and the most frequent kind comes first", () => {
  const { outcomes, counts } = view();
  expect([outcomes, counts.kinds.map(({ kind }) => kind)]).toEqual([{ added: 2 }, ["passkey", "basic-auth"]]);
});

test("why the old service must stay is a reason with its number", () => {
  expect(view({ items: [item(), item({ verdict: "not-kept" })] }).safe).toEqual({ answer: false, reason: "not-proven", count: 1 });
});

test("a hostile name is cleaned and cut", () => {
  const { counterpart } = view({ counterpart: { name: `\u202e${"x".repeat(500)}\u0007`, key: "AAAA" } });
  expect(counterpart.name).toBe(`${"x".repeat(63)}…`);
});

test("no credential id and no digest gets into a view", () => {
  expect(JSON.stringify(view({ digest: "d16e57", items: [item({ id: "c2VjcmV0" })] }))).not.toMatch(/d16e57|c2VjcmV0/);
});

test("as text it names what needs a look, on a line of its own", () => {
  const text = receiptPlain(receipt({ items: [item({ title: "Mail\n\u202eforged", verdict: "mismatch" })] }));
  expect(text.split("\n")).toContain("Look at: “Mail forged”, is not the same on both computers");
});

test("what cannot move is on the clipboard with what holds it", () => {
  const stays = [{ title: "Bank", type: "passkey", rpId: "bank.example", reason: "kept on a security key" }];
  expect(receiptPlain(receipt({ stays }))).toContain("Cannot move: “Bank”, bank.example, kept on a security key\n");
});

test("as text it says whether the old service may go", () => {
  expect(receiptPlain(receipt())).toContain("Safe to close the old service: yes, because every item arrived.\n");
});

test("what was kept comes back", () => {
  expect(parseReceipt(concat(...receiptJson(receipt())))).toEqual(receipt());
});

test.each<[string, unknown]>([
  ["no JSON", undefined],
  ["a list", []],
  ["without items", { ...receipt(), items: undefined }],
  ["an unknown outcome", { ...receipt(), items: [{ ...item(), outcome: "sold" }] }],
  ["a negative number", { ...receipt(), proven: -1 }],
])("%s is no receipt", (_, value) => {
  expect(() => parseReceipt(utf8(value === undefined ? "{" : JSON.stringify(value)))).toThrow("vault.corrupt");
});

test("a transfer without a receipt has none to show", () => {
  expect(() => storedReceipt({ receipt: () => undefined }, "00ff")).toThrow("vault.item-missing");
});
