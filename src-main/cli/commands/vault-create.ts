// `vault create`: a new vault with a passphrase, a recovery key shown once, and this computer's key store if wanted.

import type { Command } from "commander";
import { base64url } from "../../../src-shared/bytes.ts";
import type { Vault } from "../../../src-shared/vault/model.ts";
import { passphraseSecret } from "../../../src-shared/vault/open-vault.ts";
import type { Context, Runner } from "../context.ts";
import { bold, green, type Output, yellow } from "../output.ts";

type Options = { readonly keyStore?: boolean };

export function addVaultCreate(parent: Command, run: Runner): void {
  parent.command("create").description("make a new vault").option("--key-store", "let this computer's key store open it too").action(run(create));
}

async function create({ host, output, prompter, vaultDirectory }: Context, { keyStore = false }: Options): Promise<void> {
  if (keyStore) await host.vaults.needKeyStore();
  const about = [`A new vault in ${vaultDirectory}.`, "Four or five random words make a good passphrase."];
  const passphrase = passphraseSecret(
    await prompter.newSecret({ kind: "new-passphrase", detail: { directory: vaultDirectory }, about, text: "Passphrase for the new vault" }),
  );
  const { vault, recoveryKey } = await host.vaults.create(vaultDirectory, passphrase).finally(() => passphrase.wipe());
  try {
    output.emit({ event: "vault", id: base64url(vault.id), directory: vaultDirectory }, `${green("✓")} The vault is ready.`);
    output.emit({ event: "recovery-key", key: recoveryKey }, [
      "",
      "Your recovery key opens the vault when the passphrase is lost:",
      "",
      `   ${bold(recoveryKey)}`,
      "",
      yellow("Write it down on paper now. It is shown this once and kept nowhere."),
    ]);
    if (keyStore) await addKeyStore(vault, output);
  } finally {
    vault.close();
  }
}

/** When it fails the vault stays: its recovery key was shown, and another try needs no new one. */
async function addKeyStore(vault: Vault, output: Output): Promise<void> {
  try {
    await vault.addSlot({ provider: "key-store" });
  } catch (thrown) {
    output.note("", yellow("The vault is there and opens with the passphrase, only not by the key store. To try again: keyferry vault slots add key-store"));
    throw thrown;
  }
}
