// Signatures with the PKCS#8 keys credentials carry, on node:crypto's thread pool.

import type { CredentialKeys } from "../../src-shared/crypto/primitives.ts";
import { ExchangeError } from "../../src-shared/errors.ts";

export const nodeCredentialKeys: CredentialKeys = new Proxy({} as CredentialKeys, {
  get() {
    throw new ExchangeError("internal.bug", { detail: "not built yet" });
  },
});
