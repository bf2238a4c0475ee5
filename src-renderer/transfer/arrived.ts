// How many items a transfer or a file changed a vault by. Pure.

import type { OutcomesView } from "../../src-shared/ipc/views-transfer.ts";

const ARRIVED = ["added", "merged", "kept-both"] as const;

export function arrived(outcomes: OutcomesView): number {
  return ARRIVED.reduce((sum, outcome) => sum + (outcomes[outcome] ?? 0), 0);
}
