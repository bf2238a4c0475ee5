// In which order computers nearby are shown. Pure.

import type { NearbyRow } from "../../../src-shared/ipc/views-transfer.ts";

const PLACE = { near: 0, unknown: 1, far: 2 } as const;

/** Those that seem close first; otherwise as they were found, so that nothing moves without a reason. */
export function inOrder(computers: readonly NearbyRow[]): readonly NearbyRow[] {
  return computers.toSorted((a, b) => PLACE[a.closeness ?? "unknown"] - PLACE[b.closeness ?? "unknown"]);
}
