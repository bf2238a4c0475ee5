// One side of a difference as the program describes it, in the person's words: kinds by name, the time as the language writes it. Pure.

import { KIND_TEXTS } from "../text/kinds.ts";

const KINDS: ReadonlySet<string> = new Set(KIND_TEXTS);
const CHANGED = /^changed (\d{4}-\d\d-\d\d) (\d\d:\d\d) UTC$/;

export type SideWords = { readonly kind: (kind: string) => string; readonly changed: (seconds: number) => string };

/** `title`: of the row, left out where it is the side's too. What is not recognised stays as it is. */
export function conflictSide(side: string, title: string, words: SideWords): string {
  const [first, ...others] = side.split(" · ");
  const parts = first === title ? others : [first ?? "", ...others];
  return parts.map((part) => wordsOf(part, words)).join(" · ");
}

function wordsOf(part: string, { kind, changed }: SideWords): string {
  const [, day, time] = CHANGED.exec(part) ?? [];
  if (day !== undefined) return changed(Date.parse(`${day}T${time}Z`) / 1000);
  const kinds = part.split(", ");
  return kinds.every((one) => KINDS.has(one)) ? kinds.map(kind).join(", ") : part;
}
