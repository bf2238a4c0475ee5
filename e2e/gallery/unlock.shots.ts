// States of: unlock.

import type { Page } from "playwright";
import type { Views } from "../../src-shared/ipc/contract.ts";
import type { AppView, Phase } from "../../src-shared/ipc/views-app.ts";
import { APP, type Shot } from "../harness/gallery.ts";

type Locked = Extract<Phase, { readonly name: "locked" }>;

const LOCKED: Locked = { name: "locked", ways: ["passphrase", "recovery-key"], because: "start", paused: false };

function locked(change: Partial<Locked> = {}): Partial<Views> {
  const app: AppView = { ...APP, phase: { ...LOCKED, ...change } };
  return { app, vault: null };
}

async function tryIt(page: Page): Promise<void> {
  await page.locator("input").fill("a passphrase that is wrong");
  await page.locator("button[type=submit]").click();
}

const refused = (page: Page) => page.waitForSelector("[data-invalid]");
const another = (page: Page, place: number) => page.locator("button:not([type=submit]):not([aria-label])").nth(place).click();

export const unlockShots: readonly Shot[] = [
  { name: "unlock", views: locked() },
  { name: "unlock-idle", views: locked({ because: "idle", ways: ["passphrase", "key-store", "recovery-key"] }) },
  { name: "unlock-paused", views: locked({ because: "system", paused: true, ways: ["passphrase"] }) },
  { name: "unlock-busy", views: locked({ because: "owner" }), slow: ["session.unlock"], act: tryIt },
  {
    name: "unlock-wrong",
    views: locked({ because: "owner" }),
    failing: { "session.unlock": "vault.wrong-key" },
    act: async (page) => {
      await tryIt(page);
      await refused(page);
    },
  },
  { name: "unlock-recovery-key", views: locked(), act: (page) => another(page, 0) },
  {
    name: "unlock-key-store-failed",
    views: locked({ ways: ["passphrase", "key-store", "recovery-key"] }),
    failing: { "session.unlock": "key-store.locked" },
    act: async (page) => {
      await another(page, 0);
      await page.locator("button[type=submit]").click();
      await page.waitForSelector("[role=alert]");
    },
  },
  { name: "unlock-pin", views: locked({ ways: ["passphrase", "recovery-key", "tpm"] }) },
  {
    name: "unlock-pin-wrong",
    views: locked({ ways: ["passphrase", "recovery-key", "tpm"] }),
    failing: { "session.unlock": "hardware.wrong-pin" },
    act: async (page) => {
      await tryIt(page);
      await refused(page);
    },
  },
  {
    name: "unlock-chip-locked",
    views: locked({ ways: ["passphrase", "recovery-key", "tpm"] }),
    failing: { "session.unlock": { code: "hardware.locked-out", detail: "540" } },
    act: async (page) => {
      await tryIt(page);
      await page.waitForSelector("[role=status] strong");
    },
  },
  { name: "unlock-touch-id", views: locked({ because: "owner", ways: ["passphrase", "secure-enclave", "recovery-key"] }) },
  {
    name: "unlock-windows-hello-asking",
    views: locked({ because: "owner", ways: ["passphrase", "windows-hello", "recovery-key"] }),
    slow: ["session.unlock"],
    act: (page) => page.locator("button[type=submit]").click(),
  },
  {
    name: "unlock-windows-hello-cancelled",
    views: locked({ because: "owner", ways: ["passphrase", "windows-hello", "recovery-key"] }),
    failing: { "session.unlock": "presence.cancelled" },
    act: async (page) => {
      await page.locator("button[type=submit]").click();
      await page.waitForSelector("[role=alert]");
    },
  },
  {
    name: "unlock-key-store-asking",
    views: locked({ ways: ["passphrase", "key-store", "recovery-key"] }),
    slow: ["session.unlock"],
    act: async (page) => {
      await another(page, 0);
      await page.locator("button[type=submit]").click();
    },
  },
  { name: "unlock-in-use", views: { app: { ...APP, phase: { name: "unusable", code: "vault.in-use" } }, vault: null } },
  { name: "unlock-tampered", views: { app: { ...APP, phase: { name: "unusable", code: "vault.tampered" } }, vault: null } },
];
