// P10 and P11: from the vault's key to the first rows of its list, and substring searches, each with the sixty rows a window shows; beside them what
// kdbxweb takes to open as many entries.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import kdbxweb from "kdbxweb";
import { median, milliseconds, type Row } from "./measure.ts";
import { startSide } from "./side-process.ts";
import type { ListFigures } from "./vault-list-side.ts";

type Size = { readonly items: number; readonly opening: number; readonly searching: number };

const SIZES: readonly Size[] = [
  { items: 10_000, opening: 50, searching: 5 },
  { items: 100_000, opening: 300, searching: 16 },
];
/** Processes a size, each with a cold start of its own. */
const PROCESSES = 5;
/** Of KeePass entries. */
const COMPARED = 10_000;

export async function benchVaultList(): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const size of SIZES) {
    const figures = await figuresOf(size.items);
    rows.push(...openingRows(size, figures), ...searchRows(size, figures));
    if (size.items === COMPARED) rows.push(comparison(median(figures.flatMap(({ opened }) => opened)), await kdbxwebTimes(COMPARED)));
  }
  return rows;
}

function openingRows({ items, opening }: Size, figures: readonly ListFigures[]): readonly Row[] {
  const cold = figures.map(({ opened }) => opened[0] ?? Number.NaN);
  const warm = figures.flatMap(({ opened }) => opened.slice(1));
  const row = (what: string, times: readonly number[]) => ({ goal: "P10", what, value: milliseconds(times), ratio: median(times), limit: opening });
  return [
    row(`${counted(items)} items: unlocked, to the first rows`, warm),
    row("  the same, first thing in a new process", cold),
    { goal: "P10", what: "  beside it: the part that checks the vault", value: milliseconds(figures.flatMap(({ checked }) => checked.slice(1))) },
    { goal: "P10", what: "  beside it: what all its lists keep in memory", value: `${median(figures.map(({ kept }) => kept)).toFixed(1)} MiB` },
  ];
}

function searchRows({ items, searching }: Size, figures: readonly ListFigures[]): readonly Row[] {
  const times = figures.flatMap(({ searched }) => searched);
  const p95 = percentile(times, 0.95);
  return [
    {
      goal: "P11",
      what: `${counted(items)} items: search, p95`,
      value: `p50 ${percentile(times, 0.5).toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`,
      ratio: p95,
      limit: searching,
    },
    { goal: "P11", what: "  beside it: the first search, which prepares the words", value: milliseconds(figures.map(({ firstSearch }) => firstSearch)) },
    { goal: "P11", what: "  beside it: the totals of kinds and tags, the first time", value: milliseconds(figures.map(({ totals }) => totals)) },
  ];
}

function comparison(opened: number, theirs: readonly number[]): Row {
  return {
    goal: "P10",
    what: `  against kdbxweb opening ${counted(COMPARED)} entries`,
    value: milliseconds(theirs),
    ratio: opened / median(theirs),
    limit: 0.15,
  };
}

function counted(items: number): string {
  return items.toLocaleString("en");
}

function percentile(values: readonly number[], part: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * part)] ?? Number.NaN;
}

/** The vault is filled by a process of its own. */
async function figuresOf(items: number): Promise<readonly ListFigures[]> {
  const parent = mkdtempSync(join(tmpdir(), "keyferry-bench-"));
  const folder = join(parent, "vault");
  try {
    const filler = startSide("vault-side.ts", "filler");
    filler.say({ do: "create", folder, items });
    await filler.next();
    await filler.stop();
    const figures: ListFigures[] = [];
    for (let process = 0; process < PROCESSES; process++) {
      const side = startSide("vault-list-side.ts", folder);
      figures.push(await side.next<ListFigures>());
      await side.stop();
    }
    return figures;
  } finally {
    rmSync(parent, { recursive: true });
  }
}

/** Milliseconds to open logins in a KDBX file whose key is derived in one round. */
async function kdbxwebTimes(count: number): Promise<readonly number[]> {
  const credentials = new kdbxweb.Credentials(kdbxweb.ProtectedValue.fromString("bench"));
  const made = kdbxweb.Kdbx.create(credentials, "bench");
  made.setVersion(3);
  made.header.keyEncryptionRounds = 1;
  for (let i = 0; i < count; i++) {
    const { fields } = made.createEntry(made.getDefaultGroup());
    for (const [name, value] of Object.entries({ Title: `Login ${i}`, UserName: `sam${i}`, URL: `https://site${i}.example` })) fields.set(name, value);
    fields.set("Password", kdbxweb.ProtectedValue.fromString(`secret ${i * 7919}`));
  }
  const file = await made.save();
  const times: number[] = [];
  for (let round = 0; round < 7; round++) {
    const started = performance.now();
    await kdbxweb.Kdbx.load(file, credentials);
    times.push(performance.now() - started);
  }
  return times;
}
