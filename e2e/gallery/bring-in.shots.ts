// States of: bring-in.

import type { Page } from "playwright";
import type { BringInView } from "../../src-shared/ipc/views-transfer.ts";
import { type Shot, VAULT } from "../harness/gallery.ts";
import { CONFLICTS } from "./receive.shots.ts";

const FILE = "bitwarden_export_20261127.json";
const LONG = "my_complete_export_of_everything_from_the_old_password_manager_before_closing_the_account_final_version_2.kdbx";
const REPORT: BringInView = {
  step: "report",
  file: FILE,
  format: "Bitwarden (.json)",
  counts: { items: 219, files: 0, collections: 4, kinds: VAULT.kinds },
  outcomes: { added: 197, "skipped-duplicate": 19, conflict: 3 },
  findings: [
    { kind: "refused", reason: "passkey-counter", count: 1, examples: ["Old security key site"] },
    { kind: "refused", reason: "deleted-item", count: 12, examples: ["Forum", "Shop", "Newsletter"] },
    { kind: "repaired", reason: "hotp", count: 2, examples: ["Router", "Door"] },
    { kind: "note", reason: "password-history", count: 88, examples: ["GitHub", "Harbour Bank", "Nextcloud"] },
  ],
  conflicts: CONFLICTS,
  samePasskey: ["GitHub", "Railway"],
};

async function openBringIn(page: Page): Promise<void> {
  await page
    .getByRole("navigation")
    .getByRole("button", { name: /^(Bring in|Übernehmen)/ })
    .click();
}

function at(name: string, bringIn: BringInView): Shot {
  return { name: `bring-in-${name}`, views: { bringIn }, act: openBringIn };
}

export const bringInShots: readonly Shot[] = [
  at("drop", { step: "idle" }),
  {
    ...at("drop-error", { step: "idle" }),
    failing: { "bringIn.choose": "vault.write-failed" },
    act: async (page) => {
      await openBringIn(page);
      await page.getByRole("button", { name: /^(Choose a file|Datei wählen)/ }).click();
    },
  },
  at("reading", { step: "reading", file: LONG }),
  at("passphrase", { step: "passphrase", file: LONG, format: "KeePass (.kdbx)", wrong: true }),
  at("report", REPORT),
  at("report-clean", { ...REPORT, outcomes: { added: 219 }, findings: [], conflicts: [], samePasskey: [] }),
  at("report-nothing", { ...REPORT, outcomes: { "skipped-duplicate": 219 }, findings: [], conflicts: [], samePasskey: [] }),
  at("done", {
    step: "done",
    file: FILE,
    outcomes: { added: 197, "skipped-duplicate": 19, "kept-both": 3 },
    transferId: "00",
    undone: false,
  }),
  at("done-undone", { step: "done", file: FILE, outcomes: { added: 197 }, transferId: "00", undone: true }),
  at("failed", { step: "failed", file: "holiday.zip", failure: { code: "format.unsupported", detail: "not recognised", suspicious: false, disclosed: false } }),
];
