// RFC 4180 rows as browsers write them, with quotes and line breaks inside values; a broken row costs only itself.

import { SOURCE_LIMITS } from "./source-limits.ts";

/** `values` is undefined for a row with a quotation mark that is never closed, or a value that is too long. */
export type CsvRow = { readonly values: readonly string[] | undefined };

/** Empty lines are left out. A quoted value that never ends is taken as the end of its line, not of the file. */
export function* csvRows(text: string): Generator<CsvRow> {
  let at = text.startsWith("\ufeff") ? 1 : 0;
  while (at < text.length) {
    const row = readRow(text, at);
    if (row === undefined) {
      yield { values: undefined };
      at = nextLine(text, at);
      continue;
    }
    at = row.next;
    if (row.values.length > 1 || row.values[0] !== "") yield { values: row.values };
  }
}

function readRow(text: string, start: number): { readonly values: readonly string[]; readonly next: number } | undefined {
  const values: string[] = [];
  let at = start;
  for (;;) {
    const value = text[at] === '"' ? quoted(text, at) : plain(text, at);
    if (value === undefined || value.text.length > SOURCE_LIMITS.value || values.length >= SOURCE_LIMITS.columns) return undefined;
    values.push(value.text);
    if (text[value.end] !== ",") return { values, next: nextLine(text, value.end) };
    at = value.end + 1;
  }
}

type Value = { readonly text: string /** Where the comma, the line or the text ends. */; readonly end: number };

/** Undefined when it is not closed within the longest value, or followed by something else than a comma or the end of the line. */
function quoted(text: string, start: number): Value | undefined {
  let value = "";
  let from = start + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0 || quote - start > 2 * SOURCE_LIMITS.value) return undefined;
    value += text.slice(from, quote);
    if (text[quote + 1] !== '"') {
      const after = text[quote + 1];
      const ends = after === undefined || after === "," || after === "\n" || after === "\r";
      return ends ? { text: value, end: quote + 1 } : undefined;
    }
    value += '"';
    from = quote + 2;
  }
}

const PLAIN = /[^,\n]*/y;

function plain(text: string, start: number): Value {
  PLAIN.lastIndex = start;
  const value = PLAIN.exec(text)?.[0] ?? "";
  const end = start + value.length;
  return text[end] === "," ? { text: value, end } : { text: value.replace(/\r$/, ""), end };
}

function nextLine(text: string, from: number): number {
  const feed = text.indexOf("\n", from);
  return feed < 0 ? text.length : feed + 1;
}
