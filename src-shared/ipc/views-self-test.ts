// What the self-test says: each thing that is protected here, how well, and what was found. The words for it are the window's.

import type { ErrorCode } from "../errors.ts";

/** `strong`: as good as this product does it. `fair`: it holds, with a limit the owner should know. `weak`: something the owner can change. */
export type Grade = "strong" | "fair" | "weak";

/** In the order they are shown: what is looked at, and everything that can be found. */
export const SELF_TEST = {
  "vault-file": ["two-ways", "one-way", "readable"],
  memory: ["closed", "guarded", "ordinary"],
  "key-store": ["unused", "readable", "asks-others", "locked", "missing", "unavailable"],
  hardware: ["ready", "unused", "locked-out", "no-device", "no-tools", "no-permission", "unavailable"],
  identity: ["hardware", "software"],
  unlock: ["typed", "prompt", "unasked"],
  export: ["both", "prompt", "passphrase"],
  import: ["prompt", "passphrase"],
  reveal: ["prompt", "passphrase", "unasked"],
  screen: ["asks", "shared", "open"],
  clipboard: ["marked", "unmarked", "stays"],
  package: ["installed", "portable", "source"],
} as const;

export type SelfTestSubject = keyof typeof SELF_TEST;
export const SELF_TEST_SUBJECTS = Object.keys(SELF_TEST) as readonly SelfTestSubject[];

/** `code`: why something is not to be had, in the words of that code. */
export type SelfTestRow = {
  readonly [S in SelfTestSubject]: { readonly subject: S; readonly finding: (typeof SELF_TEST)[S][number]; readonly grade: Grade; readonly code?: ErrorCode };
}[SelfTestSubject];
