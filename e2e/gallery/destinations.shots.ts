// States of: destinations.

import type { Page } from "playwright";
import type { DeviceRow } from "../../src-shared/ipc/views-transfer.ts";
import type { Shot } from "../harness/gallery.ts";

const DEVICES: readonly DeviceRow[] = [
  { key: "a", name: "Attic iMac", fingerprint: "7K2M-Q4XZ-0WB9-HN3T", lastUsedAt: 1_790_000_000 },
  { key: "b", name: "Mum’s new laptop", fingerprint: "5VRE-DC8J-P6AY-11QT", lastUsedAt: 1_780_000_000 },
  { key: "c", name: "Office", fingerprint: "90AB-CDEF-GHJK-MNPQ" },
];
const answers = { "devices.list": DEVICES } as const;

async function open(page: Page): Promise<void> {
  await page.locator("nav li button:has(svg.lucide-laptop)").click();
  await page.waitForSelector("main h1");
}

async function ask(page: Page, icon: string): Promise<void> {
  await open(page);
  await page.locator(`main li button:has(svg.lucide-${icon})`).first().click();
}

export const destinationsShots: readonly Shot[] = [
  { name: "destinations", answers, act: open },
  { name: "destinations-empty", answers: { "devices.list": [] }, act: open },
  { name: "destinations-loading", slow: ["devices.list"], act: open },
  { name: "destinations-failed", failing: { "devices.list": "vault.locked" }, act: open },
  {
    name: "destinations-long",
    answers: { "devices.list": [{ key: "a", name: "Anextremelylongnamewithoutanyspaces".repeat(2).slice(0, 64), fingerprint: "7K2M-Q4XZ-0WB9-HN3T" }] },
    act: open,
  },
  { name: "destinations-rename", answers, act: (page) => ask(page, "pencil") },
  { name: "destinations-forget", answers, act: (page) => ask(page, "trash-2") },
  {
    name: "destinations-forget-failed",
    answers,
    failing: { "devices.forget": "vault.write-failed" },
    act: async (page) => {
      await ask(page, "trash-2");
      await page.locator("[role=alertdialog] button").first().click();
      await page.waitForSelector("[role=alert]");
    },
  },
];
