// Opening the vault for a command: by this computer's key store, the passphrase, or the recovery key; closed again whatever happens.

import type { Vault } from "../../src-shared/vault/model.ts";
import { passphraseSecret } from "../../src-shared/vault/open-vault.ts";
import type { UnlockOwner } from "../services/vault-opening.ts";
import type { Context } from "./context.ts";
import { dim, yellow } from "./output.ts";
import { TypedProof } from "./typed-proof.ts";

/** `proof` knows whether the owner typed what opened it. Throws what `VaultService.open` throws. */
export async function withVault<T>(context: Context, work: (vault: Vault, proof: TypedProof) => Promise<T> | T): Promise<T> {
  const { host, vaultDirectory, unlockBy } = context;
  const asked: Asked = { typed: false };
  const vault = await host.vaults.open(vaultDirectory, unlockBy, unlockOwner(context, asked));
  try {
    return await work(vault, new TypedProof(context, vault, asked.typed));
  } finally {
    vault.close();
  }
}

/** `typed`: the last thing the owner was asked for, which is what opened the vault, was the passphrase or the recovery key. */
type Asked = { typed: boolean };

function unlockOwner({ output, prompter, vaultDirectory, signal }: Context, asked: Asked): UnlockOwner {
  const wrong = (attempt: number, text: string) => (attempt === 1 ? [] : [yellow(text)]);
  const detail = { directory: vaultDirectory };
  return {
    tries: prompter.tries,
    signal,
    promptText: "open your vault",
    passphrase: async (attempt) => {
      asked.typed = true;
      const about = wrong(attempt, "That is not the passphrase. Try again, or stop with Ctrl-C and use --recovery.");
      return passphraseSecret(await prompter.secret({ kind: "passphrase", detail, about, text: "Passphrase of the vault" }));
    },
    recoveryKey: (attempt) => {
      asked.typed = true;
      const about = wrong(attempt, "That is not the recovery key. Try again.");
      return prompter.secret({ kind: "recovery-key", detail, about, text: "Recovery key" });
    },
    keyStoreFailed: ({ code }) => output.note(dim(`The key store did not open the vault (${code}).`)),
  };
}
