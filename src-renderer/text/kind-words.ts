// A kind's word and a number of them, for any CXF type, known or not.

import { KIND_TEXTS } from "./kinds.ts";
import type { Fill } from "./text.tsx";

export function kindWord(text: Fill, kind: string): string {
  return text(isKind(kind) ? `kind.${kind}` : "kind.other");
}

/** Such as “Passkeys”: all there are of it. */
export function kindName(text: Fill, kind: string): string {
  return text(isKind(kind) ? `kindName.${kind}` : "kindName.other");
}

/** Such as “3 passkeys”. */
export function kindCount(text: Fill, kind: string, count: number): string {
  return text(isKind(kind) ? `kinds.${kind}` : "kinds.other", { count });
}

/** What people look for most comes first, what this version does not know last. */
const FIRST = ["basic-auth", "passkey", "totp", "note", "credit-card"];

export function inKindOrder<Row extends { readonly kind: string }>(rows: readonly Row[]): readonly Row[] {
  const place = ({ kind }: Row) => (FIRST.includes(kind) ? FIRST.indexOf(kind) : isKind(kind) ? FIRST.length : FIRST.length + 1);
  return [...rows].sort((one, other) => place(one) - place(other));
}

function isKind(kind: string): kind is (typeof KIND_TEXTS)[number] {
  return (KIND_TEXTS as readonly string[]).includes(kind);
}
