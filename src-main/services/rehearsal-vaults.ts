// The two vaults of a rehearsal: one with every kind of credential, one empty, and the comparison at the end.

import { rehearsalDocument } from "../../src-shared/cxf/rehearsal-document.ts";
import { ExchangeError } from "../../src-shared/errors.ts";
import type { Vault } from "../../src-shared/vault/model.ts";
import { passphraseSecret } from "../../src-shared/vault/open-vault.ts";
import { differences } from "./compare-vaults.ts";
import type { MigrationService } from "./migration.ts";
import type { VaultService } from "./vaults.ts";

/** Of both vaults, and no secret: nothing in them is anybody's. */
export const REHEARSAL_PASSPHRASE = "rehearsal";

const MADE_UP = "made-up";

/**
 * Whether the vault was made for a rehearsal, which is sealed in it, so that nobody without its key can say so; and whether anybody can open it still.
 * One that was kept because the rehearsal was killed is somebody's own from the day it gets a passphrase of theirs.
 */
export async function isMadeUp(vault: Pick<Vault, "setting" | "opensWith">): Promise<boolean> {
  if (vault.setting(MADE_UP) !== true) return false;
  const passphrase = passphraseSecret(REHEARSAL_PASSPHRASE);
  return vault.opensWith(passphrase).finally(() => passphrase.wipe());
}

/** Somebody may put something real into it now. */
export function nowReal(vault: Pick<Vault, "putSetting">): void {
  vault.putSetting(MADE_UP, undefined);
}

type Ports = { readonly vaults: VaultService; readonly migration: MigrationService };

/** Open, with every made-up item in it. */
export async function sourceVault(ports: Ports, directory: string): Promise<Vault> {
  const vault = await emptyVault(ports, directory);
  try {
    const staged = ports.migration.stage(vault, { formatId: "rehearsal", ...rehearsalDocument(), report: { findings: [] } }, "rehearsal");
    staged.commit(() => "keep-both");
    staged.discard();
    return vault;
  } catch (thrown) {
    vault.close();
    throw thrown;
  }
}

export async function emptyVault({ vaults }: Ports, directory: string): Promise<Vault> {
  const passphrase = passphraseSecret(REHEARSAL_PASSPHRASE);
  const { vault } = await vaults.create(directory, passphrase).finally(() => passphrase.wipe());
  vault.putSetting(MADE_UP, true);
  return vault;
}

export function openedAgain({ vaults }: Pick<Ports, "vaults">, directory: string): Promise<Vault> {
  const passphrase = async () => passphraseSecret(REHEARSAL_PASSPHRASE);
  return vaults.open(directory, "any", { tries: 1, passphrase, recoveryKey: async () => "" });
}

/** Throws `counterpart.receipt-mismatch` when the second does not hold exactly what the first does. */
export function mustHoldTheSame(first: Vault, second: Vault): void {
  const [difference] = differences(first, second);
  if (difference !== undefined) throw new ExchangeError("counterpart.receipt-mismatch", { detail: difference });
}
