// The crypto port on node:crypto: AES-256-GCM, SHA-256, HMAC, HKDF, P-256 and random, synchronous.

import type { Primitives } from "../../src-shared/crypto/primitives.ts";
import { ExchangeError } from "../../src-shared/errors.ts";

export const nodePrimitives: Primitives = new Proxy({} as Primitives, {
  get() {
    throw new ExchangeError("internal.bug", { detail: "not built yet" });
  },
});
