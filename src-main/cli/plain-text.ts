// Text from a vault, a file or another computer, made safe for a terminal: no control characters, nothing that reorders what is read.

import { plainLine } from "../services/desktop/shown-text.ts";

export { plainLine };

/** What JSON leaves as it is though a terminal would obey it. */
const OBEYED = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** The lines of a text that may have several. */
export function plainLines(text: string): readonly string[] {
  return text.split(/\r\n|[\n\r\u2028\u2029]/u).map(plainLine);
}

/** The same JSON with every character a terminal would obey written as an escape; such characters occur inside strings only. */
export function plainJson(text: string): string {
  return text.replace(OBEYED, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

const WIDE =
  /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u;
const NARROW = /^[\x20-\x7e]*$/;
const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Columns the text takes in a terminal. */
export function cells(text: string): number {
  if (NARROW.test(text)) return text.length;
  let count = 0;
  for (const { segment } of segmenter.segment(text)) count += WIDE.test(segment) ? 2 : 1;
  return count;
}

/** At most `columns` wide, with an ellipsis where something was cut. */
export function cut(text: string, columns: number): string {
  if (cells(text) <= columns) return text;
  let out = "";
  let used = 1;
  for (const { segment } of segmenter.segment(text)) {
    used += WIDE.test(segment) ? 2 : 1;
    if (used > columns) break;
    out += segment;
  }
  return `${out}…`;
}

export function pad(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - cells(text)));
}
