// States of: setup.

import type { Page } from "playwright";
import { APP, type Shot, VAULT } from "../harness/gallery.ts";

const none = { app: { ...APP, phase: { name: "no-vault" } }, vault: null } as const;
const made = { app: { ...APP, phase: { name: "recovery-key" } }, vault: null } as const;
const answers = { "setup.recoveryKey": "7K2M-Q4XZ-0WB9-HN3T-5VRE-DC8J-P6AY", "setup.confirm": false } as const;

async function begin(page: Page): Promise<void> {
  await page.locator("main button").click();
}

async function type(page: Page, first: string, second: string): Promise<void> {
  await begin(page);
  await page.locator("input[type=password]").first().fill(first);
  await page.locator("input[type=password]").nth(1).fill(second);
}

/** What the program says once the vault is open. */
const OPENED = `{
  const { app } = JSON.parse(window.name).views;
  window.push("vault", ${JSON.stringify(VAULT)});
  window.push("app", { ...app, phase: { name: "open" } });
}`;

const submit = (page: Page) => page.locator("button[type=submit]").click();
const estimated = (page: Page) => page.waitForSelector("[data-level]");
const toConfirm = (page: Page) => page.locator("main button:not([disabled])").click();

export const setupShots: readonly Shot[] = [
  { name: "setup-welcome", views: none },
  {
    name: "setup-welcome-long",
    views: { ...none, app: { ...none.app, vaultDirectory: `/home/${"someone-with-a-very-long-name/".repeat(5)}keyferry/vault` } },
  },
  { name: "setup-passphrase", views: none, act: begin },
  {
    name: "setup-passphrase-strong",
    views: none,
    act: async (page) => {
      await type(page, "correct horse battery staple", "");
      await estimated(page);
    },
  },
  {
    name: "setup-passphrase-fair",
    views: none,
    act: async (page) => {
      await type(page, "Tr0ub4dor&3", "Tr0ub4dor&3");
      await estimated(page);
    },
  },
  {
    name: "setup-passphrase-weak",
    views: none,
    act: async (page) => {
      await type(page, "sommer2024", "sommer2024");
      await submit(page);
      await page.waitForSelector("[data-invalid]");
      await estimated(page);
    },
  },
  {
    name: "setup-passphrase-differs",
    views: none,
    act: async (page) => {
      await type(page, "correct horse battery staple", "correct horse battery");
      await submit(page);
      await page.waitForSelector("[data-invalid]");
    },
  },
  {
    name: "setup-creating",
    views: none,
    slow: ["setup.create"],
    act: async (page) => {
      await type(page, "correct horse battery staple", "correct horse battery staple");
      await estimated(page);
      await submit(page);
      await page.waitForSelector("[role=status]");
    },
  },
  {
    name: "setup-failed",
    views: none,
    failing: { "setup.create": "key-store.unavailable" },
    act: async (page) => {
      await type(page, "correct horse battery staple", "correct horse battery staple");
      await page.locator("label:has(input[role=switch])").click();
      await submit(page);
      await page.waitForSelector("[role=alert]");
    },
  },
  { name: "setup-key", views: made, answers },
  { name: "setup-key-waiting", views: made, slow: ["setup.recoveryKey"] },
  { name: "setup-key-failed", views: made, failing: { "setup.recoveryKey": "vault.locked" } },
  { name: "setup-confirm", views: made, answers, act: toConfirm },
  {
    name: "setup-confirm-wrong",
    views: made,
    answers,
    act: async (page) => {
      await toConfirm(page);
      await page.locator("input").fill("P6AX");
      await submit(page);
      await page.waitForSelector("[data-invalid]");
    },
  },
  {
    name: "setup-rehearsal",
    views: made,
    answers: { ...answers, "setup.confirm": true },
    act: async (page) => {
      await toConfirm(page);
      await page.locator("input").fill("P6AY");
      await submit(page);
      await page.evaluate(OPENED);
      await page.waitForSelector("[role=dialog]");
    },
  },
];
