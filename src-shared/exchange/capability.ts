// What the importer can hold, and from it the losses the exporter shows before approval. The preview uses the rule the transfer uses.

import type { Loss } from "./ports.ts";

/** Credential types the importer takes; undefined takes all, unknown ones included. */
export type AcceptedTypes = readonly string[] | undefined;

/** CXP §3.2: types that are not listed are not sent. Two spellings seen in the field mean one type (cxf-cxp.md B.7, C.3). */
export function accepts(types: AcceptedTypes, type: string): boolean {
  if (types === undefined) return true;
  const alias = ALIASES[type];
  return types.includes(type) || (alias !== undefined && types.includes(alias));
}

const ALIASES: { readonly [type: string]: string } = { "drivers-license": "driver-license", passkey: "public-key" };

/** `credentials` by type, as the owner chose them. */
export function lossesFor(types: AcceptedTypes, credentials: { readonly [type: string]: number }): readonly Loss[] {
  return Object.entries(credentials)
    .filter(([type, count]) => count > 0 && !accepts(types, type))
    .map(([type, count]) => ({ type, count, extent: "not", reason: "the destination does not take this kind" }));
}
