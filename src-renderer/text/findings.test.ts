// Every reason a reader of files can give has its sentence.

import { expect, test } from "vitest";
import { REASONS as CXF_REASONS } from "../../src-shared/cxf/reasons.ts";
import { REASONS as MIGRATE_REASONS } from "../../src-shared/migrate/reasons.ts";
import { findingsEnglish } from "./findings.ts";

const reasons = new Set([...Object.keys(CXF_REASONS), ...Object.keys(MIGRATE_REASONS)]);

test("no reason is without a sentence, and no sentence without a reason", () => {
  const sentences = Object.keys(findingsEnglish).map((id) => id.slice("finding.".length));
  expect(sentences.filter((reason) => reason !== "other").sort()).toEqual([...reasons].sort());
});
