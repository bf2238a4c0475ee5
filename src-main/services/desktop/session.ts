// The one vault of this program: making it, opening it, locking it. While a transfer holds it, locking shuts the gate instead:
// the window shows nothing of the vault, the transfer waits, and the same proof as ever opens both again.

import { ExchangeError, toExchangeError } from "../../../src-shared/errors.ts";
import type { LockReason, Phase, UnlockWay } from "../../../src-shared/ipc/views-app.ts";
import type { Secret } from "../../../src-shared/secret.ts";
import type { SlotProvider, Vault } from "../../../src-shared/vault/model.ts";
import { passphraseSecret } from "../../../src-shared/vault/open-vault.ts";
import type { UnlockBy, UnlockOwner } from "../vaults.ts";
import type { AppState } from "./app-view.ts";
import { Gate } from "./gate.ts";
import type { DesktopPorts } from "./ports.ts";

const WAYS: Record<SlotProvider, UnlockWay> = { passphrase: "passphrase", "key-store": "key-store", recovery: "recovery-key" };

export type SessionPorts = Pick<DesktopPorts, "vaults" | "vaultDirectory" | "vaultExists">;

/** Hears when the vault was opened, and when it is about to be closed. */
export type SessionListener = { readonly opened?: (vault: Vault) => void; readonly closing?: () => void; readonly locked?: () => void };

export class Session {
  readonly gate = new Gate();
  readonly #ports: SessionPorts;
  readonly #app: AppState;
  readonly #listeners: SessionListener[] = [];
  #vault: Vault | undefined;
  /** Until the owner has confirmed it. */
  #recoveryKey: string | undefined;
  #holders = 0;

  constructor(ports: SessionPorts, app: AppState) {
    this.#ports = ports;
    this.#app = app;
  }

  listen(listener: SessionListener): void {
    this.#listeners.push(listener);
  }

  get locked(): boolean {
    return this.#app.view.phase.name !== "open";
  }

  /** The open vault. Throws `vault.locked`. */
  get vault(): Vault {
    if (this.#vault === undefined || this.locked) throw new ExchangeError("vault.locked");
    return this.#vault;
  }

  /** What the window shows first. */
  start(): void {
    this.#put(this.#ports.vaultExists() ? this.#lockedPhase("start") : { name: "no-vault" });
  }

  /** Throws `vault.exists`, `vault.write-failed`, and with `keyStore` what `needKeyStore` throws, before anything is made. */
  async create(passphrase: string, keyStore: boolean): Promise<void> {
    if (keyStore) await this.#ports.vaults.needKeyStore();
    const secret = passphraseSecret(passphrase);
    const { vault, recoveryKey } = await this.#ports.vaults.create(this.#ports.vaultDirectory, secret).finally(() => secret.wipe());
    this.#vault = vault;
    this.#recoveryKey = recoveryKey;
    this.#put({ name: "recovery-key" });
    if (keyStore) await vault.addSlot({ provider: "key-store" });
  }

  /** Throws `vault.locked` when there is none to show any more. */
  recoveryKey(): string {
    if (this.#recoveryKey === undefined) throw new ExchangeError("vault.locked");
    return this.#recoveryKey;
  }

  /** True when `ending` are its last letters, as many as a group has; the vault is open then. */
  confirm(ending: string): boolean {
    const letters = (text: string) => text.replace(/[^0-9a-z]/gi, "").toUpperCase();
    const group =
      this.recoveryKey()
        .split(/[^0-9a-z]+/i)
        .at(-1) ?? "";
    if (group === "" || letters(ending) !== letters(group)) return false;
    this.#recoveryKey = undefined;
    this.#opened();
    return true;
  }

  /** Throws what `VaultService.open` throws. */
  async unlock(by: UnlockWay, secret: string): Promise<void> {
    if (!this.locked) return;
    if (this.#vault !== undefined) return this.#resume(by, secret);
    this.#vault = await this.#ports.vaults.open(this.#ports.vaultDirectory, unlockBy(by), ownerOf(by, secret));
    this.#opened();
  }

  async #resume(by: UnlockWay, secret: string): Promise<void> {
    if (by === "key-store" || !(await this.#proves(secret))) throw new ExchangeError("vault.wrong-key");
    this.#opened();
  }

  /** Nothing happens while there is no vault or its recovery key is not confirmed. */
  lock(because: LockReason): void {
    if (this.locked) return;
    for (const { locked } of this.#listeners) locked?.();
    if (this.#holders === 0) {
      this.close(because);
    } else {
      this.gate.close();
      this.#put({ name: "locked", ways: ["passphrase"], because, paused: true });
    }
  }

  /** A transfer needs the vault until it calls the answer. */
  hold(): () => void {
    this.#holders++;
    let released = false;
    return () => {
      if (released) return;
      released = true;
      this.#holders--;
      const { phase } = this.#app.view;
      if (this.#holders === 0 && phase.name === "locked") this.close(phase.because);
    };
  }

  /** Closes the vault whatever runs. */
  close(because: LockReason): void {
    for (const { closing } of this.#listeners) closing?.();
    this.#vault?.close();
    this.#vault = undefined;
    this.gate.open();
    this.#put(this.#lockedPhase(because));
  }

  /** Whether what was typed opens the vault that is open: the proof that it is its owner who approves. */
  async approves(secret: string): Promise<boolean> {
    return this.#vault !== undefined && !this.locked && this.#proves(secret);
  }

  /** What has to be typed to approve. */
  approvalBy(): "passphrase" | "recovery-key" {
    return this.vault.slots().some(({ provider }) => provider === "passphrase") ? "passphrase" : "recovery-key";
  }

  async #proves(text: string): Promise<boolean> {
    const secret: Secret = passphraseSecret(text);
    try {
      return (await this.#vault?.opensWith(secret)) ?? false;
    } finally {
      secret.wipe();
    }
  }

  #opened(): void {
    this.#put({ name: "open" });
    this.gate.open();
    for (const { opened } of this.#listeners) opened?.(this.vault);
  }

  #lockedPhase(because: LockReason): Phase {
    try {
      const ways = [...new Set(this.#ports.vaults.slots(this.#ports.vaultDirectory).map(({ provider }) => WAYS[provider]))];
      return { name: "locked", ways, because, paused: false };
    } catch (thrown) {
      return { name: "unusable", code: toExchangeError(thrown).code };
    }
  }

  #put(phase: Phase): void {
    this.#app.put({ phase });
  }
}

function unlockBy(way: UnlockWay): UnlockBy {
  return way === "key-store" ? "any" : way;
}

/** One try; a key store that does not open it is the answer, not the passphrase's turn. */
function ownerOf(way: UnlockWay, text: string): UnlockOwner {
  let failure: ExchangeError | undefined;
  return {
    tries: 1,
    keyStoreFailed: (error) => {
      failure = error;
    },
    passphrase: async () => {
      if (way !== "key-store") return passphraseSecret(text);
      throw failure ?? new ExchangeError("key-store.missing");
    },
    recoveryKey: async () => text,
  };
}
