// A guest with the real bluetoothd: a Linux kernel run as a program (User-Mode Linux, scripts/uml-kernel.mjs) with this computer's files, below which
// nothing is written, and two emulated controllers. It takes no root and no virtualisation.
// Where it cannot be had, `guestMissing` says why: `describe.skipIf(guestMissing !== undefined)`, with it in the name.

import { spawn, spawnSync } from "node:child_process";
import { appendFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import type { Line } from "./line-process.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const SCRIPT = join(import.meta.dirname, "bluez-guest.sh");
const PROGRAMS = ["/usr/libexec/bluetooth/bluetoothd", "/usr/bin/btvirt", "/usr/bin/btmon", "/usr/bin/dbus-daemon", "/usr/bin/setpriv"];

const kernel = whereKernel();
export const guestMissing = whyMissing();

function whereKernel(): string {
  return spawnSync(process.execPath, [join(ROOT, "scripts/uml-kernel.mjs"), "where"], { encoding: "utf8" }).stdout.trim();
}

function whyMissing(): string | undefined {
  if (!existsSync(kernel)) return "the BlueZ guest is not built: npm run test:bluez";
  const missing = PROGRAMS.find((program) => !existsSync(program));
  return missing === undefined ? undefined : `needs ${missing} (bluez, bluez-test-tools, dbus, util-linux)`;
}

export type GuestRun = {
  /** What the job said, in order. */
  readonly lines: readonly Line[];
  /** All of the console, and where it was written down. */
  readonly log: string;
  readonly logFile: string;
  readonly seconds: number;
};

/** Starts the guest, has it do `job` (a program of this project, by its path there) and ends it. */
export async function runInGuest(job: string): Promise<GuestRun> {
  const folder = mkdtempSync(join(tmpdir(), "keyferry-guest-"));
  try {
    const settings = { PROJECT: ROOT, NODE: process.execPath, JOB: job };
    writeFileSync(
      join(folder, "settings.sh"),
      Object.entries(settings)
        .map(([name, value]) => `${name}=${quoted(value)}\n`)
        .join(""),
    );
    const started = performance.now();
    const logFile = join(dirname(kernel), "last-run.log");
    writeFileSync(logFile, "");
    const lines: Line[] = [];
    const log: string[] = [];
    const onLine = (line: string) => {
      log.push(`${line}\n`);
      appendFileSync(logFile, `${line}\n`);
      if (line.startsWith('{"event"')) lines.push(JSON.parse(line) as Line);
    };
    await guest(folder, onLine);
    const seconds = Math.round((performance.now() - started) / 1000);
    onLine(`guest: ${seconds} s`);
    return { lines, log: log.join(""), logFile, seconds };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function guest(folder: string, onLine: (line: string) => void): Promise<void> {
  const disk = ["rootfstype=hostfs", "rootflags=/", "ro", `uml_dir=${folder}`];
  const words = ["mem=1G", ...disk, "con=null", "con0=null,fd:1", "quiet", "init=/bin/bash", `guest=${folder}`, "--", SCRIPT];
  const child = spawn(kernel, words, { stdio: ["ignore", "pipe", "ignore"], env: { PATH: "/usr/bin:/bin", TMPDIR: tmpdir() } });
  const lines = createInterface({ input: child.stdout });
  lines.on("line", (line) => onLine(line.trimEnd()));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    lines.once("close", resolve);
  });
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
