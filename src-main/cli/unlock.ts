// Opening the vault for a command: by this computer's key store, the passphrase, or the recovery key; closed again whatever happens.

import { type ErrorCode, REMEDY } from "../../src-shared/errors.ts";
import type { Vault } from "../../src-shared/vault/model.ts";
import { passphraseSecret } from "../../src-shared/vault/open-vault.ts";
import type { Gesture, HardwareProvider } from "../../src-shared/vault/ports.ts";
import type { UnlockOwner } from "../services/vault-opening.ts";
import type { Context } from "./context.ts";
import { dim, yellow } from "./output.ts";
import { PROMPT_TEXT, tellPrompt } from "./prompt-words.ts";
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

/** What is in the key store opens nothing here. */
const ANOTHER_KEY = "The key in this computer's key store is not the one of this vault. Open it with the passphrase or the recovery key.";

/** `typed`: the last thing the owner was asked for, which is what opened the vault, was the passphrase or the recovery key. `because`: why what comes before that did not open it. */
type Asked = { typed: boolean; because?: ErrorCode };

function unlockOwner(context: Context, asked: Asked): UnlockOwner {
  const { output, prompter, vaultDirectory, signal } = context;
  const wrong = (attempt: number, text: string) => (attempt === 1 ? [] : [yellow(text)]);
  return {
    tries: prompter.tries,
    signal,
    promptText: PROMPT_TEXT.unlock,
    prompting: (progress) => tellPrompt(output, "unlock", progress),
    gesture: (provider, attempt) => gesture(context, provider, attempt),
    passphrase: async (attempt) => {
      asked.typed = true;
      const about = wrong(attempt, "That is not the passphrase. Try again, or stop with Ctrl-C and use --recovery.");
      const detail = { directory: vaultDirectory, because: asked.because };
      return passphraseSecret(await prompter.secret({ kind: "passphrase", detail, about, text: "Passphrase of the vault" }));
    },
    recoveryKey: (attempt) => {
      asked.typed = true;
      const about = wrong(attempt, "That is not the recovery key. Try again.");
      return prompter.secret({ kind: "recovery-key", detail: { directory: vaultDirectory }, about, text: "Recovery key" });
    },
    keyStoreFailed: ({ code }) => {
      asked.because = code;
      output.note(dim(code === "vault.wrong-key" ? ANOTHER_KEY : REMEDY[code]));
    },
    hardwareFailed: ({ code, detail }) => {
      asked.because = code;
      output.note(yellow(code === "hardware.locked-out" && detail !== undefined ? `${REMEDY[code]} (${detail})` : REMEDY[code]));
    },
  };
}

/** The PIN of the security chip; the others show a prompt of the system. Undefined: the passphrase instead. */
async function gesture({ prompter, vaultDirectory }: Context, provider: HardwareProvider, attempt: number): Promise<Gesture | undefined> {
  const text = PROMPT_TEXT.unlock;
  if (provider !== "tpm") return { text };
  const about = attempt === 1 ? [] : [yellow(REMEDY["hardware.wrong-pin"])];
  const typed = await prompter.secret({ kind: "pin", detail: { directory: vaultDirectory }, about, text: "PIN (Enter for the passphrase)" });
  return typed === "" ? undefined : { pin: passphraseSecret(typed), text };
}
