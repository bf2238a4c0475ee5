// The app from start to end, in real Electron: one at a time, its menu, its locking, what it leaves behind.

import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { electronPath, freshFolder, type OpenedApp, openApp, runApp } from "../harness/app.ts";

const PASSPHRASE = "correct horse battery staple";

const call = (name: string, args: unknown) => `window.api.call(${JSON.stringify(name)}, ${JSON.stringify(args)})`;
const phaseOf = ({ page }: OpenedApp) => page.evaluate<string>(`${call("view", { name: "app" })}.then(({ value }) => value.phase.name)`);
const waitForPhase = ({ page }: OpenedApp, phase: string) =>
  page.waitForFunction(`${call("view", { name: "app" })}.then(({ value }) => value.phase.name === ${JSON.stringify(phase)})`);

/** With a vault made just now, open. */
async function openVault(): Promise<OpenedApp> {
  const opened = await openApp();
  const answer = await opened.page.evaluate(`(async () => {
    await ${call("setup.create", { passphrase: PASSPHRASE, keyStore: false })};
    const { value: key } = await ${call("setup.recoveryKey", undefined)};
    return (await window.api.call("setup.confirm", { ending: key.split("-").at(-1) })).value;
  })()`);
  expect(answer).toBe(true);
  return opened;
}

/** Chooses an item of the application menu, as its shortcut does. */
const choose = ({ app }: OpenedApp, id: string) => app.evaluate(({ Menu }, id) => Menu.getApplicationMenu()?.getMenuItemById(id)?.click(), id);

const filesUnder = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => existsSync(path) && statSync(path).isFile());

describe.skipIf(electronPath === undefined)("the app", () => {
  test("shows its window, with its name, not smaller than it may be", async () => {
    const { app } = await openApp();
    const windows = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((one) => [one.getTitle(), one.getMinimumSize()]));
    expect(windows).toEqual([["Keyferry", [640, 480]]]);
  });

  test("started a second time in the same profile ends and leaves the first one alone", async () => {
    const first = await openApp();
    const { code } = await runApp({ userData: first.userData, vault: first.vault });
    expect([code, await first.page.title()]).toEqual([0, "Keyferry"]);
  });

  test("tells others the name it was given", async () => {
    const { page } = await openApp({ deviceName: "Blue ThinkPad" });
    expect(await page.evaluate(`${call("view", { name: "app" })}.then(({ value }) => value.deviceName)`)).toBe("Blue ThinkPad");
  });

  test("uses the vault that the environment names", async () => {
    const vault = freshFolder("other");
    const { page } = await openApp({ args: ["--vault="], env: { KEYFERRY_VAULT: vault } });
    expect(await page.evaluate(`${call("view", { name: "app" })}.then(({ value }) => value.vaultDirectory)`)).toBe(vault);
  });

  test("hands a command of its menu to the page, each with a higher number", async () => {
    const opened = await openApp();
    const seen = opened.page.evaluate<readonly unknown[]>(`new Promise((resolve) => {
      const seen = [];
      window.api.onChanged((name, view) => { if (name === "app" && view.command) seen.push(view.command); if (seen.length === 2) resolve(seen); });
      window.listening = true;
    })`);
    await opened.page.waitForFunction("window.listening");
    for (const id of ["new-item", "send"]) await choose(opened, id);
    expect(await seen).toEqual([
      { name: "new-item", number: 1 },
      { name: "send", number: 2 },
    ]);
  });

  test("locks from its menu", async () => {
    const opened = await openVault();
    await choose(opened, "lock");
    await opened.page.getByLabel("Passphrase", { exact: true }).waitFor();
    expect(await phaseOf(opened)).toBe("locked");
  });

  test.each(["lock-screen", "suspend"] as const)("locks at the system's %s", async (sign) => {
    const opened = await openVault();
    await opened.app.evaluate(({ powerMonitor }, sign) => void (powerMonitor as unknown as { emit(sign: string): void }).emit(sign), sign);
    await opened.page.getByLabel("Passphrase", { exact: true }).waitFor();
    expect(await phaseOf(opened)).toBe("locked");
  });

  test("locks and shows its page again when the page has crashed", async () => {
    const opened = await openVault();
    const loaded = opened.page.waitForEvent("crash");
    await opened.app.evaluate(({ webContents }) => webContents.getAllWebContents()[0]?.forcefullyCrashRenderer());
    await loaded;
    const phase = await opened.app.evaluate(async ({ webContents }) => {
      const [page] = webContents.getAllWebContents();
      if (page?.isLoading() || page?.isCrashed()) await new Promise<void>((resolve) => page?.once("did-finish-load", () => resolve()));
      return page?.executeJavaScript('window.api.call("view", { name: "app" }).then(({ value }) => value.phase.name)');
    });
    expect(phase).toBe("locked");
  });

  test("speaks the language and shows the theme of the preferences", async () => {
    const opened = await openApp();
    await opened.page.evaluate(call("settings.set", { language: "de", theme: "dark" }));
    const shown = await opened.app.evaluate(({ Menu, nativeTheme }) => [Menu.getApplicationMenu()?.getMenuItemById("lock")?.label, nativeTheme.themeSource]);
    expect(shown).toEqual(["Sperren", "dark"]);
  });

  test("copies onto the clipboard and takes it off at the end", async () => {
    const opened = await openVault();
    await opened.page.evaluate(
      `${call("generator.make", { kind: "pin", length: 8, digits: true, symbols: false })}.then(() => ${call("generator.copy", undefined)})`,
    );
    const during = await opened.app.evaluate(({ clipboard }) => clipboard.readText());
    await choose(opened, "lock");
    await opened.page.waitForFunction(`${call("view", { name: "app" })}.then(({ value }) => !value.clipboard)`);
    const after = await opened.app.evaluate(({ clipboard }) => clipboard.readText());
    expect([during.length, after]).toEqual([8, ""]);
  });

  test("keeps preferences and the window's place for the next start", async () => {
    const userData = freshFolder("profile");
    const first = await openApp({ userData });
    await first.page.evaluate(call("settings.set", { theme: "dark" }));
    await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setBounds({ x: 60, y: 70, width: 800, height: 600 }));
    await first.close();
    const { app } = await openApp({ userData });
    const kept = await app.evaluate(({ BrowserWindow, nativeTheme }) => [BrowserWindow.getAllWindows()[0]?.getBounds(), nativeTheme.themeSource]);
    expect(kept).toEqual([{ x: 60, y: 70, width: 800, height: 600 }, "dark"]);
  });

  test("stays when its window is closed while it has an icon in the tray", async () => {
    const opened = await openApp();
    await opened.page.evaluate(call("settings.set", { tray: true }));
    const visible = await opened.app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.close();
      return window?.isVisible();
    });
    expect(visible).toBe(false);
  });

  test("ends when its window is closed, with the vault closed", async () => {
    const opened = await openVault();
    const ended = opened.app.waitForEvent("close");
    await opened.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()).catch(() => {});
    await ended;
    const again = await openApp({ vault: opened.vault });
    await again.page.evaluate(call("session.unlock", { by: "passphrase", secret: PASSPHRASE }));
    await waitForPhase(again, "open");
    expect(await phaseOf(again)).toBe("open");
  });

  test("ends in order when the system asks it to", async () => {
    const opened = await openVault();
    const ended = new Promise((resolve) => opened.app.process().once("exit", (code, signal) => resolve([code, signal])));
    opened.app.process().kill("SIGTERM");
    expect(await ended).toEqual([0, null]);
  });

  test("leaves nothing of the page, of what was typed or of the vault in its profile", async () => {
    const { userData, close } = await openVault();
    await close();
    const found = filesUnder(userData).filter((path) => /app:\/\/keyferry|correct horse|keyferry-app-vault/.test(readFileSync(path, "latin1")));
    expect(found).toEqual([]);
  });

  test("writes no crash dump", async () => {
    const { userData, app } = await openApp();
    await app.evaluate(({ webContents }) => webContents.getAllWebContents()[0]?.forcefullyCrashRenderer());
    await app.evaluate(({ webContents }) => new Promise<void>((resolve) => webContents.getAllWebContents()[0]?.once("did-finish-load", () => resolve())));
    expect(filesUnder(userData).filter((path) => path.endsWith(".dmp"))).toEqual([]);
  });
});
