// The owner's decisions where two vaults differ; whatever was not decided keeps both.

import type { Conflict, Decision } from "../../../src-shared/exchange/ports.ts";
import type { Decisions } from "../../../src-shared/ipc/contract.ts";

export function deciding(decisions: Decisions): (conflict: Conflict) => Decision {
  const decided = new Map(decisions.map(({ ordinal, decision }) => [ordinal, decision]));
  return ({ ordinal }) => decided.get(ordinal) ?? "keep-both";
}
