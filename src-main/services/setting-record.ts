// A setting of the vault as a record of settings, which is all that most of them are.

import type { Setting } from "../../src-shared/vault/model.ts";

/** Undefined for anything else: a list, bytes, a plain value, nothing. */
export function settingRecord(value: Setting | undefined): { readonly [name: string]: Setting | undefined } | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value) || value instanceof Uint8Array) return undefined;
  return value as { readonly [name: string]: Setting };
}
