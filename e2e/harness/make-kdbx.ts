// Makes a KDBX file with the real keepassxc-cli from a plan. As a command: make-kdbx.ts FILE.kdbx PASSWORD [ENTRIES]

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keepassXml, type PlannedEntry, planEntries } from "./keepass-plan.ts";

/** The version of keepassxc-cli here; undefined when it is not installed. */
export function keepassxcVersion(): string | undefined {
  const { status, stdout } = spawnSync("keepassxc-cli", ["--version"], { encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
}

/** Writes `path` (which must not exist) and answers what is in it. The XML, which is not encrypted, is in a private folder and removed. */
export function makeKdbx(path: string, password: string, count = 200): readonly PlannedEntry[] {
  const entries = planEntries(count);
  const folder = mkdtempSync(join(tmpdir(), "keepass-plan-"));
  try {
    const xml = join(folder, "plan.xml");
    writeFileSync(xml, keepassXml(entries), { mode: 0o600 });
    const { status, stderr } = spawnSync("keepassxc-cli", ["import", "-q", "-p", "-t", "100", xml, path], {
      input: `${password}\n${password}\n`,
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(`keepassxc-cli import failed: ${stderr}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
  return entries;
}

/** The same into memory. */
export function makeKdbxBytes(password: string, count = 200): { readonly bytes: Uint8Array; readonly entries: readonly PlannedEntry[] } {
  const folder = mkdtempSync(join(tmpdir(), "keepass-plan-"));
  try {
    const path = join(folder, "plan.kdbx");
    const entries = makeKdbx(path, password, count);
    return { bytes: new Uint8Array(readFileSync(path)), entries };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (import.meta.main) {
  const [path, password, count] = process.argv.slice(2);
  if (path === undefined || password === undefined) throw new Error("make-kdbx.ts FILE.kdbx PASSWORD [ENTRIES]");
  makeKdbx(path, password, Number(count ?? 200));
}
