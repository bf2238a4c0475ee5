// Making a vault and opening one: what every host calls first.

import { ExchangeError } from "../errors.ts";
import type { Secret } from "../secret.ts";
import { deriveVaultKeys, VAULT_ID_LENGTH, VAULT_KEY_LENGTH, type VaultKeys, wipeVaultKeys } from "./keys.ts";
import { Ledger } from "./ledger.ts";
import type { AddedSlot, NewSlot, SlotView, Vault } from "./model.ts";
import type { VaultPorts } from "./ports.ts";
import { encodeSlotTable, readSlotTable, slotsMac } from "./slot-table.ts";
import { guarded, makeSlot, slotView } from "./slots.ts";
import { OpenVault } from "./vault.ts";

export { passphraseSecret, unlockWithHardware, unlockWithKeyStore, unlockWithPassphrase, unlockWithRecoveryKey } from "./slots.ts";

/** Makes a vault in an empty store, with its first key slot. Throws `vault.exists`. */
export async function createVault(ports: VaultPorts, first: NewSlot): Promise<{ readonly vault: Vault; readonly slot: AddedSlot }> {
  const { primitives: p, store } = ports;
  if (store.header() !== undefined) throw new ExchangeError("vault.exists");
  const vaultId = p.random(VAULT_ID_LENGTH);
  const vaultKey = guarded(ports, p.random(VAULT_KEY_LENGTH));
  const { slot, recoveryKey } = await makeSlot(ports, vaultId, vaultKey, first);
  const keys = vaultKey.use((bytes) => deriveVaultKeys(p, bytes, vaultId));
  const mac = slotsMac(p, keys, [slot]);
  Ledger.begin(p, keys, store, encodeSlotTable({ vaultId, slots: [slot], mac }), mac);
  const vault = new OpenVault(ports, vaultKey, keys);
  return { vault, slot: { slot: slotView(slot), ...(recoveryKey !== undefined && { recoveryKey }) } };
}

/**
 * Takes ownership of `vaultKey`, which one of the `unlock…` functions answered; it is overwritten when the vault does not open.
 * Throws `vault.missing`, `vault.wrong-key`, `vault.tampered` or `vault.corrupt`.
 */
export function openVault(ports: VaultPorts, vaultKey: Secret): Vault {
  let keys: VaultKeys | undefined;
  try {
    if (vaultKey.length !== VAULT_KEY_LENGTH) throw new ExchangeError("vault.wrong-key");
    const { vaultId } = readSlotTable(ports.store);
    keys = vaultKey.use((bytes) => deriveVaultKeys(ports.primitives, bytes, vaultId));
    return new OpenVault(ports, vaultKey, keys);
  } catch (thrown) {
    vaultKey.wipe();
    if (keys !== undefined) wipeVaultKeys(keys);
    throw thrown;
  }
}

/** The ways to open this vault; readable while it is locked. Throws `vault.missing` or `vault.corrupt`. */
export function readSlots(ports: Pick<VaultPorts, "store">): readonly SlotView[] {
  return readSlotTable(ports.store).slots.map(slotView);
}
