// The built desktop app in real Electron, on a screen of its own when there is none, driven through Playwright.
//
//   const { app, page } = await openApp({ vault, userData });
//
// `page` is the window: give it strings of script, `page.evaluate("location.href")`, as the tests know no DOM types. `app.evaluate` runs in the
// program: `app.evaluate(({ dialog }) => …)`. Everything is closed when the test ends; `close()` does it earlier, as the owner would by quitting.
// One app for several tests is opened in `beforeAll` with `onEnd`, which is called with what `afterAll` then has to do, last things first.
// Two apps at once need two `userData` folders: the same one is the same app.
// The app must have been built: `npx electron-vite build`. Where no Electron can be had `electronPath` is undefined: use
// `describe.skipIf(electronPath === undefined)`.

import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { _electron, type ElectronApplication, type Page } from "playwright";
import { onTestFinished } from "vitest";

const ROOT = resolve(import.meta.dirname, "../..");
const START_MS = 60_000;

/** Of the Electron that there is on this computer or that npm gives. */
export const electronPath: string | undefined = findElectron();

export type AppOptions = {
  /** The vault's folder; a fresh one without a vault when absent. */
  readonly vault?: string;
  /** Where the app keeps its window's place and preferences; a fresh one when absent. */
  readonly userData?: string;
  /** What other computers are told. */
  readonly deviceName?: string;
  readonly args?: readonly string[];
  readonly env?: { readonly [name: string]: string };
  /** Hears what has to be done in the end, last things first; the end of the test when absent. */
  readonly onEnd?: OnEnd;
  /** Another place to run in: the program that starts Electron there, and where this checkout is there. `env` is then up to that program. */
  readonly into?: { readonly launcher: string; readonly project: string };
};
export type OnEnd = (work: () => unknown) => void;

export const atTestEnd: OnEnd = (work) =>
  onTestFinished(async () => {
    await work();
  });

export type OpenedApp = {
  readonly app: ElectronApplication;
  /** The window, when its page has loaded. */
  readonly page: Page;
  readonly vault: string;
  readonly userData: string;
  /** Everything the page wrote to its console so far. */
  readonly said: readonly string[];
  /** Quits as the owner would; after `killAfter` milliseconds the process is killed, such as when a running transfer is asked about. */
  close(killAfter?: number): Promise<void>;
};

export async function openApp(options: AppOptions = {}): Promise<OpenedApp> {
  const onEnd = options.onEnd ?? atTestEnd;
  const { vault, userData, args, env } = start(options, onEnd);
  // found by Playwright itself, which then holds the app back until it is connected; given the path, it may come too late and wait for ever
  process.env.ELECTRON_OVERRIDE_DIST_PATH ??= dirname(needElectron());
  const app = await _electron.launch({
    args: [...args],
    cwd: ROOT,
    env,
    timeout: START_MS,
    ...(options.into && { executablePath: options.into.launcher, chromiumSandbox: true }),
  });
  const child = app.process();
  let closed: Promise<void> | undefined;
  const close = (killAfter = 10_000) => {
    closed ??= quit(app, child, killAfter);
    return closed;
  };
  onEnd(() => close());
  const page = await app.firstWindow();
  const said: string[] = [];
  page.on("console", (message) => said.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => said.push(`error: ${error.message}`));
  await page.waitForLoadState("load");
  return { app, page, vault, userData, said, close };
}

export type EndedApp = { readonly code: number | null; readonly output: string };

/** Starts the app without Playwright and waits for its end: for a start that is meant to end by itself. */
export function runApp(options: AppOptions = {}): Promise<EndedApp> {
  const onEnd = options.onEnd ?? atTestEnd;
  const { args, env } = start(options, onEnd);
  const child = spawn(needElectron(), args, { cwd: ROOT, env });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  onEnd(() => child.kill("SIGKILL"));
  return new Promise((done) => child.once("close", (code) => done({ code, output })));
}

/** A path in a folder of its own, which is removed in the end; nothing is at that path yet. */
export function freshFolder(name: string, onEnd: OnEnd = atTestEnd): string {
  const folder = mkdtempSync(join(tmpdir(), `keyferry-app-${name}-`));
  onEnd(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return join(folder, name);
}

type Start = { readonly vault: string; readonly userData: string; readonly args: readonly string[]; readonly env: { [name: string]: string } };

function start(options: AppOptions, onEnd: OnEnd): Start {
  const vault = options.vault ?? freshFolder("vault", onEnd);
  const userData = options.userData ?? freshFolder("profile", onEnd);
  mkdirSync(userData, { recursive: true });
  // Chromium's sandbox does not run as root
  const sandbox = process.getuid?.() === 0 && options.into === undefined ? ["--no-sandbox"] : [];
  const deviceName = options.deviceName === undefined ? [] : [`--device-name=${options.deviceName}`];
  const args = [...sandbox, options.into?.project ?? ROOT, `--vault=${vault}`, `--user-data-dir=${userData}`, ...deviceName, ...(options.args ?? [])];
  return { vault, userData, args, env: appEnvironment(options.env ?? {}) };
}

/** Without what would change how Electron or the app starts. */
function appEnvironment(more: { readonly [name: string]: string }): { [name: string]: string } {
  const { ELECTRON_RUN_AS_NODE, NODE_OPTIONS, NODE_COMPILE_CACHE, KEYFERRY_VAULT, ...own } = process.env;
  const given = Object.entries(own).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { ...Object.fromEntries(given), LANG: "en_US.UTF-8", LANGUAGE: "en", ...display(), ...more };
}

async function quit(app: ElectronApplication, child: ChildProcess, killAfter: number): Promise<void> {
  const kill = setTimeout(() => child.kill("SIGKILL"), killAfter);
  await app.close().catch(() => {});
  clearTimeout(kill);
}

let screen: { readonly server: ChildProcess; readonly name: string } | undefined;

/** The screen there is, else an Xvfb that this worker starts once and that ends with it. */
function display(): { readonly [name: string]: string } {
  if (process.platform !== "linux" || process.env.DISPLAY || process.env.WAYLAND_DISPLAY) return {};
  screen ??= startScreen();
  return { DISPLAY: screen.name };
}

/** The name of the X display that is there or was started here, for what needs to be told. */
export function screenOf(): string {
  return process.env.DISPLAY ?? display().DISPLAY ?? "";
}

function startScreen(): { readonly server: ChildProcess; readonly name: string } {
  // it writes the number of the free display it took, once it takes connections; without -noreset it would throw out who comes as the last one leaves
  const script = 'exec Xvfb -displayfd 3 -screen 0 1440x1000x24 -nolisten tcp -noreset 3>"$0"';
  const note = join(mkdtempSync(join(tmpdir(), "keyferry-screen-")), "number");
  execFileSync("mkfifo", [note]);
  const server = spawn("sh", ["-c", script, note], { stdio: "ignore" });
  process.once("exit", () => server.kill());
  const number = execFileSync("timeout", ["30", "head", "-n", "1", note], { encoding: "utf8" }).trim();
  rmSync(join(note, ".."), { recursive: true });
  return { server, name: `:${number}` };
}

function needElectron(): string {
  if (electronPath === undefined) throw new Error("there is no Electron here: see scripts/electron.mjs");
  if (!existsSync(join(ROOT, "dist/app/page/index.html"))) throw new Error("the app is not built: npx electron-vite build");
  return electronPath;
}

function findElectron(): string | undefined {
  const { status, stdout } = spawnSync("node", [join(ROOT, "scripts/electron.mjs")], { encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
}
