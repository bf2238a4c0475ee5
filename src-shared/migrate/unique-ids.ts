// Sees to it that no identifier is used twice in an account.

import { hex } from "../bytes.ts";
import type { Findings } from "./reasons.ts";

/** Answers `own` if nothing else has it, otherwise one derived from `parts`, with a finding. */
export type UniqueIds = (own: Uint8Array | undefined, path: string, about: string, ...parts: readonly string[]) => Uint8Array;

export function uniqueIds(derive: (...parts: readonly string[]) => Uint8Array, findings: Findings): UniqueIds {
  const used = new Set<string>();
  return (own, path, about, ...parts) => {
    if (own !== undefined && !used.has(hex(own))) {
      used.add(hex(own));
      return own;
    }
    findings.add("repaired", path, own === undefined ? "invalid-id" : "duplicate-id", about);
    const id = derive(...parts);
    used.add(hex(id));
    return id;
  };
}
