// RFC 6901 pointers into a source file.

import { pointerStep } from "../cxf/pointer.ts";

/** `path` with `members` below it. */
export function at(path: string, ...members: readonly (string | number)[]): string {
  let out = path;
  for (const member of members) out += `/${pointerStep(String(member))}`;
  return out;
}
