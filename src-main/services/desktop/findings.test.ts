// Findings as a screen groups them.

import { expect, test } from "vitest";
import type { Finding } from "../../../src-shared/cxf/report.ts";
import { findingGroups } from "./findings.ts";

const finding = (kind: Finding["kind"], reason: string, about?: string): Finding => ({ kind, reason, path: "", ...(about && { about }) });

test("those of one kind and reason are one group with their number", () => {
  const groups = findingGroups([finding("refused", "no-key"), finding("refused", "no-key"), finding("repaired", "no-key")]);
  expect(groups.map(({ kind, count }) => [kind, count])).toEqual([
    ["refused", 2],
    ["repaired", 1],
  ]);
});

test("what is left out comes before what is only worth knowing", () => {
  const groups = findingGroups([finding("noted", "b"), finding("noted", "b"), finding("refused", "a")]);
  expect(groups.map(({ kind }) => kind)).toEqual(["refused", "note"]);
});

test("at most three different titles are named", () => {
  const [group] = findingGroups(["a", "a", "b", "c", "d"].map((title) => finding("noted", "x", title)));
  expect(group?.examples).toEqual(["a", "b", "c"]);
});

test("titles are cleaned", () => {
  const [group] = findingGroups([finding("noted", "x", "a\u202eb\u0007")]);
  expect(group?.examples).toEqual(["ab"]);
});
