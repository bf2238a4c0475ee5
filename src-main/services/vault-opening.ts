// The key of a vault, got the way its owner can give it: by the key store after the system's prompt, by hardware after its gesture, by typing.

import { ExchangeError, toExchangeError } from "../../src-shared/errors.ts";
import type { Presence } from "../../src-shared/presence/presence.ts";
import type { Secret } from "../../src-shared/secret.ts";
import { readSlots, unlockWithHardware, unlockWithKeyStore, unlockWithPassphrase, unlockWithRecoveryKey } from "../../src-shared/vault/open-vault.ts";
import { type Gesture, HARDWARE_PROVIDERS, type HardwareProvider, type KeyStore, type VaultPorts } from "../../src-shared/vault/ports.ts";
import { askToUnlock, type UnlockPrompt } from "./unlock-prompt.ts";

/** Who opens a vault. `attempt` counts from 1. */
export type UnlockOwner = UnlockPrompt & {
  readonly passphrase: (attempt: number) => Promise<Secret>;
  readonly recoveryKey: (attempt: number) => Promise<string>;
  /** What the hardware asks for; its PIN is wiped after the attempt. Undefined: the passphrase instead. */
  readonly gesture?: (provider: HardwareProvider, attempt: number) => Promise<Gesture | undefined>;
  /** How often a wrong one may be corrected before the last error is thrown. */
  readonly tries: number;
  /** The key store did not open it, or was not approved to; another way is next. */
  readonly keyStoreFailed?: (error: ExchangeError) => void;
  /** The hardware did not open it; the passphrase is asked next. */
  readonly hardwareFailed?: (error: ExchangeError) => void;
};

/** `any`: the key store if it is open, else hardware where the owner has a gesture for it, else the passphrase. `key-store`: only that, unlocked first where it is locked. */
export type UnlockBy = "any" | "passphrase" | "recovery-key" | "key-store" | HardwareProvider;

export type OpeningPorts = VaultPorts & { readonly presence?: Presence };

/** Throws the last error of the way that was taken. */
export async function openingKey(ports: OpeningPorts, by: UnlockBy, owner: UnlockOwner): Promise<Secret> {
  if (by === "recovery-key") return typed(owner.tries, async (attempt) => unlockWithRecoveryKey(ports, await owner.recoveryKey(attempt)));
  if (by === "any") return (await byKeyStore(ports, owner)) ?? (await byAnyHardware(ports, owner)) ?? byPassphrase(ports, owner);
  if (by === "passphrase") return byPassphrase(ports, owner);
  if (by === "key-store") return unlockWithKeyStore(afterApproval(ports, owner, "unlocked"));
  return (await byHardware(ports, by, owner)) ?? byPassphrase(ports, owner);
}

function byPassphrase(ports: VaultPorts, owner: UnlockOwner): Promise<Secret> {
  return typed(owner.tries, async (attempt) => {
    const passphrase = await owner.passphrase(attempt);
    return unlockWithPassphrase(ports, passphrase).finally(() => passphrase.wipe());
  });
}

async function byKeyStore(ports: OpeningPorts, owner: UnlockOwner): Promise<Secret | undefined> {
  if (!readSlots(ports).some(({ provider }) => provider === "key-store")) return undefined;
  try {
    return await unlockWithKeyStore(afterApproval(ports, owner, "left"));
  } catch (thrown) {
    const error = toExchangeError(thrown);
    if (!/^(key-store|presence)\./.test(error.code) && error.code !== "vault.wrong-key") throw error;
    owner.keyStoreFailed?.(error);
    return undefined;
  }
}

/**
 * The system's prompt comes only where there is a key to be had. A locked key store that is `left` stays locked: whoever did not choose it is asked
 * for the passphrase, not for two things.
 */
function afterApproval(ports: OpeningPorts, prompt: UnlockPrompt, locked: "left" | "unlocked"): OpeningPorts {
  const { keyStore, presence } = ports;
  if (keyStore === undefined) return ports;
  const get = async (name: string) => {
    const state = await keyStore.state(name);
    if (state !== "present" && !(state === "locked" && locked === "unlocked")) throw new ExchangeError(`key-store.${state}`);
    await askToUnlock(presence, prompt);
    return keyStore.get(name);
  };
  const asking: KeyStore = { state: (name) => keyStore.state(name), get, put: (name, key) => keyStore.put(name, key), remove: (name) => keyStore.remove(name) };
  return { ...ports, keyStore: asking };
}

/** The first hardware of this computer that has a slot and takes a gesture now. */
async function byAnyHardware(ports: VaultPorts, owner: UnlockOwner): Promise<Secret | undefined> {
  const slots = owner.gesture === undefined ? [] : readSlots(ports);
  const provider = HARDWARE_PROVIDERS.find((one) => slots.some((slot) => slot.provider === one));
  const hardware = ports.hardware?.find((one) => one.provider === provider);
  if (provider === undefined || hardware === undefined) return undefined;
  try {
    const state = await hardware.state();
    if (state !== "ready") throw new ExchangeError(`hardware.${state}`);
    return await byHardware(ports, provider, owner);
  } catch (thrown) {
    const error = toExchangeError(thrown);
    if (!/^(hardware|presence)\./.test(error.code) && error.code !== "vault.wrong-key") throw error;
    owner.hardwareFailed?.(error);
    return undefined;
  }
}

async function byHardware(ports: VaultPorts, provider: HardwareProvider, owner: UnlockOwner): Promise<Secret | undefined> {
  return typed(owner.tries, async (attempt) => {
    const gesture = await owner.gesture?.(provider, attempt);
    return gesture && unlockWithHardware(ports, provider, gesture).finally(() => gesture.pin?.wipe());
  });
}

async function typed<T>(tries: number, unlock: (attempt: number) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await unlock(attempt);
    } catch (thrown) {
      if (attempt >= tries || !["vault.wrong-key", "hardware.wrong-pin"].includes(toExchangeError(thrown).code)) throw thrown;
    }
  }
}
