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

function isKind(kind: string): kind is (typeof KIND_TEXTS)[number] {
  return (KIND_TEXTS as readonly string[]).includes(kind);
}
