// States of: receive.

import type { Page } from "playwright";
import type { Approval } from "../../src-shared/ipc/views-approval.ts";
import type { ConflictRow, ProgressView, ReceiveView } from "../../src-shared/ipc/views-transfer.ts";
import { type Shot, VAULT } from "../harness/gallery.ts";
import { RECEIPT, SENDING, THINKPAD } from "./send.shots.ts";

const LONG = "Supercalifragilistic online marketplace for used sailing boats, spare parts and everything else that floats";
export const LISTENING = {
  step: "listening",
  label: "4F·A2",
  addresses: ["192.168.1.20:51820", "[fd7a:115c:a1e0::9b2]:51820"],
  qr: "keyferry:192.168.1.20:51820",
  secondsLeft: 585,
  network: true,
} as const satisfies ReceiveView;
const OPEN: ProgressView = { stage: "verifying", done: 120, total: 412, unit: "items", items: { done: 120, total: 412 }, paused: false, disclosed: true };

export const CONFLICTS: readonly ConflictRow[] = [
  {
    ordinal: 2,
    title: "GitHub",
    mine: "GitHub · sam · basic-auth, passkey · changed 2026-03-01 10:24 UTC",
    theirs: "GitHub · sam · basic-auth · changed 2026-08-12 10:24 UTC",
  },
  { ordinal: 5, title: "Harbour Bank", mine: "Harbour Bank · sam@example.org · basic-auth", theirs: "Harbour Bank · sam@example.org · basic-auth, totp" },
  { ordinal: 9, title: LONG, mine: `${LONG} · sam · basic-auth`, theirs: `${LONG} · samantha · basic-auth` },
];
const MERGE: ReceiveView = {
  step: "merge",
  counterpart: THINKPAD,
  counts: { items: 412, files: 0, collections: 3, kinds: VAULT.kinds },
  outcomes: { added: 390, "skipped-duplicate": 19, conflict: 3 },
  conflicts: CONFLICTS,
};

function approving(approval: Partial<Approval>): ReceiveView {
  return { step: "approve", counterpart: THINKPAD, approval: { asking: false, wrong: false, ...approval } };
}

export async function openReceive(page: Page): Promise<void> {
  await page
    .getByRole("navigation")
    .getByRole("button", { name: /^(Receive|Empfangen)/ })
    .click();
}

function at(name: string, receive: ReceiveView): Shot {
  return { name: `receive-${name}`, views: { receive }, act: openReceive };
}

export const receiveShots: readonly Shot[] = [
  at("opening", { step: "idle" }),
  { ...at("idle-error", { step: "idle" }), failing: { "receive.open": "transport.unreachable" } },
  at("listening", LISTENING),
  at("listening-bare", { step: "listening", addresses: [], qr: "keyferry:", secondsLeft: 40, network: false }),
  at("code", { step: "code", digits: "40831972", mode: "screens" }),
  at("code-phone", { step: "code", digits: "7KQ4-M2XD", mode: "phone" }),
  at("confirm", { step: "confirm", counterpart: THINKPAD }),
  at("confirm-long", { step: "confirm", counterpart: { ...THINKPAD, claims: LONG.slice(0, 64) } }),
  at("approve", approving({ prompt: "polkit" })),
  at("approve-asking", approving({ prompt: "polkit", asking: true })),
  at("approve-refused", approving({ prompt: "polkit", refused: "presence.cancelled" })),
  at("approve-locked-out", approving({ prompt: "windows-hello", refused: "presence.locked-out" })),
  at("approve-missing", approving({ typed: "passphrase", missing: "presence.not-installed" })),
  at("approve-missing-wrong", approving({ typed: "passphrase", missing: "presence.not-active-session", wrong: true })),
  at("progress", { step: "progress", counterpart: THINKPAD, progress: SENDING }),
  at("progress-open", { step: "progress", counterpart: THINKPAD, progress: OPEN }),
  at("merge", MERGE),
  {
    ...at("merge-mixed", MERGE),
    act: async (page) => {
      await openReceive(page);
      await page
        .getByRole("button", { name: /(Keep both|Beide behalten)/ })
        .first()
        .click();
      await page.getByRole("option").nth(2).click();
    },
  },
  at("receipt", { step: "receipt", receipt: { ...RECEIPT, role: "importer", undoable: true } }),
  {
    ...at("receipt-undo", { step: "receipt", receipt: { ...RECEIPT, role: "importer", undoable: true } }),
    failing: { "log.undo": "vault.changed-since" },
    act: async (page) => {
      await openReceive(page);
      await page.getByRole("button", { name: /^(Undo this transfer|.*zurücknehmen)$/ }).click();
      await page
        .getByRole("button", { name: /^(Undo the transfer|.*zurücknehmen)$/ })
        .last()
        .click();
    },
  },
  at("failed", { step: "failed", failure: { code: "stream.truncated", suspicious: false, disclosed: false } }),
];
