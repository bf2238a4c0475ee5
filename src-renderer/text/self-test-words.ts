// A row of the self-test in words: what was found, and the one next step, which a code knows better than a finding.

import type { SELF_TEST, SelfTestRow, SelfTestSubject } from "../../src-shared/ipc/views-self-test.ts";
import { ENGLISH, type MessageId } from "./messages.ts";
import type { Fill } from "./text.tsx";

/** Each subject with each of its findings: a text that is missing does not compile. */
type Found = { readonly [S in SelfTestSubject]: `${S}.${(typeof SELF_TEST)[S][number]}` }[SelfTestSubject];

export function foundWords(text: Fill, { subject, finding }: SelfTestRow): string {
  return text(`selfTest.${`${subject}.${finding}` as Found}`);
}

export function nextWords(text: Fill, { subject, finding, code }: SelfTestRow): string | undefined {
  if (code !== undefined) return text(`error.${code}`);
  const id = `selfTest.next.${subject}.${finding}`;
  return id in ENGLISH ? text(id as MessageId) : undefined;
}
