// States of: vault.

import type { Page } from "playwright";
import { APP, type Shot, VAULT } from "../harness/gallery.ts";
import { LIST, LOGIN, LOGIN_FORM, LONG_LIST, NO_LIST, ODD, PASSPORT, TRASHED } from "./vault-items.ts";

const row = (page: Page, place: number) => page.locator("[role=option]").nth(place).click();
const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).first().click();
const choose = async (page: Page, name: RegExp) => page.getByRole("menuitem", { name }).click();
const EDIT = /^(Edit|Bearbeiten)$/;
const MORE = /^(More|Mehr)$/;

async function opened(page: Page, place = 4): Promise<void> {
  await row(page, place);
  await page.waitForSelector("article h1");
}

async function editing(page: Page): Promise<void> {
  await opened(page);
  await button(page, EDIT);
  await page.waitForSelector("form h1");
}

const shown = { "vault.list": LIST, "vault.place": 4, "vault.detail": LOGIN, "vault.reveal": "correct-horse-7-battery!", "vault.totp": "482913" };
const fixed = { ...shown, "vault.template": [] };
const makes = { "vault.template": LOGIN_FORM, "generator.make": "tR7#vq2Lm!xW9dKe_3Zp" };

export const vaultShots: readonly Shot[] = [
  { name: "vault-list", answers: { "vault.list": LIST } },
  { name: "vault-loading", views: { app: APP }, answers: { "vault.list": { ...LONG_LIST, rows: [] } } },
  { name: "vault-error", failing: { "vault.list": "vault.corrupt" } },
  {
    name: "vault-empty",
    views: { vault: { ...VAULT, items: 0, trashed: 0, favorites: 0, kinds: [], tags: [], collections: [] } },
    answers: { "vault.list": NO_LIST },
  },
  {
    name: "vault-no-match",
    answers: { "vault.list": NO_LIST },
    act: (page) => page.locator("input[type=search]").fill("quarterly pottery invoice"),
  },
  { name: "vault-detail", answers: shown, act: opened },
  {
    name: "vault-detail-shown",
    answers: { ...shown, "vault.copy": undefined as never },
    act: async (page) => {
      await opened(page);
      await page.getByRole("button", { name: /^(Show|Zeigen): (Password|Passwort)$/ }).click();
      await page.getByRole("button", { name: /^(Show|Zeigen): Code$/ }).click();
      await page.getByRole("button", { name: /^(Copy|Kopieren): (Password|Passwort)$/ }).click();
      await page.mouse.move(640, 20);
    },
  },
  {
    name: "vault-detail-end",
    answers: shown,
    act: async (page) => {
      await opened(page);
      await page.locator("article p").last().scrollIntoViewIfNeeded();
    },
  },
  { name: "vault-detail-long", answers: { ...shown, "vault.detail": ODD }, act: (page) => opened(page, 9) },
  {
    name: "vault-detail-long-end",
    answers: { ...shown, "vault.detail": ODD },
    act: async (page) => {
      await opened(page, 9);
      await page.locator("article p").last().scrollIntoViewIfNeeded();
    },
  },
  { name: "vault-detail-passport", answers: { ...shown, "vault.detail": PASSPORT }, act: (page) => opened(page, 11) },
  { name: "vault-detail-gone", answers: { "vault.list": LIST }, failing: { "vault.detail": "vault.item-missing" }, act: (page) => row(page, 4) },
  { name: "vault-reveal-asks", views: { app: { ...APP, revealing: "polkit" } }, answers: shown, act: (page) => page.getByRole("alertdialog").waitFor() },
  {
    name: "vault-reveal-typed",
    answers: shown,
    failing: { "vault.reveal": "presence.not-installed" },
    act: async (page) => {
      await opened(page);
      await page.getByRole("button", { name: /^(Show|Zeigen): (Password|Passwort)$/ }).click();
      await page.getByRole("alertdialog").waitFor();
    },
  },
  {
    name: "vault-reveal-refused",
    answers: shown,
    failing: { "vault.reveal": "presence.denied" },
    act: async (page) => {
      await opened(page);
      await page.getByRole("button", { name: /^(Show|Zeigen): (Password|Passwort)$/ }).click();
    },
  },
  {
    name: "vault-reveal-fails",
    answers: shown,
    failing: { "vault.reveal": "vault.tampered" },
    act: async (page) => {
      await opened(page);
      await page.getByRole("button", { name: /^(Show|Zeigen): (Password|Passwort)$/ }).click();
    },
  },
  {
    name: "vault-menu",
    answers: shown,
    act: async (page) => {
      await opened(page);
      await button(page, MORE);
    },
  },
  {
    name: "vault-new-menu",
    answers: shown,
    act: (page) => button(page, /^(New item|Neuer Eintrag)$/),
  },
  {
    name: "vault-moved-to-trash",
    answers: shown,
    act: async (page) => {
      await opened(page);
      await button(page, MORE);
      await choose(page, /trash|Papierkorb/);
      await page.mouse.move(640, 20);
    },
  },
  {
    name: "vault-trash",
    answers: { ...shown, "vault.list": { ...LIST, total: 2, rows: LIST.rows.slice(3, 5) }, "vault.detail": TRASHED },
    act: async (page) => {
      await page.getByRole("button", { name: /^(Trash|Papierkorb)/ }).click();
      await row(page, 1);
      await page.waitForSelector("article h1");
    },
  },
  {
    name: "vault-trash-purge",
    answers: { ...shown, "vault.list": { ...LIST, total: 2, rows: LIST.rows.slice(3, 5) }, "vault.detail": TRASHED },
    act: async (page) => {
      await page.getByRole("button", { name: /^(Trash|Papierkorb)/ }).click();
      await row(page, 1);
      await button(page, /^(Delete for good|Endgültig löschen)$/);
    },
  },
  {
    name: "vault-history",
    answers: {
      ...shown,
      "vault.history": [
        { version: 2, at: 1_763_983_200, cause: "edited", title: "Example Cloud", changed: ["password", "tags"] },
        { version: 1, at: 1_761_000_000, cause: "transfer", title: "Example Cloud (old)", changed: ["title", "scope", "username"] },
        { version: 0, at: 1_714_556_400, cause: "restored", title: "Example Cloud", changed: [] },
      ],
    },
    act: async (page) => {
      await opened(page);
      await button(page, MORE);
      await choose(page, /earlier|Frühere/i);
      await page.getByRole("dialog").waitFor();
    },
  },
  {
    name: "vault-collections",
    answers: shown,
    act: async (page) => {
      await opened(page);
      await button(page, MORE);
      await choose(page, /collection|Sammlung/i);
    },
  },
  { name: "vault-edit", answers: fixed, act: editing },
  {
    name: "vault-edit-parts",
    answers: fixed,
    act: async (page) => {
      await editing(page);
      await page.locator("form input[type=password]").first().fill("new secret");
      await page.getByRole("button", { name: /^(Add a part|Teil hinzufügen)$/ }).scrollIntoViewIfNeeded();
    },
  },
  {
    name: "vault-edit-custom",
    answers: { ...fixed, "vault.detail": ODD },
    act: async (page) => {
      await editing(page);
      await page.getByRole("button", { name: /^(Add a field|Feld hinzufügen)$/ }).scrollIntoViewIfNeeded();
    },
  },
  {
    name: "vault-edit-refused",
    answers: fixed,
    act: async (page) => {
      await editing(page);
      await page.getByRole("textbox", { name: /^(Title|Titel)$/ }).fill(" ");
      await button(page, /^(Save|Sichern)$/);
    },
  },
  {
    name: "vault-edit-leave",
    answers: fixed,
    act: async (page) => {
      await editing(page);
      await page.getByRole("textbox", { name: /^(Title|Titel)$/ }).fill("Something else");
      await row(page, 2);
    },
  },
  {
    name: "vault-new",
    answers: { ...shown, ...makes },
    act: async (page) => {
      await page.getByRole("listbox").waitFor();
      await page.keyboard.press("Control+n");
      await page.waitForSelector("form h1");
    },
  },
  {
    name: "vault-generator",
    answers: { ...shown, ...makes },
    act: async (page) => {
      await page.getByRole("listbox").waitFor();
      await page.keyboard.press("Control+n");
      await button(page, /^(Make a password|Passwort erzeugen)$/);
      await page.getByRole("dialog").waitFor();
    },
  },
];
