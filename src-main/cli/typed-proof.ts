// The proof of the owner that is typed: what opened the vault in this very command counts, else it is asked for.

import { ExchangeError } from "../../src-shared/errors.ts";
import type { SlotProvider, Vault } from "../../src-shared/vault/model.ts";
import { passphraseSecret } from "../../src-shared/vault/open-vault.ts";
import type { Context } from "./context.ts";
import { yellow } from "./output.ts";

/** What can be typed in front of anybody's eyes but only by the owner. */
export type TypedWay = Extract<SlotProvider, "passphrase" | "recovery">;

const KINDS = {
  passphrase: { kind: "passphrase", text: "Passphrase of the vault" },
  recovery: { kind: "recovery-key", text: "Recovery key" },
} as const;

export class TypedProof {
  readonly #context: Context;
  readonly #vault: Vault;
  #given: boolean;

  /** `given`: the vault was opened with it by this command. */
  constructor(context: Context, vault: Vault, given: boolean) {
    this.#context = context;
    this.#vault = vault;
    this.#given = given;
  }

  get given(): boolean {
    return this.#given;
  }

  /** Throws `vault.wrong-key` when it was wrong too often, `owner.cancelled` when the owner stops. */
  async need(about: readonly string[], signal: AbortSignal): Promise<void> {
    const { tries } = this.#context.prompter;
    for (let attempt = 1; !this.#given; attempt++) {
      this.#given = await this.#ask(attempt === 1 ? about : [yellow("That does not open the vault. Try again.")], signal);
      if (!this.#given && attempt >= tries) throw new ExchangeError("vault.wrong-key");
    }
  }

  async #ask(about: readonly string[], signal: AbortSignal): Promise<boolean> {
    const { prompter, vaultDirectory } = this.#context;
    const way = this.#way();
    const typed = await prompter.secret({ ...KINDS[way], detail: { directory: vaultDirectory }, about, signal });
    if (way === "recovery") return this.#vault.opensWithRecoveryKey(typed);
    const passphrase = passphraseSecret(typed);
    return this.#vault.opensWith(passphrase).finally(() => passphrase.wipe());
  }

  /** The recovery key where it was asked for, or where the vault has no passphrase. */
  #way(): TypedWay {
    const ways = this.#vault.slots().map(({ provider }) => provider);
    if (!ways.includes("recovery")) return "passphrase";
    return this.#context.unlockBy === "recovery-key" || !ways.includes("passphrase") ? "recovery" : "passphrase";
  }
}
