// One process of the list benchmarks: opens the vault of a folder again and again and says as JSON how long its list took. Its first opening is a cold start.

import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { nodePrimitives } from "../src-main/platform/primitives.ts";
import { openSqliteVault } from "../src-main/platform/sqlite-vault.ts";
import { systemClock } from "../src-main/platform/system-clock.ts";
import type { ListQuery, Vault } from "../src-shared/vault/model.ts";
import { openVault, unlockWithPassphrase } from "../src-shared/vault/open-vault.ts";
import { passphrase, quickKdf } from "./quick-vault.ts";

const OPENINGS = 8;
/** Rows that a window shows. */
const SHOWN = 60;
/** Typed letter by letter: frequent and rare ones, some that nothing has. */
const TYPED = ["river", "account 99", "sam.office", "https://", "example", "summit cloud 1", "1234", "Garden@", "zebra"];

/** Milliseconds, but for `kept`. */
export type ListFigures = {
  /** From the vault's key to the first rows; `checked` is the part that opening without a list takes. */
  readonly opened: readonly number[];
  readonly checked: readonly number[];
  /** What prepares the words of all items. */
  readonly firstSearch: number;
  readonly searched: readonly number[];
  readonly totals: number;
  /** MiB more than before opening, when everything was asked for. */
  readonly kept: number;
};

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

const [, , folder = ""] = process.argv;
const opened: number[] = [];
const checked: number[] = [];
const before = memory();
const vault = await openings();
const firstSearch = timed(() => show(vault, { state: "active", order: "title", text: "r" }));
const totals = timed(() => vault.totals());
const searched = [1, 2, 3].flatMap(() => TYPED.flatMap((word) => Array.from(word, (_, i) => searchFor(word.slice(0, i + 1)))));
const figures: ListFigures = { opened, checked, firstSearch, searched, totals, kept: memory() - before };
process.stdout.write(`${JSON.stringify(figures)}\n`);
vault.close();

/** The last one stays open. */
async function openings(): Promise<Vault> {
  for (let left = OPENINGS; ; left--) {
    const store = openSqliteVault(folder);
    const ports = { primitives: nodePrimitives, clock: systemClock(), store, passphraseKdf: quickKdf };
    const key = await unlockWithPassphrase(ports, passphrase());
    const started = performance.now();
    const vault = openVault(ports, key);
    checked.push(performance.now() - started);
    show(vault, { state: "active", order: "title" });
    opened.push(performance.now() - started);
    if (left === 1) return vault;
    vault.close();
  }
}

function searchFor(text: string): number {
  return timed(() => show(vault, { state: "active", order: "title", text }));
}

function show(from: Vault, query: ListQuery): void {
  const list = from.list(query);
  for (let i = 0; i < Math.min(SHOWN, list.length); i++) list.row(i);
}

function timed(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

function memory(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 2 ** 20;
}
