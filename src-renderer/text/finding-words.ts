// The sentence of a finding's reason; one this version does not know gets a sentence that says so.

import { findingsEnglish } from "./findings.ts";
import type { Fill } from "./text.tsx";

export function findingSentence(text: Fill, reason: string): string {
  const id = `finding.${reason}`;
  return text(isFinding(id) ? id : "finding.other");
}

function isFinding(id: string): id is keyof typeof findingsEnglish {
  return Object.hasOwn(findingsEnglish, id);
}
