// Medians, interleaving and the table: every figure is a ratio inside one run, absolute figures are printed beside it. goals.md

export type Row = {
  readonly goal: string;
  readonly what: string;
  readonly value: string;
  readonly ratio?: number;
  readonly limit?: number;
  readonly least?: boolean;
};

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Runs every contestant once per round, in a new order each round, so that noise hits all alike. Milliseconds by name. */
export async function interleaved(
  rounds: number,
  contestants: { readonly [name: string]: () => Promise<number> },
): Promise<{ readonly [name: string]: number[] }> {
  const names = Object.keys(contestants);
  const results: { [name: string]: number[] } = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++)
    for (let i = 0; i < names.length; i++) {
      const name = names[(i + round) % names.length] as string;
      results[name]?.push(await (contestants[name] as () => Promise<number>)());
    }
  return results;
}

export function milliseconds(values: readonly number[]): string {
  return `${median(values).toFixed(1)} ms [${Math.min(...values).toFixed(1)}–${Math.max(...values).toFixed(1)}], n = ${values.length}`;
}

export function printTable(rows: readonly Row[]): void {
  const cells = rows.map(({ goal, what, value, ratio, limit, least }) => {
    const within = ratio === undefined || limit === undefined ? "" : (least ? ratio >= limit : ratio <= limit) ? "met" : "missed";
    const shown = ratio === undefined ? "" : `${ratio.toFixed(2)} (goal ${least ? "≥" : "≤"} ${limit})`;
    return [goal, what, value, shown, within];
  });
  const all = [["goal", "what", "measured", "ratio or figure against the goal", ""], ...cells];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => (row[column] ?? "").length))) ?? [];
  for (const row of all)
    process.stdout.write(
      `${row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd()}\n`,
    );
}
