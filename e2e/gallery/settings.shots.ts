// States of: settings.

import type { Page } from "playwright";
import type { ProtectionView } from "../../src-shared/ipc/views-app.ts";
import type { SelfTestRow } from "../../src-shared/ipc/views-self-test.ts";
import type { StaysView } from "../../src-shared/ipc/views-transfer.ts";
import { APP, type Shot, VAULT } from "../harness/gallery.ts";
import { BLOCKED, FINDINGS, FINE, NO_ADDRESS, UNSURE } from "./doctor-findings.ts";

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
const WITH_CHIP: ProtectionView = { ...PROTECTION, hardware: { way: "tpm", state: "ready" } };
const chip = (hardware: NonNullable<ProtectionView["hardware"]>, on = false): ProtectionView => ({
  ...PROTECTION,
  slots: on ? [...PROTECTION.slots, { id: "4", way: hardware.way, addedAt: DAY }] : PROTECTION.slots,
  hardware,
});
const SELF_TEST: readonly SelfTestRow[] = [
  { subject: "vault-file", finding: "two-ways", grade: "strong" },
  { subject: "memory", finding: "closed", grade: "strong" },
  { subject: "key-store", finding: "unused", grade: "strong" },
  { subject: "hardware", finding: "unused", grade: "fair" },
  { subject: "identity", finding: "hardware", grade: "strong" },
  { subject: "unlock", finding: "typed", grade: "strong" },
  { subject: "export", finding: "both", grade: "strong" },
  { subject: "import", finding: "prompt", grade: "strong" },
  { subject: "reveal", finding: "unasked", grade: "fair" },
  { subject: "screen", finding: "asks", grade: "fair" },
  { subject: "clipboard", finding: "marked", grade: "fair" },
  { subject: "package", finding: "installed", grade: "strong" },
];
const WEAK: readonly SelfTestRow[] = [
  { subject: "vault-file", finding: "readable", grade: "weak" },
  { subject: "memory", finding: "ordinary", grade: "weak" },
  { subject: "key-store", finding: "readable", grade: "weak" },
  { subject: "hardware", finding: "no-permission", grade: "fair" },
  { subject: "identity", finding: "software", grade: "fair" },
  { subject: "unlock", finding: "unasked", grade: "weak", code: "presence.not-installed" },
  { subject: "export", finding: "passphrase", grade: "fair", code: "presence.not-installed" },
  { subject: "import", finding: "passphrase", grade: "fair", code: "presence.not-installed" },
  { subject: "reveal", finding: "unasked", grade: "fair" },
  { subject: "screen", finding: "shared", grade: "weak" },
  { subject: "clipboard", finding: "stays", grade: "weak" },
  { subject: "package", finding: "source", grade: "fair" },
];
const STAYS: StaysView = {
  own: [
    { id: "a", title: "Bank", site: "bank.example", kind: "security-key" },
    { id: "b", title: "Tax office", kind: "smart-card" },
    { id: "c", title: "Insurance app", site: "insurance.example", kind: "phone-app" },
  ],
};
const NOTHING: StaysView = { own: [] };
const OF_SYSTEM: StaysView = {
  own: STAYS.own.slice(0, 1),
  ofSystem: [{ id: "system-0", title: "sam@work.example", site: "work.example", kind: "this-computer" }],
};
const answers = { "settings.protection": WITH_CHIP, "settings.selfTest": SELF_TEST, "stays.list": NOTHING } as const;

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

/** Opens the dialog behind the switch at that place of a section. */
async function flip(page: Page, section: number, place: number): Promise<void> {
  await open(page);
  await page.locator("main section").nth(section).locator("label:has(input[role=switch])").nth(place).click();
  await page.waitForSelector("[role=dialog]");
}

const PROTECT = 2;
const APPROVAL = 3;
const PROTECTED = 4;
const STAY = 5;
const DOCTOR = 6;

export const settingsShots: readonly Shot[] = [
  { name: "settings", answers, act: open },
  {
    name: "settings-bottom",
    answers: { ...answers, "settings.protection": WITH_KEY_STORE },
    act: async (page) => {
      await open(page);
      await scrolled(page, DOCTOR + 1);
    },
  },
  {
    name: "settings-long",
    views: { app: { ...APP, deviceName: "Computer ".repeat(7), vaultDirectory: `/home/${"someone-with-a-very-long-name/".repeat(6)}keyferry/vault` } },
    answers: { ...answers, "settings.protection": NO_KEY_STORE },
    act: async (page) => {
      await open(page);
      await scrolled(page, DOCTOR + 2);
    },
  },
  { name: "settings-loading", answers, slow: ["settings.protection", "settings.selfTest", "stays.list"], act: open },
  {
    name: "settings-failed",
    answers,
    failing: { "settings.protection": "vault.locked", "settings.selfTest": "vault.locked", "stays.list": "vault.locked" },
    act: open,
  },
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
  { name: "settings-key-store", answers, act: (page) => flip(page, PROTECT, 0) },
  { name: "settings-pin", answers, act: (page) => flip(page, PROTECT, 1) },
  {
    name: "settings-pin-short",
    answers,
    act: async (page) => {
      await flip(page, PROTECT, 1);
      await page.locator("[role=dialog] input").nth(1).fill("1234");
      await prove(page);
      await page.waitForSelector("[data-invalid] input:focus");
    },
  },
  {
    name: "settings-pin-off",
    answers: { ...answers, "settings.protection": chip({ way: "tpm", state: "locked-out" }, true) },
    act: (page) => flip(page, PROTECT, 1),
  },
  ...(
    [
      ["chip-locked", chip({ way: "tpm", state: "locked-out" })],
      ["chip-no-permission", chip({ way: "tpm", state: "unavailable", reason: "no-permission" })],
      ["windows-hello", chip({ way: "windows-hello", state: "ready" }, true)],
    ] as const
  ).map(([name, view]): Shot => {
    const act = async (page: Page) => {
      await open(page);
      await scrolled(page, PROTECT);
    };
    return { name: `settings-${name}`, answers: { ...answers, "settings.protection": view }, act };
  }),
  {
    name: "settings-pin-again",
    answers: { ...answers, "settings.protection": chip({ way: "tpm", state: "ready" }, true) },
    act: (page) => press(page, PROTECT, 2),
  },
  {
    name: "settings-touch-id",
    answers: { ...answers, "settings.protection": chip({ way: "secure-enclave", state: "ready" }) },
    act: (page) => flip(page, PROTECT, 1),
  },
  {
    name: "settings-approval",
    answers,
    act: async (page) => {
      await open(page);
      await scrolled(page, APPROVAL);
    },
  },
  { name: "settings-approval-off", answers, act: (page) => flip(page, APPROVAL, 0) },
  {
    name: "settings-reveal-off",
    views: { vault: { ...VAULT, approval: { passphraseOnExport: true, confirmReveal: true } } },
    answers,
    act: (page) => flip(page, APPROVAL, 1),
  },
  {
    name: "settings-self-test",
    answers,
    act: async (page) => {
      await open(page);
      await page.locator("main section").nth(PROTECTED).locator("button").last().click();
      await scrolled(page, PROTECTED);
    },
  },
  {
    name: "settings-self-test-weak",
    answers: { ...answers, "settings.selfTest": WEAK },
    act: async (page) => {
      await open(page);
      await scrolled(page, PROTECTED);
    },
  },
  {
    name: "settings-stays",
    answers: { ...answers, "stays.list": STAYS },
    act: async (page) => {
      await open(page);
      await scrolled(page, STAY);
    },
  },
  {
    name: "settings-stays-of-system",
    answers: { ...answers, "stays.list": OF_SYSTEM },
    act: async (page) => {
      await open(page);
      await scrolled(page, STAY);
    },
  },
  {
    name: "settings-stays-removed",
    answers: { ...answers, "stays.list": STAYS },
    act: async (page) => {
      await open(page);
      await page.locator("main section").nth(STAY).locator("li button").nth(1).click();
      await page.waitForSelector("[class*=notice] button:focus");
      await scrolled(page, STAY);
    },
  },
  { name: "settings-stays-add", answers, act: (page) => press(page, STAY) },
  {
    name: "settings-doctor",
    answers: { ...answers, "doctor.examine": FINDINGS },
    act: async (page) => {
      await press(page, DOCTOR);
      await scrolled(page, DOCTOR);
    },
  },
  ...Object.entries({ blocked: BLOCKED, unsure: UNSURE, "no-address": NO_ADDRESS }).map(
    ([name, found]): Shot => ({
      name: `settings-doctor-${name}`,
      answers: { ...answers, "doctor.examine": found },
      act: async (page) => {
        await press(page, DOCTOR);
        await scrolled(page, DOCTOR);
      },
    }),
  ),
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
