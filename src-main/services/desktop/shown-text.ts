// Text from a vault, a file or another computer, made safe to show: one line, no control characters, nothing that reorders what is read.

/** Bidirectional controls, invisible tags and the byte order mark. */
const INVISIBLE = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\u{e0000}-\u{e007f}]/gu;
const CONTROL = /[\p{Cc}\u2028\u2029]+/gu;

/** One line. */
export function plainLine(text: string): string {
  return text.toWellFormed().replace(INVISIBLE, "").replace(CONTROL, " ").trim();
}

/** One line of at most `longest` characters, with an ellipsis where something was cut. */
export function shownText(text: string, longest: number): string {
  // what is far too long is cut before it is worked on; each character is at most two units, and some are taken away
  const line = plainLine(text.slice(0, longest * 4));
  const characters = [...line];
  return characters.length <= longest ? line : `${characters.slice(0, longest - 1).join("")}…`;
}

/** Several lines, together at most `longest` UTF-16 units. */
export function shownLines(text: string, longest: number): string {
  const lines = text
    .slice(0, longest)
    .split(/\r\n|[\n\r\u2028\u2029]/u)
    .map(plainLine);
  return text.length <= longest
    ? lines.join("\n")
    : `${lines
        .join("\n")
        .slice(0, longest - 1)
        .toWellFormed()}…`;
}
