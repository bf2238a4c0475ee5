// Opening the vault for a command: by this computer's key store, the passphrase, or the recovery key; closed again whatever happens.

import type { Vault } from "../../src-shared/vault/model.ts";
import { passphraseSecret } from "../../src-shared/vault/open-vault.ts";
import type { UnlockOwner } from "../services/vaults.ts";
import type { Context } from "./context.ts";
import { dim, yellow } from "./output.ts";

/** Throws what `VaultService.open` throws. */
export async function withVault<T>(context: Context, work: (vault: Vault) => Promise<T> | T): Promise<T> {
  const { host, vaultDirectory, unlockBy } = context;
  const vault = await host.vaults.open(vaultDirectory, unlockBy, unlockOwner(context));
  try {
    return await work(vault);
  } finally {
    vault.close();
  }
}

function unlockOwner({ output, prompter, vaultDirectory }: Context): UnlockOwner {
  const wrong = (attempt: number, text: string) => (attempt === 1 ? [] : [yellow(text)]);
  const detail = { directory: vaultDirectory };
  return {
    tries: prompter.tries,
    passphrase: async (attempt) => {
      const about = wrong(attempt, "That is not the passphrase. Try again, or stop with Ctrl-C and use --recovery.");
      return passphraseSecret(await prompter.secret({ kind: "passphrase", detail, about, text: "Passphrase of the vault" }));
    },
    recoveryKey: (attempt) => {
      const about = wrong(attempt, "That is not the recovery key. Try again.");
      return prompter.secret({ kind: "recovery-key", detail, about, text: "Recovery key" });
    },
    keyStoreFailed: ({ code }) => output.note(dim(`The key store did not open the vault (${code}).`)),
  };
}
