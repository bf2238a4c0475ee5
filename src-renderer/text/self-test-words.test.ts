// The words of the self-test: whatever is weak comes with something to do.

import { expect, test } from "vitest";
import { SELF_TEST, type SelfTestRow } from "../../src-shared/ipc/views-self-test.ts";
import { ENGLISH } from "./messages.ts";
import { nextWords } from "./self-test-words.ts";
import type { Fill } from "./text.tsx";

const text: Fill = (id) => id;
const row = (subject: string, finding: string, more: Partial<SelfTestRow> = {}) => ({ subject, finding, grade: "weak", ...more }) as SelfTestRow;

/** What is graded weak without a code that says what to do. */
const WEAK = ["vault-file.readable", "memory.ordinary", "key-store.readable", "screen.shared", "screen.open", "clipboard.stays"];

test.each(WEAK)("%s has a next step", (found) => {
  const [subject = "", finding = ""] = found.split(".");
  expect(nextWords(text, row(subject, finding))).toBe(`selfTest.next.${found}`);
});

test("a code's own words are the next step", () => {
  expect(nextWords(text, row("unlock", "unasked", { code: "presence.not-installed" }))).toBe("error.presence.not-installed");
});

test("what is well protected needs none", () => {
  expect(nextWords(text, row("memory", "closed"))).toBeUndefined();
});

test("no next step is written for a finding that there is not", () => {
  const known = Object.entries(SELF_TEST).flatMap(([subject, findings]) => findings.map((finding) => `selfTest.next.${subject}.${finding}`));
  expect(Object.keys(ENGLISH).filter((id) => id.startsWith("selfTest.next.") && !known.includes(id))).toEqual([]);
});
