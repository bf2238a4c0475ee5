// Aligned columns for people.

import { stripVTControlCharacters } from "node:util";
import { cells, cut } from "./plain-text.ts";

/** Rows of cells without control characters, styles apart; the last column is cut where the line would be wider than `columns`. */
export function table(rows: readonly (readonly string[])[], columns = Number.POSITIVE_INFINITY): readonly string[] {
  const widths: number[] = [];
  for (const row of rows) for (const [i, text] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, width(text));
  return rows.map((row) => line(row, widths, columns));
}

const LABEL = 15;
const LINE = 100;

/** A label and what it says, wrapped and indented. */
export function labelled(label: string, text: string): readonly string[] {
  const lines = wrapped(text, LINE - LABEL - 4);
  return lines.map((line, i) => `  ${i === 0 ? label : ""}${" ".repeat(LABEL - (i === 0 ? width(label) : 0))}  ${line}`);
}

function wrapped(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && width(`${line} ${word}`) > columns) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

function line(row: readonly string[], widths: readonly number[], columns: number): string {
  let out = "";
  let used = 0;
  for (const [i, text] of row.entries()) {
    const room = Math.max(8, columns - used);
    const last = i === row.length - 1;
    const shown = width(text) > room ? cut(stripVTControlCharacters(text), room) : text;
    out += last ? shown : shown + " ".repeat(Math.max(0, (widths[i] ?? 0) - width(shown)) + 2);
    used += (widths[i] ?? 0) + 2;
  }
  return out.trimEnd();
}

function width(text: string): number {
  return cells(stripVTControlCharacters(text));
}
