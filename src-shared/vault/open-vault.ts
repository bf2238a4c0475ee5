// Making a vault and opening one: what every host calls first.

import { ExchangeError } from "../errors.ts";
import type { Secret } from "../secret.ts";
import type { AddedSlot, NewSlot, SlotView, Vault } from "./model.ts";
import type { VaultPorts } from "./ports.ts";

/** Makes a vault in an empty store, with its first key slot. Throws `vault.exists`. */
export async function createVault(_ports: VaultPorts, _first: NewSlot): Promise<{ readonly vault: Vault; readonly slot: AddedSlot }> {
  throw new ExchangeError("internal.bug", { detail: "not built yet" });
}

/** Takes ownership of `vaultKey`. Throws `vault.wrong-key`, `vault.missing`, `vault.tampered` or `vault.corrupt`. */
export function openVault(_ports: VaultPorts, _vaultKey: Secret): Vault {
  throw new ExchangeError("internal.bug", { detail: "not built yet" });
}

/** The ways to open this vault; readable while it is locked. */
export function readSlots(_ports: Pick<VaultPorts, "store">): readonly SlotView[] {
  throw new ExchangeError("internal.bug", { detail: "not built yet" });
}

/** Throws `vault.wrong-key`. */
export async function unlockWithPassphrase(_ports: VaultPorts, _passphrase: Secret): Promise<Secret> {
  throw new ExchangeError("internal.bug", { detail: "not built yet" });
}

/** `text` as printed, in any case, with or without its hyphens. Throws `vault.wrong-key`. */
export async function unlockWithRecoveryKey(_ports: VaultPorts, _text: string): Promise<Secret> {
  throw new ExchangeError("internal.bug", { detail: "not built yet" });
}

/** Throws the key store's own errors, or `vault.wrong-key` when its key does not fit; never makes a new key. */
export async function unlockWithKeyStore(_ports: VaultPorts): Promise<Secret> {
  throw new ExchangeError("internal.bug", { detail: "not built yet" });
}

/** A typed passphrase as bytes, the same on every keyboard (Unicode NFC). */
export function passphraseSecret(_text: string): Secret {
  throw new ExchangeError("internal.bug", { detail: "not built yet" });
}
