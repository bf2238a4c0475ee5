// Writes src-shared/exchange/vectors anew. Only when the protocol is meant to change: node scripts/record-session-vectors.ts

import { writeFileSync } from "node:fs";
import { recordResumeVector } from "../e2e/harness/resume-vector.ts";
import { recordSessionVector } from "../e2e/harness/session-vector.ts";

const write = (name: string, vector: unknown) =>
  writeFileSync(new URL(`../src-shared/exchange/vectors/${name}.json`, import.meta.url), `${JSON.stringify(vector, null, 1)}\n`);

for (const mode of ["screens", "phone"] as const) write(`session-${mode}`, await recordSessionVector(mode));
write("resume", recordResumeVector());
