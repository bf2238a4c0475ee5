// P3 and P8: whole transfers between two warm processes with vaults of their own: sent, verified, committed, fsynced, receipt back.

import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { median, milliseconds, type Row } from "./measure.ts";
import type { Side } from "./side-process.ts";
import { type Transferred, transferOnce, withPair } from "./vault-pair.ts";

/** Peak resident memory of each side after one transfer, in MiB. */
function peaks(items: number): Promise<readonly [exporter: number, importer: number]> {
  return withPair(items, async (pair) => {
    await transferOnce(pair);
    const peak = async (side: Side) => {
      side.say({ do: "peak" });
      return (await side.next<{ mebibytes: number }>()).mebibytes;
    };
    return [await peak(pair.exporter), await peak(pair.importer)];
  });
}

export async function benchTransfer(rounds: number): Promise<readonly Row[]> {
  const runs = await withPair(10_000, async (pair) => {
    for (let warming = 0; warming < 2; warming++) await transferOnce(pair);
    const done: (readonly [Transferred, Transferred])[] = [];
    for (let round = 0; round < rounds; round++) done.push(await transferOnce(pair));
    return done;
  });
  const times = runs.map(([sent]) => sent.milliseconds);
  const processor = (side: 0 | 1) => milliseconds(runs.map((run) => run[side].processor));
  const rows: Row[] = [
    { goal: "P3", what: "10,000 items, 200 files of 50 KB: sent, proven, committed, receipt", value: milliseconds(times), ratio: median(times), limit: 350 },
    { goal: "P3", what: "  beside it: processor time of the exporter, all threads", value: processor(0) },
    { goal: "P3", what: "  beside it: processor time of the importer, all threads", value: processor(1) },
  ];
  const merge = keepassxcMerge(10_000);
  if (merge !== undefined)
    rows.push({
      goal: "P3",
      what: "  against keepassxc-cli merge of 10,000 entries",
      value: `${merge.toFixed(0)} ms`,
      ratio: median(times) / merge,
      limit: 0.15,
    });
  else rows.push({ goal: "P3", what: "  keepassxc-cli is not installed: no comparison", value: "" });
  return rows;
}

export async function benchMemory(): Promise<readonly Row[]> {
  const small = await peaks(1_000);
  const large = await peaks(100_000);
  return (["exporter", "importer"] as const).map((side, i) => ({
    goal: "P8",
    what: `memory of the ${side}: peak at 100,000 items less peak at 1,000`,
    value: `${(small[i] ?? 0).toFixed(0)} → ${(large[i] ?? 0).toFixed(0)} MiB`,
    ratio: (large[i] ?? 0) - (small[i] ?? 0),
    limit: 64,
  }));
}

/** Milliseconds to merge a database of `count` logins into an empty one; undefined without the program. */
function keepassxcMerge(count: number): number | undefined {
  if (spawnSync("keepassxc-cli", ["--version"]).status !== 0) return undefined;
  const folder = mkdtempSync(join(tmpdir(), "keyferry-bench-"));
  try {
    const [xml, full, empty] = [join(folder, "full.xml"), join(folder, "full.kdbx"), join(folder, "empty.kdbx")];
    writeFileSync(xml, keepassXml(count));
    const run = (args: readonly string[], input: string) => execFileSync("keepassxc-cli", args, { input, stdio: ["pipe", "ignore", "ignore"] });
    run(["import", "-q", "-p", "-t", "100", xml, full], "bench\nbench\n");
    run(["db-create", "-q", "-p", "-t", "100", empty], "bench\nbench\n");
    copyFileSync(empty, join(folder, "target.kdbx"));
    const started = performance.now();
    run(["merge", "-q", "-s", join(folder, "target.kdbx"), full], "bench\n");
    return performance.now() - started;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function keepassXml(count: number): string {
  const uuid = (i: number) => Buffer.from(String(i).padStart(16, "0")).toString("base64");
  const field = (key: string, value: string) => `<String><Key>${key}</Key><Value>${value}</Value></String>`;
  const entry = (i: number) =>
    `<Entry><UUID>${uuid(i + 1)}</UUID>${field("Title", `Login ${i}`)}${field("UserName", `sam${i}`)}${field("Password", `secret ${i * 7919}`)}${field("URL", `https://site${i}.example`)}</Entry>`;
  const entries = Array.from({ length: count }, (_, i) => entry(i)).join("");
  return `<?xml version="1.0" encoding="UTF-8"?><KeePassFile><Meta/><Root><Group><UUID>${uuid(0)}</UUID><Name>Root</Name>${entries}</Group></Root></KeePassFile>`;
}
