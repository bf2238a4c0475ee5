// States of: send.

import type { Page } from "playwright";
import type { Views } from "../../src-shared/ipc/contract.ts";
import type { Approval } from "../../src-shared/ipc/views-approval.ts";
import type { FailureView, ProgressView, ReceiptView, SendView } from "../../src-shared/ipc/views-transfer.ts";
import type { RowView } from "../../src-shared/ipc/views-vault.ts";
import { type Shot, VAULT } from "../harness/gallery.ts";

const LONG = "An extraordinarily long name that somebody gave to the computer in the back office near the window";
export const THINKPAD = { claims: "Blue ThinkPad", fingerprint: "A1B2 C3D4 E5F6 0718" };
const COUNTS = { items: 412, files: 3, collections: 3, kinds: VAULT.kinds };

const TITLES = ["GitHub", "Harbour Bank", "Nextcloud", "Railway", "Tax office", "City library", "Photo prints", "Swimming club", LONG];
const ROWS: readonly RowView[] = Array.from({ length: 100 }, (_, i) => ({
  ref: { account: "YQ", item: `i${i}` },
  title: `${TITLES[i % TITLES.length]}${i < TITLES.length ? "" : ` ${i}`}`,
  detail: i % 4 === 3 ? "" : "sam@example.org",
  kinds: i % 3 === 0 ? ["basic-auth", "passkey", "totp"] : ["basic-auth"],
  favorite: false,
}));

export const SENDING: ProgressView = {
  stage: "sending",
  done: 62_000_000,
  total: 100_000_000,
  unit: "bytes",
  items: { done: 255, total: 412 },
  rate: 31_000_000,
  secondsLeft: 2,
  paused: false,
  disclosed: false,
};

export const RECEIPT: ReceiptView = {
  transferId: "0011",
  role: "exporter",
  at: 1_795_780_320,
  counterpart: { name: "Blue ThinkPad", fingerprint: "A1B2 C3D4 E5F6 0718" },
  counts: COUNTS,
  outcomes: { added: 404, "skipped-duplicate": 5, merged: 3 },
  proven: 412,
  passkeys: { working: 61, failing: 0, untested: 0 },
  totps: { working: 83, failing: 0, untested: 0 },
  stays: [],
  losses: [],
  safe: { answer: true, reason: "everything", count: 0 },
  items: TITLES.map((title) => ({
    title,
    outcome: "added",
    verdict: "proven",
    passkeys: { working: 1, failing: 0, untested: 0 },
    totps: { working: 0, failing: 0, untested: 0 },
  })),
  itemTotal: 412,
  attention: 0,
  undoable: false,
  undone: false,
  rehearsal: false,
};

export const answers = {
  "send.preview": { counts: COUNTS, stays: [] },
  "vault.list": { total: 412, from: 0, rows: ROWS, generation: 1 },
};
const TYPED: Approval = { typed: "passphrase", prompt: "polkit", asking: false, wrong: false };
export const REVIEW: SendView = {
  step: "review",
  counterpart: THINKPAD,
  counts: COUNTS,
  stays: [],
  losses: [],
  approval: TYPED,
};

export async function openSend(page: Page): Promise<void> {
  await page
    .getByRole("navigation")
    .getByRole("button", { name: /^(Send|Senden)/ })
    .click();
}
export const destinations = async (page: Page) => {
  await openSend(page);
  await page.getByRole("button", { name: /^(Continue|Weiter)$/ }).click();
};

function at(name: string, send: SendView, more: Partial<Views> = {}): Shot {
  return { name: `send-${name}`, views: { send, ...more }, answers, act: openSend };
}

function failed(name: string, failure: Partial<FailureView>): Shot {
  return at(`failed-${name}`, { step: "failed", failure: { code: "transport.closed", suspicious: false, disclosed: false, ...failure } });
}

const nearby = {
  looking: true,
  computers: [
    { id: "4fa2", label: "4F·A2", links: ["lan"] as const },
    { id: "09c1", label: "09·C1", links: ["lan"] as const },
  ],
};

export const sendShots: readonly Shot[] = [
  { name: "send-choose", answers, act: openSend },
  {
    name: "send-choose-kinds",
    answers: {
      ...answers,
      "send.preview": {
        counts: { ...COUNTS, items: 83 },
        stays: [{ title: "Work laptop key", kind: "passkey", site: "login.example.com", held: "security-key", reason: "kept on a security key" }],
      },
    },
    act: async (page) => {
      await openSend(page);
      await page.getByText(/^(By kind|Nach Art)$/).click();
      await page.getByText(/^(83 one-time codes|83 Einmalcodes)$/).click();
      await page.waitForTimeout(300);
    },
  },
  {
    name: "send-choose-items",
    answers,
    act: async (page) => {
      await openSend(page);
      await page.getByText(/^(Choose items|Einzeln)$/).click();
      await page.getByRole("option").nth(1).click();
      await page.getByRole("option").nth(2).click();
      await page.keyboard.press("ArrowDown");
    },
  },
  { name: "send-choose-empty", views: { vault: { ...VAULT, items: 0, kinds: [], collections: [], tags: [], favorites: 0, trashed: 0 } }, act: openSend },
  { name: "send-choose-error", failing: { "send.preview": "vault.corrupt" }, act: openSend },
  { name: "send-destination", views: { nearby }, answers, act: destinations },
  { name: "send-destination-none", views: { nearby: { looking: true, computers: [] } }, answers, act: destinations },
  {
    name: "send-destination-trouble",
    views: { nearby: { looking: false, computers: [], trouble: "transport.unreachable" } },
    answers,
    act: destinations,
  },
  {
    name: "send-destination-address",
    views: { nearby },
    answers,
    failing: { "send.start": "usage.invalid" },
    act: async (page) => {
      await destinations(page);
      await page.getByRole("button", { name: /^(Use an address|Adresse angeben)/ }).click();
      await page.keyboard.type("192.168.1.20");
      await page.keyboard.press("Enter");
    },
  },
  at("connecting", { step: "connecting", to: "4F·A2" }),
  {
    ...at("code", { step: "code", mode: "screens" }),
    act: async (page) => {
      await openSend(page);
      await page.keyboard.type("4083 1");
    },
  },
  at("code-phone", { step: "code", mode: "phone" }),
  at("code-rehearsal", { step: "code", mode: "screens", rehearsal: { digits: "40831972" } }),
  at("waiting", { step: "waiting", counterpart: THINKPAD }),
  at("review", REVIEW),
  at("review-losses", {
    ...REVIEW,
    counterpart: { claims: LONG, knownAs: "Studio iMac", fingerprint: "A1B2 C3D4 E5F6 0718" },
    losses: [
      { kind: "ssh-key", count: 4, extent: "not" },
      { kind: "passkey", count: 2, extent: "partly" },
    ],
    stays: [{ title: "Work laptop key", kind: "passkey", site: "login.example.com", held: "security-key", reason: "kept on a security key" }],
    approval: { ...TYPED, wrong: true },
  } as SendView),
  at("review-rehearsal", { ...REVIEW, rehearsal: {}, counterpart: { ...THINKPAD, claims: "Practice computer" } }),
  at("review-prompt", { ...REVIEW, approval: { prompt: "polkit", asking: false, wrong: false } }),
  at("review-asking", { ...REVIEW, approval: { ...TYPED, asking: true } }),
  at("review-asking-touch-id", { ...REVIEW, approval: { ...TYPED, prompt: "touch-id", asking: true } }),
  at("review-asking-windows-hello", { ...REVIEW, approval: { ...TYPED, prompt: "windows-hello", asking: true } }),
  at("review-refused", { ...REVIEW, approval: { ...TYPED, refused: "presence.denied" } }),
  at("review-late", { ...REVIEW, approval: { ...TYPED, refused: "presence.timed-out" } }),
  at("review-missing", { ...REVIEW, approval: { typed: "passphrase", missing: "presence.no-agent", asking: false, wrong: false } }),
  at("review-missing-wrong", { ...REVIEW, approval: { typed: "recovery-key", missing: "presence.silent-allow", asking: false, wrong: true } }),
  at("progress", { step: "progress", counterpart: THINKPAD, progress: SENDING }),
  at("progress-preparing", {
    step: "progress",
    counterpart: THINKPAD,
    progress: { stage: "preparing", done: 0, total: 0, unit: "items", paused: false, disclosed: false },
  }),
  at("progress-verifying", {
    step: "progress",
    counterpart: THINKPAD,
    progress: { stage: "verifying", done: 120, total: 412, unit: "items", items: { done: 120, total: 412 }, paused: true, disclosed: true },
  }),
  {
    ...at("progress-stop", {
      step: "progress",
      counterpart: THINKPAD,
      progress: { stage: "verifying", done: 120, total: 412, unit: "items", items: { done: 120, total: 412 }, paused: false, disclosed: true },
    }),
    act: async (page) => {
      await openSend(page);
      await page.getByRole("button", { name: /^(Stop|Anhalten)$/ }).click();
    },
  },
  at("receipt", { step: "receipt", receipt: RECEIPT }),
  failed("closed", {}),
  failed("cancelled", { code: "owner.cancelled" }),
  failed("code", { code: "pairing.wrong-code", suspicious: true }),
  failed("locked-out", { code: "pairing.locked-out", suspicious: true, detail: "28" }),
  failed("attack", { code: "counterpart.receipt-mismatch", suspicious: true, disclosed: true }),
];
