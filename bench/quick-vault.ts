// How the benchmarks' vaults are locked: by one passphrase, stretched in no time.

import { nodePrimitives } from "../src-main/platform/primitives.ts";
import type { Secret } from "../src-shared/secret.ts";
import { passphraseSecret } from "../src-shared/vault/open-vault.ts";
import type { PassphraseKdf } from "../src-shared/vault/ports.ts";

/** Not Argon2: its 64 MiB at unlocking would hide as many of a transfer's, its time that of opening. */
export const quickKdf: PassphraseKdf = async (passphrase, salt, _cost, length) => nodePrimitives.hkdfSha256(passphrase, salt, new Uint8Array(0), length);

export function passphrase(): Secret {
  return passphraseSecret("a passphrase for benchmarks");
}
