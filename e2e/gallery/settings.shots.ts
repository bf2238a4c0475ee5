// States of: settings.

import type { Page } from "playwright";
import type { Finding, ProtectionView } from "../../src-shared/ipc/views-app.ts";
import { APP, type Shot } from "../harness/gallery.ts";

const DAY = 1_790_000_000;
const PROTECTION: ProtectionView = {
  slots: [
    { id: "1", way: "passphrase", addedAt: DAY },
    { id: "2", way: "recovery-key", addedAt: DAY },
  ],
  keyStore: "ready",
};
const WITH_KEY_STORE: ProtectionView = { ...PROTECTION, slots: [...PROTECTION.slots, { id: "3", way: "key-store", addedAt: DAY }] };
const NO_KEY_STORE: ProtectionView = { ...PROTECTION, keyStore: "unavailable" };
const FINDINGS: readonly Finding[] = [
  { check: "network", kind: "fine", detail: "wlan0 192.168.1.20" },
  { check: "vpn", kind: "trouble", detail: "wg0-mullvad" },
  { check: "listening", kind: "fine" },
  { check: "multicast-port", kind: "trouble", detail: "EADDRINUSE" },
  { check: "multicast", kind: "fine" },
  { check: "key-store", kind: "trouble", detail: "locked" },
];
const FINE: readonly Finding[] = FINDINGS.map(({ check }) => ({ check, kind: "fine", detail: "wlan0 192.168.1.20" }));
const answers = { "settings.protection": PROTECTION } as const;

async function open(page: Page): Promise<void> {
  await page.locator("[class*=sidebar] li button, nav li button").nth(-2).click();
  await page.waitForSelector("main h1");
}

/** Section by its place, its button by its place. */
async function press(page: Page, section: number, place = 0): Promise<void> {
  await open(page);
  const buttons = page.locator("main section").nth(section).locator("button:not([aria-haspopup])");
  await buttons.nth(place).click();
}

async function prove(page: Page): Promise<void> {
  await page.locator("[role=dialog] input").first().fill("some passphrase");
  await page.locator("[role=dialog] button[type=submit]").click();
}

async function scrolled(page: Page, section: number): Promise<void> {
  await page
    .locator("main section")
    .nth(section)
    .evaluate((element) => element.scrollIntoView());
}

const PROTECT = 2;
const DOCTOR = 3;

export const settingsShots: readonly Shot[] = [
  { name: "settings", answers, act: open },
  {
    name: "settings-bottom",
    answers: { ...answers, "settings.protection": WITH_KEY_STORE },
    act: async (page) => {
      await open(page);
      await scrolled(page, 4);
    },
  },
  {
    name: "settings-long",
    views: { app: { ...APP, deviceName: "Computer ".repeat(7), vaultDirectory: `/home/${"someone-with-a-very-long-name/".repeat(6)}keyferry/vault` } },
    answers: { "settings.protection": NO_KEY_STORE },
    act: async (page) => {
      await open(page);
      await scrolled(page, 5);
    },
  },
  { name: "settings-loading", slow: ["settings.protection"], act: open },
  { name: "settings-failed", failing: { "settings.protection": "vault.locked" }, act: open },
  { name: "settings-passphrase", answers, act: (page) => press(page, PROTECT) },
  {
    name: "settings-passphrase-wrong",
    answers,
    failing: { "settings.changePassphrase": "vault.wrong-key" },
    act: async (page) => {
      await press(page, PROTECT);
      await page.locator("[role=dialog] input").nth(1).fill("correct horse battery staple");
      await page.locator("[role=dialog] input").nth(2).fill("correct horse battery staple");
      await prove(page);
      await page.waitForSelector("[data-invalid]");
    },
  },
  {
    name: "settings-passphrase-differs",
    answers,
    act: async (page) => {
      await press(page, PROTECT);
      await page.locator("[role=dialog] input").nth(1).fill("correct horse battery staple");
      await page.locator("[role=dialog] input").nth(2).fill("correct horse battery");
      await prove(page);
      await page.waitForSelector("[data-invalid] input:focus");
    },
  },
  { name: "settings-new-key", answers, act: (page) => press(page, PROTECT, 1) },
  {
    name: "settings-new-key-shown",
    answers: { ...answers, "settings.newRecoveryKey": "7K2M-Q4XZ-0WB9-HN3T-5VRE-DC8J-P6AY" },
    act: async (page) => {
      await press(page, PROTECT, 1);
      await prove(page);
      await page.waitForSelector("[role=alertdialog]");
    },
  },
  {
    name: "settings-key-store",
    answers,
    act: async (page) => {
      await open(page);
      await page.locator("main section").nth(PROTECT).locator("label:has(input[role=switch])").click();
    },
  },
  {
    name: "settings-doctor",
    answers: { ...answers, "doctor.examine": FINDINGS },
    act: async (page) => {
      await press(page, DOCTOR);
      await scrolled(page, DOCTOR);
    },
  },
  {
    name: "settings-doctor-fine",
    answers: { ...answers, "doctor.examine": FINE },
    act: async (page) => {
      await press(page, DOCTOR);
      await scrolled(page, DOCTOR);
    },
  },
  {
    name: "settings-doctor-looking",
    answers,
    slow: ["doctor.examine"],
    act: async (page) => {
      await press(page, DOCTOR);
      await scrolled(page, DOCTOR);
    },
  },
];
