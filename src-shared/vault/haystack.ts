// What a search looks through: the words of every row in lower case, some hundred rows to a text, made when first searched.

import { fromUtf8 } from "../bytes.ts";
import { behind, contentAt, isNull, MEMBER, sizeAt } from "./encoded-view.ts";
import { withRoom } from "./room.ts";
import type { ViewRows } from "./view-rows.ts";

/** So few that a text with other letters than ASCII, which takes twice the memory, is a small part. */
const ROWS_PER_STACK = 512;
const LINE_FEED = 0x0a;
const UPPER_A = 0x41;
const UPPER_Z = 0x5a;
const TO_LOWER = 0x20;

/** Rows from `first` on: row `first + i` is `text` from `starts[i]` to `starts[i + 1]`, with a line feed behind each of its members. */
type Stack = { readonly first: number; readonly text: string; readonly starts: Uint32Array };

export class Haystack {
  readonly #rows: ViewRows;
  readonly #stacks: Stack[] = [];
  #length = 0;
  #scratch = new Uint8Array(0);

  constructor(rows: ViewRows) {
    this.#rows = rows;
  }

  /** Every row, ascending and gone ones too, that holds `text` in one of its members or across their line feeds, in any case. */
  search(text: string, found: (row: number) => void): void {
    const needle = text.toLowerCase();
    while (this.prepare());
    this.#scratch = new Uint8Array(0);
    for (const stack of this.#stacks) searchStack(stack, needle, found);
  }

  /** Makes the next stack, about half a millisecond of work; false when there was none to make. */
  prepare(): boolean {
    if (this.#length >= this.#rows.length) return false;
    this.#length += this.#stackUp(Math.min(this.#rows.length, this.#length + ROWS_PER_STACK));
    return true;
  }

  /** Makes the stack up to the row `end`; how many rows are in it. */
  #stackUp(end: number): number {
    const first = this.#length;
    const starts = new Uint32Array(end - first + 1);
    for (let i = 0; i < end - first; i++) {
      const bytes = this.#rows.pageOf(first + i);
      const title = this.#rows.titleOf(first + i);
      const from = starts[i] as number;
      const room = from + behind(bytes, title, MEMBER.tags + 1 - MEMBER.title) - title;
      if (room > this.#scratch.length) this.#scratch = withRoom(this.#scratch, room * 2);
      starts[i + 1] = writeMembers(this.#scratch, from, bytes, title);
    }
    const utf8 = this.#scratch.subarray(0, starts[end - first]);
    const text = fromUtf8(utf8);
    this.#stacks.push(text.length === utf8.length ? { first, text, starts } : { first, ...inLowerCase(utf8, starts) });
    return end - first;
  }
}

function searchStack({ first, text, starts }: Stack, needle: string, found: (row: number) => void): void {
  let i = 0;
  for (let at = text.indexOf(needle); at >= 0; ) {
    while ((starts[i + 1] as number) <= at) i++;
    const end = starts[i + 1] as number;
    const within = at + needle.length < end;
    if (within) found(first + i);
    at = text.indexOf(needle, within ? end : at + 1);
  }
}

/** Title, subtitle, username, addresses and tags, ASCII in lower case, a line feed behind each. Takes no more room than the members do. */
function writeMembers(out: Uint8Array, start: number, bytes: Uint8Array, title: number): number {
  let at = start;
  let next = title;
  for (let i = MEMBER.title; i < MEMBER.urls; i++, next = behind(bytes, next)) at = writeText(out, at, bytes, next);
  at = writeTexts(out, at, bytes, next);
  return writeTexts(out, at, bytes, behind(bytes, next, MEMBER.tags - MEMBER.urls));
}

function writeTexts(out: Uint8Array, start: number, bytes: Uint8Array, list: number): number {
  let at = start;
  let next = contentAt(bytes, list);
  for (let left = sizeAt(bytes, list); left > 0; left--, next = behind(bytes, next)) at = writeText(out, at, bytes, next);
  return at;
}

function writeText(out: Uint8Array, start: number, bytes: Uint8Array, text: number): number {
  let at = start;
  if (!isNull(bytes, text)) {
    const from = contentAt(bytes, text);
    const to = from + sizeAt(bytes, text);
    for (let i = from; i < to; i++) {
      const byte = bytes[i] as number;
      out[at++] = byte >= UPPER_A && byte <= UPPER_Z ? byte + TO_LOWER : byte;
    }
  }
  out[at++] = LINE_FEED;
  return at;
}

/** Rows with other letters than ASCII, whose places are others in the text than among its bytes. */
function inLowerCase(utf8: Uint8Array, byteStarts: Uint32Array): Pick<Stack, "text" | "starts"> {
  const starts = new Uint32Array(byteStarts.length);
  let text = "";
  for (let i = 0; i + 1 < starts.length; i++) {
    text += fromUtf8(utf8.subarray(byteStarts[i], byteStarts[i + 1])).toLowerCase();
    starts[i + 1] = text.length;
  }
  return { text, starts };
}
