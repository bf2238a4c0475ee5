// Whether somebody has what opens the vault that is open: the proof to go on with a paused transfer, to approve one, and to change the ways in.

import { ExchangeError } from "../../../src-shared/errors.ts";
import type { UnlockWay } from "../../../src-shared/ipc/views-app.ts";
import type { Presence } from "../../../src-shared/presence/presence.ts";
import type { Vault } from "../../../src-shared/vault/model.ts";
import { passphraseSecret } from "../../../src-shared/vault/open-vault.ts";
import type { KeyStore } from "../../../src-shared/vault/ports.ts";
import { askToUnlock, type UnlockPrompt } from "../unlock-prompt.ts";
import { KEY_STORE_PROBE } from "../vaults.ts";
import { gestureOf, isHardwareWay } from "./unlock-ways.ts";

type Ports = { readonly keyStore: KeyStore; readonly presence?: Presence };

/** Throws `key-store.locked`, `key-store.unavailable` and what the key store throws: it is not opened for this. Throws the hardware's and the system's prompt's own errors. */
export async function proves(vault: Vault, { keyStore, presence }: Ports, way: UnlockWay, typed: string, prompt: UnlockPrompt = {}): Promise<boolean> {
  if (way === "recovery-key") return vault.opensWithRecoveryKey(typed);
  if (way === "key-store") {
    const state = await keyStore.state(KEY_STORE_PROBE);
    if (state === "locked" || state === "unavailable") throw new ExchangeError(`key-store.${state}`);
    await askToUnlock(presence, prompt);
    return vault.opensWithKeyStore();
  }
  if (isHardwareWay(way)) {
    const gesture = gestureOf(way, typed, prompt.promptText);
    return vault.opensWithHardware(way, gesture).finally(() => gesture.pin?.wipe());
  }
  const passphrase = passphraseSecret(typed);
  return vault.opensWith(passphrase).finally(() => passphrase.wipe());
}

/** The recovery key, then the passphrase: the first costs nothing to look at, and who forgot the second still has it. */
export async function provesOwner(vault: Vault, ports: Ports, typed: string): Promise<boolean> {
  return (await proves(vault, ports, "recovery-key", typed)) || proves(vault, ports, "passphrase", typed);
}
