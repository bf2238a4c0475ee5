// Whether somebody has what opens the vault that is open: the proof to go on with a paused transfer, to approve one, and to change the ways in.

import { ExchangeError } from "../../../src-shared/errors.ts";
import type { UnlockWay } from "../../../src-shared/ipc/views-app.ts";
import type { Vault } from "../../../src-shared/vault/model.ts";
import { passphraseSecret } from "../../../src-shared/vault/open-vault.ts";
import type { KeyStore } from "../../../src-shared/vault/ports.ts";
import { KEY_STORE_PROBE } from "../vaults.ts";

/** Throws `key-store.locked`, `key-store.unavailable` and what the key store throws: it is not opened for this. */
export async function proves(vault: Vault, keyStore: KeyStore, way: UnlockWay, typed: string): Promise<boolean> {
  if (way === "recovery-key") return vault.opensWithRecoveryKey(typed);
  if (way === "key-store") {
    const state = await keyStore.state(KEY_STORE_PROBE);
    if (state === "locked" || state === "unavailable") throw new ExchangeError(`key-store.${state}`);
    return vault.opensWithKeyStore();
  }
  const passphrase = passphraseSecret(typed);
  return vault.opensWith(passphrase).finally(() => passphrase.wipe());
}

/** The recovery key, then the passphrase: the first costs nothing to look at, and who forgot the second still has it. */
export async function provesOwner(vault: Vault, keyStore: KeyStore, typed: string): Promise<boolean> {
  return (await proves(vault, keyStore, "recovery-key", typed)) || proves(vault, keyStore, "passphrase", typed);
}
