// The desktop app in real Electron: unlock, search, scroll, start and rest, each beside its reference in the same run. goals.md P10–P14

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { _electron, type ElectronApplication, type Page } from "playwright";
import { openApp, screenOf } from "../e2e/harness/app.ts";
import { composeHost } from "../src-main/host/compose-host.ts";
import { emptyVault } from "../src-main/services/rehearsal-vaults.ts";
import { fillVault } from "./generate-vault.ts";
import { openKdbx } from "./kdbx-open.ts";
import { interleaved, median, milliseconds, type Row } from "./measure.ts";

const SIZES = [10_000, 100_000] as const;
/** Milliseconds. */
const UNLOCK: { readonly [items: number]: number } = { 10000: 50, 100000: 300 };
const SEARCH: { readonly [items: number]: number } = { 10000: 5, 100000: 16 };
const PAINTED = 50;
const FRAME = 16.7;
const MOST_NODES = 80;
const ROUNDS = 7;
const MIB = 1 << 20;

type Ready = { readonly directory: string; readonly recoveryKey: string };

/** With a recovery key, which opens it without Argon2: its time is not the app's. */
async function madeVault(directory: string, items: number): Promise<Ready> {
  const vault = await emptyVault(composeHost({}), directory);
  const { recoveryKey } = await vault.addSlot({ provider: "recovery" });
  fillVault(vault, items);
  vault.close();
  return { directory, recoveryKey: recoveryKey ?? "" };
}

export async function benchApp(rounds = ROUNDS): Promise<readonly Row[]> {
  const root = mkdtempSync(join(tmpdir(), "keyferry-bench-app-"));
  try {
    const vaults = new Map<number, Ready>();
    for (const items of SIZES) vaults.set(items, await madeVault(join(root, `vault-${items}`), items));
    const rows: Row[] = [];
    for (const [items, ready] of vaults) rows.push(...(await unlockRows(items, ready, rounds)), ...(await listRows(items, ready)));
    return [...rows, ...(await startRows(root, rounds)), ...(await restRows(root, vaults.get(SIZES[0]) as Ready))];
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** From the press of Enter to a painted row; the page's own clock. */
async function unlock(page: Page, recoveryKey: string): Promise<number> {
  await page.getByRole("button", { name: "Recovery key" }).click();
  await page.getByLabel("Recovery key", { exact: true }).fill(recoveryKey);
  await page.evaluate(`void (window.unlocked = new Promise((resolve) => {
    addEventListener("keydown", () => {
      const begin = performance.now();
      const look = () => document.querySelector("[role=option]")?.textContent ? requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - begin))) : requestAnimationFrame(look);
      look();
    }, { once: true, capture: true });
  }))`);
  await page.keyboard.press("Enter");
  return page.evaluate<number>("window.unlocked");
}

async function unlockRows(items: number, { directory, recoveryKey }: Ready, rounds: number): Promise<readonly Row[]> {
  const times = await withApp({ vault: directory }, async ({ page }) => {
    const ours = async () => {
      const time = await unlock(page, recoveryKey);
      await page.evaluate(`void setTimeout(() => window.api.call("session.lock"))`); // which replaces the page that is asked
      await page.getByRole("button", { name: "Recovery key" }).waitFor();
      return time;
    };
    await ours(); // the first one fills the file cache
    return items === SIZES[0] ? interleaved(rounds, { ours, kdbx: openKdbx(items) }) : interleaved(rounds, { ours });
  });
  const ours = times.ours ?? [];
  const label = `unlock to painted rows, no KDF, ${items.toLocaleString("en")} items`;
  const row: Row = { goal: "P10", what: label, value: milliseconds(ours), ratio: median(ours), limit: UNLOCK[items] ?? 0 };
  if (times.kdbx === undefined) return [row];
  return [
    row,
    { goal: "P10", what: "… against kdbxweb opening as many, no KDF", value: milliseconds(times.kdbx), ratio: median(ours) / median(times.kdbx), limit: 0.15 },
  ];
}

async function listRows(items: number, { directory, recoveryKey }: Ready): Promise<readonly Row[]> {
  return withApp({ vault: directory }, async ({ page }) => {
    await unlock(page, recoveryKey);
    const count = items.toLocaleString("en");
    const asked = await page.evaluate<number[]>(SEARCHES);
    const painted = await typed(page);
    const { frames, nodes } = await page.evaluate<{ frames: number[]; nodes: number }>(SCROLL);
    return [
      { goal: "P11", what: `search answered to the page, ${count} items, p95`, value: milliseconds(asked), ratio: p95(asked), limit: SEARCH[items] ?? 0 },
      { goal: "P11", what: `key press to painted result, ${count} items, p95`, value: milliseconds(painted), ratio: p95(painted), limit: PAINTED },
      { goal: "P12", what: `scroll frame, ${count} items, p95`, value: milliseconds(frames), ratio: p95(frames), limit: FRAME },
      { goal: "P12", what: `row nodes while scrolling, ${count} items`, value: `${nodes}`, ratio: nodes, limit: MOST_NODES },
    ];
  });
}

/** Words that fit many, few and none, each as typed letter by letter. */
const WORDS = ["river", "stone 7", "amber", "sam.music", "zzz", "harbor 99"];
const SEARCHES = `(async () => {
  const times = [];
  for (const word of ${JSON.stringify(WORDS)}) for (let end = 1; end <= word.length; end++) {
    const begin = performance.now();
    await window.api.call("vault.list", { scope: { by: "all" }, text: word.slice(0, end), order: "title", from: 0, count: 60 });
    times.push(performance.now() - begin);
  }
  return times;
})()`;

/** From each key to the frame after the last change it made in the list. */
async function typed(page: Page): Promise<readonly number[]> {
  await page.evaluate(`(() => {
    window.painted = [];
    let begin, last;
    const pane = document.querySelector("main");
    new MutationObserver(() => requestAnimationFrame(() => { last = performance.now(); })).observe(pane, { subtree: true, childList: true, characterData: true });
    addEventListener("keydown", () => { if (begin !== undefined && last > begin) window.painted.push(last - begin); begin = performance.now(); }, true);
  })()`);
  await page.getByRole("searchbox").first().click();
  for (const word of WORDS.slice(0, 4)) {
    await page.keyboard.type(word, { delay: 250 });
    for (const _ of word) await page.keyboard.press("Backspace", { delay: 20 });
    await page.waitForTimeout(300);
  }
  return page.evaluate<number[]>("window.painted");
}

/** Three hundred frames of quick scrolling; the most rows there were at once. */
const SCROLL = `new Promise((resolve) => {
  const list = document.querySelector("[role=listbox]");
  const frames = [];
  let nodes = 0, before;
  const step = (now) => {
    if (before !== undefined) frames.push(now - before);
    before = now;
    nodes = Math.max(nodes, list.querySelectorAll("[role=option]").length);
    if (frames.length === 300) return resolve({ frames, nodes });
    list.scrollTop += 180;
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
})`;

/** To the unlock field, against a window with nothing but a field in it. */
async function startRows(root: string, rounds: number): Promise<readonly Row[]> {
  const { directory } = await madeVault(join(root, "vault-start"), 10);
  const ours = () => startTime(() => openApp({ vault: directory, onEnd: () => {} }).then(({ app, page }) => ({ app, page })), "input[type=password]");
  const empty = () => startTime(() => emptyWindow(root), "input");
  const times = await interleaved(rounds, { ours, empty });
  const [mine, reference] = [times.ours ?? [], times.empty ?? []];
  return [
    {
      goal: "P13",
      what: "cold start to the unlock field, against an empty window",
      value: `${milliseconds(mine)}; empty ${milliseconds(reference)}`,
      ratio: median(mine) / median(reference),
      limit: 1.5,
    },
  ];
}

async function startTime(open: () => Promise<{ readonly app: ElectronApplication; readonly page: Page }>, field: string): Promise<number> {
  const begin = performance.now();
  const { app, page } = await open();
  await page.waitForSelector(field);
  const time = performance.now() - begin;
  await app.close();
  return time;
}

const EMPTY = `
const { app, BrowserWindow } = require("electron");
app.whenReady().then(() => new BrowserWindow({ width: 1120, height: 760, webPreferences: { sandbox: true } }).loadURL("data:text/html,<input>"));
`;

async function emptyWindow(root: string): Promise<{ readonly app: ElectronApplication; readonly page: Page }> {
  const folder = mkdtempSync(join(root, "empty-"));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "empty", main: "main.cjs" }));
  writeFileSync(join(folder, "main.cjs"), EMPTY);
  const { electronPath = "" } = await import("../e2e/harness/app.ts");
  const args = [...(process.getuid?.() === 0 ? ["--no-sandbox"] : []), `--user-data-dir=${join(folder, "profile")}`, folder];
  const env = { ...(process.env as { [name: string]: string }), DISPLAY: screenOf() };
  const app = await _electron.launch({ executablePath: electronPath, args, env });
  return { app, page: await app.firstWindow() };
}

/** Resident memory of all its processes, a while after unlocking. */
async function restRows(root: string, { directory, recoveryKey }: Ready): Promise<readonly Row[]> {
  const ours = await withApp({ vault: directory }, async ({ app, page }) => {
    await unlock(page, recoveryKey);
    return atRest(app, page);
  });
  const { app, page } = await emptyWindow(root);
  const empty = await atRest(app, page);
  await app.close();
  const limit = 1.5 * empty + 60 * MIB;
  return [
    {
      goal: "P14",
      what: "memory at rest, 10,000 items unlocked, against 1.5 × empty window + 60 MiB",
      value: `${mib(ours)}; empty ${mib(empty)}`,
      ratio: ours / limit,
      limit: 1,
    },
  ];
}

async function atRest(app: ElectronApplication, page: Page): Promise<number> {
  await page.waitForTimeout(5000);
  const kilobytes = await app.evaluate(({ app }) => app.getAppMetrics().reduce((sum, { memory }) => sum + memory.workingSetSize, 0));
  return kilobytes * 1024;
}

type Opened = { readonly app: ElectronApplication; readonly page: Page };

async function withApp<T>({ vault }: { readonly vault: string }, work: (opened: Opened) => Promise<T>): Promise<T> {
  const endings: (() => unknown)[] = [];
  try {
    return await work(await openApp({ vault, onEnd: (end) => endings.unshift(end) }));
  } finally {
    for (const end of endings) await end();
  }
}

function p95(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? Number.NaN;
}

function mib(bytes: number): string {
  return `${(bytes / MIB).toFixed(0)} MiB`;
}
