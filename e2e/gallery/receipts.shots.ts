// States of: receipts.

import type { Page } from "playwright";
import type { LogRow, ReceiptItemRow, ReceiptView } from "../../src-shared/ipc/views-transfer.ts";
import type { Answers, Shot } from "../harness/gallery.ts";

const NOW = 1_790_000_000;
const NONE = { working: 0, failing: 0, untested: 0 };

const BARE = { at: NOW, undone: false, undoable: true, hasReceipt: true } as const;
const ROW: LogRow = { ...BARE, transferId: "a1", what: "received", with: "Attic iMac", items: 412, safe: true };
const FILE = { ...BARE, at: NOW - 990_000, what: "brought-in", with: "Bitwarden", file: "bitwarden_export_20260920.json", hasReceipt: false } as const;
const ROWS: readonly LogRow[] = [
  ROW,
  { ...ROW, transferId: "a2", at: NOW - 90_000, what: "sent", with: "Mum’s new laptop", items: 12, safe: false, undoable: false },
  { ...FILE, transferId: "a3", items: 388 },
  { ...ROW, transferId: "a4", at: NOW - 9_990_000, with: "Office", items: 1, undone: true, undoable: false },
];

const item = (title: string, change: Partial<ReceiptItemRow> = {}): ReceiptItemRow => ({
  title,
  outcome: "added",
  verdict: "proven",
  passkeys: NONE,
  totps: NONE,
  ...change,
});
const SITES = [
  "Harbour Bank",
  "Wikipedia",
  "Library card",
  "Home router",
  "Fjord Ferries",
  "Mastodon",
  "Tax office",
  "Old forum",
  "Bakery",
  "Cinema",
  "Railway",
];
const ITEMS: readonly ReceiptItemRow[] = [
  item("GitHub", { passkeys: { ...NONE, working: 1 }, totps: { ...NONE, working: 1 } }),
  ...SITES.map((title, i) => item(title, { outcome: i % 4 === 1 ? "skipped-duplicate" : "added", ...(i % 3 === 0 && { totps: { ...NONE, working: 1 } }) })),
];

const RECEIPT: ReceiptView = {
  transferId: "a1",
  role: "importer",
  at: NOW,
  counterpart: { name: "Attic iMac", fingerprint: "7K2M-Q4XZ-0WB9-HN3T" },
  counts: {
    items: 412,
    files: 3,
    collections: 4,
    kinds: [
      { kind: "basic-auth", count: 388 },
      { kind: "totp", count: 83 },
      { kind: "passkey", count: 61 },
      { kind: "note", count: 24 },
      { kind: "credit-card", count: 5 },
      { kind: "file", count: 3 },
    ],
  },
  outcomes: { added: 404, "skipped-duplicate": 5, merged: 3 },
  proven: 412,
  passkeys: { ...NONE, working: 61 },
  totps: { ...NONE, working: 83 },
  stays: [],
  losses: [],
  safe: { answer: true, reason: "everything", count: 0 },
  items: ITEMS,
  itemTotal: 412,
  attention: 0,
  undoable: true,
  undone: false,
  rehearsal: false,
};
const TROUBLED: ReceiptView = {
  ...RECEIPT,
  role: "exporter",
  outcomes: { added: 400, "skipped-duplicate": 5, "skipped-by-owner": 4, merged: 2, failed: 1 },
  proven: 405,
  passkeys: { working: 58, failing: 1, untested: 2 },
  safe: { answer: false, reason: "not-proven", count: 7 },
  attention: 4,
  items: [
    item("Mail at work", { outcome: "failed", verdict: "not-kept" }),
    item("Photo album", { verdict: "mismatch", passkeys: { ...NONE, failing: 1 } }),
    item("Shop", { outcome: "skipped-by-owner", verdict: "not-kept" }),
    item("Ein wirklich ungewöhnlich langer Titel, wie ihn niemand tippt, der aber aus einem anderen Programm gekommen ist", {
      passkeys: { ...NONE, untested: 2 },
    }),
    ...ITEMS,
  ],
};
const BEHIND: ReceiptView = {
  ...RECEIPT,
  role: "exporter",
  stays: [
    { title: "Work laptop key", kind: "passkey", site: "login.example.com", held: "security-key", reason: "kept on a security key" },
    { title: "Signing key", kind: "ssh-key", reason: "not allowed to leave its agent" },
  ],
  losses: [
    { kind: "file", count: 3, extent: "not" },
    { kind: "wifi", count: 1, extent: "partly" },
  ],
  safe: { answer: false, reason: "kinds-left-behind", count: 4 },
};

const from = (receipt: ReceiptView, row: Partial<LogRow> = {}): Answers => ({ "log.list": [{ ...ROW, ...row }], "log.receipt": receipt });

async function open(page: Page): Promise<void> {
  await page.locator("nav li button:has(svg.lucide-receipt-text)").click();
  await page.waitForSelector("main h1");
}

async function openFirst(page: Page): Promise<void> {
  await open(page);
  await page.locator("main li button").first().click();
  await page.waitForSelector("main [class*=bar] button");
}

async function scrolled(page: Page): Promise<void> {
  await openFirst(page);
  await page
    .locator("main section")
    .last()
    .evaluate((element) => element.scrollIntoView());
}

async function undo(page: Page): Promise<void> {
  await openFirst(page);
  await page.locator("main [class*=bar] button").first().click();
  await page.waitForSelector("[role=alertdialog]");
}

const long = { with: "A computer with a name that is as long as names of computers may be", file: `${"very-long-file-name-".repeat(8)}.json` };

export const receiptsShots: readonly Shot[] = [
  { name: "receipts", answers: { "log.list": ROWS }, act: open },
  { name: "receipts-empty", answers: { "log.list": [] }, act: open },
  { name: "receipts-loading", slow: ["log.list"], act: open },
  { name: "receipts-failed", failing: { "log.list": "vault.corrupt" }, act: open },
  { name: "receipts-long", answers: { "log.list": ROWS.map((row) => ({ ...row, ...long })) }, act: open },
  { name: "receipt-good", answers: from(RECEIPT), act: openFirst },
  { name: "receipt-good-end", answers: from(RECEIPT), act: scrolled },
  { name: "receipt-troubled", answers: from(TROUBLED, { what: "sent", undoable: false }), act: openFirst },
  { name: "receipt-behind", answers: from(BEHIND, { what: "sent", undoable: false }), act: openFirst },
  { name: "receipt-undone", answers: from({ ...RECEIPT, undone: true, undoable: false }, { undone: true }), act: openFirst },
  { name: "receipt-rehearsal", answers: from({ ...RECEIPT, rehearsal: true }, { undoable: false }), act: openFirst },
  { name: "receipt-missing", answers: { "log.list": ROWS }, failing: { "log.receipt": "vault.item-missing" }, act: openFirst },
  { name: "receipt-brought-in", answers: { "log.list": ROWS.slice(2) }, act: openFirst },
  { name: "receipt-undo", answers: from(RECEIPT), act: undo },
  {
    name: "receipt-undo-refused",
    answers: from(RECEIPT),
    failing: { "log.undo": "vault.changed-since" },
    act: async (page) => {
      await undo(page);
      await page.locator("[role=alertdialog] button").first().click();
      await page.waitForSelector("[role=alert]");
    },
  },
];
