// The window's page with views of our choosing instead of a program behind it: every state of every screen, to look at and to check.
// The page is the built one (`npx electron-vite build`), run by Electron's Chromium; only `window.api` is put in its place.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type ElectronApplication, _electron as electron, type Page } from "playwright";
import { type PreviewServer, preview } from "vite";
import type { CallName, ResultOf, Views } from "../../src-shared/ipc/contract.ts";
import type { AppView } from "../../src-shared/ipc/views-app.ts";
import type { VaultView } from "../../src-shared/ipc/views-vault.ts";

export type Answers = { readonly [N in CallName]?: ResultOf<N> };

/** One state of one screen. `act` does what a person does to get there, from the first paint on. */
export type Shot = {
  readonly name: string;
  readonly views?: Partial<Views>;
  readonly answers?: Answers;
  /** Error codes that calls answer with instead, with their detail where the page shows it. */
  readonly failing?: { readonly [N in CallName]?: string | { readonly code: string; readonly detail: string } };
  /** Calls that have not answered yet. */
  readonly slow?: readonly CallName[];
  readonly act?: (page: Page) => Promise<void>;
};

export type Look = { readonly theme: "light" | "dark"; readonly width: number; readonly height: number; readonly language: "en" | "de" };

export const APP: AppView = {
  phase: { name: "open" },
  preferences: { theme: "light", language: "en", autoLockMinutes: 10, clipboardSeconds: 30, tray: false, useBluetooth: true },
  systemLanguage: "en",
  platform: "linux",
  version: "0.1.0",
  deviceName: "Blue ThinkPad",
  vaultDirectory: "/home/sam/.local/share/keyferry/vault",
  closing: false,
  transfer: "none",
  clipboard: false,
};

export const VAULT: VaultView = {
  generation: 1,
  approval: { passphraseOnExport: true, confirmReveal: false },
  items: 412,
  trashed: 2,
  favorites: 6,
  kinds: [
    { kind: "basic-auth", count: 388 },
    { kind: "passkey", count: 61 },
    { kind: "totp", count: 83 },
    { kind: "note", count: 24 },
    { kind: "credit-card", count: 5 },
  ],
  tags: [
    { tag: "daily", count: 12 },
    { tag: "money", count: 9 },
  ],
  collections: [
    { account: "YQ", collection: "cA", title: "Personal", count: 301, depth: 0 },
    { account: "YQ", collection: "dw", title: "Work", count: 88, depth: 0 },
    { account: "YQ", collection: "b3", title: "Ops", count: 23, depth: 1 },
  ],
};

const FIRST: Views = {
  app: APP,
  vault: VAULT,
  nearby: { looking: false, computers: [] },
  send: { step: "idle" },
  receive: { step: "idle" },
  bringIn: { step: "idle" },
  camera: { step: "off" },
};

/** The whole program of this Electron: one bare window. */
const PROGRAM = `
const { app, BrowserWindow } = require("electron");
app.whenReady().then(() => new BrowserWindow({ width: 1280, height: 800, useContentSize: true, webPreferences: { sandbox: true } }).loadURL("about:blank"));
`;

export class Gallery {
  readonly #server: PreviewServer;
  readonly #app: ElectronApplication;
  readonly #page: Page;
  readonly #folder: string;
  #armed = false;

  private constructor(server: PreviewServer, app: ElectronApplication, page: Page, folder: string) {
    this.#server = server;
    this.#app = app;
    this.#page = page;
    this.#folder = folder;
  }

  /** `display`: an X display that is there. */
  static async open(executablePath: string, display: string): Promise<Gallery> {
    const folder = mkdtempSync(join(tmpdir(), "keyferry-gallery-"));
    writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "gallery", main: "main.cjs" }));
    writeFileSync(join(folder, "main.cjs"), PROGRAM);
    const server = await preview({
      root: resolve("src-renderer"),
      configFile: false,
      build: { outDir: resolve("dist/app/page") },
      preview: { host: "127.0.0.1", port: 0 },
      logLevel: "error",
    });
    // Chromium's own film in the place of a camera
    const camera = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];
    const args = [...camera, ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []), `--user-data-dir=${join(folder, "profile")}`, folder];
    const app = await electron.launch({ executablePath, args, env: { ...(process.env as { [name: string]: string }), DISPLAY: display } });
    return new Gallery(server, app, await app.firstWindow(), folder);
  }

  /** The page that is shown, in another look. */
  async look({ theme, width, height, language }: Look): Promise<Page> {
    const page = this.#page;
    await page.setViewportSize({ width, height });
    await page.evaluate(`window.restyle(${JSON.stringify({ theme, language })})`);
    await page.waitForFunction(SETTLED);
    return page;
  }

  /** The page in that state and look, settled. */
  async show(shot: Shot, look: Look): Promise<Page> {
    const page = this.#page;
    const given = { ...FIRST, ...shot.views };
    const app = { ...given.app, preferences: { ...given.app.preferences, theme: look.theme, language: look.language } };
    if (!this.#armed) await page.addInitScript(INIT);
    this.#armed = true;
    await page.setViewportSize({ width: look.width, height: look.height });
    const state = JSON.stringify({ views: { ...given, app }, answers: shot.answers ?? {}, failing: shot.failing ?? {}, slow: shot.slow ?? [] }, asText);
    const address = this.#server.resolvedUrls?.local[0];
    if (address === undefined) throw new Error("the page is not served");
    await page.goto("about:blank");
    await page.evaluate(`window.name = ${JSON.stringify(state)}`);
    await page.goto(address);
    await page.waitForSelector("#app *");
    await shot.act?.(page);
    await page.waitForFunction(SETTLED);
    return page;
  }

  async close(): Promise<void> {
    await this.#app.close();
    await this.#server.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Bytes as a list of numbers. */
function asText(_name: string, value: unknown): unknown {
  return value instanceof Uint8Array ? [...value] : value;
}

/** Fonts are there and what moves only once has stopped. */
const SETTLED = `document.fonts.status === "loaded" && document.getAnimations().every((one) => one.playState === "finished" || one.effect.getTiming().iterations === Infinity)`;

/** Before the page's own scripts: the state comes through the window's name, which survives the way to the page. */
const INIT = `
if (window.name.startsWith("{")) {
  const { views, answers, failing, slow } = JSON.parse(window.name);
  const calls = [];
  if (views.camera.picture) views.camera.picture = Uint8Array.from(views.camera.picture);
  window.api = {
    async call(name, args) {
      calls.push({ name, args });
      if (slow.includes(name)) return new Promise(() => {});
      if (failing[name]) return { ok: false, ...(typeof failing[name] === "string" ? { code: failing[name] } : failing[name]) };
      return { ok: true, value: name === "view" ? views[args.name] : answers[name] };
    },
    onChanged(listener) {
      window.push = listener;
      window.restyle = (look) => listener("app", { ...views.app, preferences: { ...views.app.preferences, ...look } });
      return () => {};
    },
    async bringIn() { return { ok: true }; },
  };
  window.calls = calls;
}
`;

/** Where pictures go; made when it is not there. */
export function pictureFile(folder: string, name: string, look: Look): string {
  mkdirSync(folder, { recursive: true });
  return join(folder, `${name}.${look.theme}.${look.width}x${look.height}${look.language === "en" ? "" : `.${look.language}`}.png`);
}
