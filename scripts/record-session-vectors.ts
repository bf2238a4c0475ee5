// Writes src-shared/exchange/vectors anew. Only when the protocol is meant to change: node scripts/record-session-vectors.ts

import { writeFileSync } from "node:fs";
import { recordSessionVector } from "../e2e/harness/session-vector.ts";

for (const mode of ["screens", "phone"] as const) {
  const file = new URL(`../src-shared/exchange/vectors/session-${mode}.json`, import.meta.url);
  writeFileSync(file, `${JSON.stringify(await recordSessionVector(mode), null, 1)}\n`);
}
