// Primitives that note each key as it is derived, for vectors that say what every label gave.

import { fromUtf8 } from "../../src-shared/bytes.ts";
import type { Primitives } from "../../src-shared/crypto/primitives.ts";

export type Derived = { readonly key: Uint8Array; readonly context: Uint8Array };

/** `derived`: by label. */
export function notingKeys(primitives: Primitives, derived: Map<string, Derived>): Primitives {
  return {
    ...primitives,
    hkdfSha256(ikm, salt, info, length) {
      const key = primitives.hkdfSha256(ikm, salt, info, length);
      const end = Math.max(0, info.indexOf(0));
      derived.set(fromUtf8(info.subarray(0, end)), { key: key.slice(), context: info.slice(end + 1) });
      return key;
    },
  };
}
