// The one vault of this program: making it, opening it, locking it. While a transfer holds it, locking shuts the gate instead:
// the window shows nothing of the vault, the transfer waits, and the same proof as ever opens both again. Locking wins over whatever
// is on its way: what was to open the vault is over then.

import { ExchangeError, toExchangeError } from "../../../src-shared/errors.ts";
import type { LockReason, Phase, UnlockWay } from "../../../src-shared/ipc/views-app.ts";
import type { Vault } from "../../../src-shared/vault/model.ts";
import { passphraseSecret } from "../../../src-shared/vault/open-vault.ts";
import type { AppState } from "./app-view.ts";
import { Gate } from "./gate.ts";
import type { DesktopPorts } from "./ports.ts";
import { proves, provesOwner } from "./proof.ts";
import { ownerOf, promptText, waysOf } from "./unlock-ways.ts";

export type SessionPorts = Pick<DesktopPorts, "keyStore" | "presence" | "vaults" | "vaultDirectory" | "vaultExists">;

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
  /** Times that it was to be locked, and to be closed for good. */
  #locks = 0;
  #ends = 0;
  #proving: Promise<unknown> = Promise.resolve();
  /** Takes away the system's prompt that an opening shows. */
  #prompt = new AbortController();

  constructor(ports: SessionPorts, app: AppState) {
    this.#ports = ports;
    this.#app = app;
  }

  listen(listener: SessionListener): void {
    this.#listeners.push(listener);
  }

  get locked(): boolean {
    return this.#phase.name !== "open";
  }

  /** The open vault. Throws `vault.locked`. */
  get vault(): Vault {
    if (this.#vault === undefined || this.locked) throw new ExchangeError("vault.locked");
    return this.#vault;
  }

  /** The line in a prompt of the system that opens the vault. */
  get promptText(): string {
    return promptText(this.#app.view);
  }

  /** What the window shows first. */
  start(): void {
    this.#put(this.#ports.vaultExists() ? this.#lockedPhase("start") : { name: "no-vault" });
  }

  /** Throws `vault.exists`, `vault.write-failed`, and with `keyStore` what `needKeyStore` throws, before anything is made. */
  async create(passphrase: string, keyStore: boolean): Promise<void> {
    if (this.#phase.name !== "no-vault") throw new ExchangeError("vault.exists");
    const ends = this.#ends;
    if (keyStore) await this.#ports.vaults.needKeyStore();
    const secret = passphraseSecret(passphrase);
    const { vault, recoveryKey } = await this.#ports.vaults.create(this.#ports.vaultDirectory, secret).finally(() => secret.wipe());
    if (this.#ends !== ends) {
      vault.close();
      throw new ExchangeError("vault.locked");
    }
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

  /** Throws what `VaultService.open` throws, `usage.invalid` in the first run, `vault.locked` when it was locked meanwhile. */
  async unlock(by: UnlockWay, secret: string): Promise<void> {
    if (["no-vault", "recovery-key"].includes(this.#phase.name)) throw new ExchangeError("usage.invalid", { detail: "no vault to open" });
    const locks = this.#locks;
    await this.#alone(() => this.#unlock(by, secret, locks)).catch((thrown) => {
      throw this.#locks === locks ? thrown : new ExchangeError("vault.locked");
    });
  }

  /** Takes away the system's prompt; the opening that showed it ends with `presence.cancelled`. */
  stopUnlock(): void {
    this.#prompt.abort();
  }

  async #unlock(by: UnlockWay, secret: string, locks: number): Promise<void> {
    const held = this.#vault;
    if (!this.locked) return;
    this.#prompt = new AbortController();
    const prompt = { signal: this.#prompt.signal, promptText: this.promptText };
    if (held !== undefined && !(await proves(held, this.#ports, by, secret, prompt))) throw new ExchangeError("vault.wrong-key");
    if (this.#locks !== locks) throw new ExchangeError("vault.locked");
    if (held === undefined || this.#vault !== held) {
      const vault = await this.#ports.vaults.open(this.#ports.vaultDirectory, by, ownerOf(by, secret, prompt));
      if (this.#locks !== locks) {
        vault.close();
        throw new ExchangeError("vault.locked");
      }
      this.#vault = vault;
    }
    this.#opened();
  }

  /** Nothing is shut while there is no vault or its recovery key is not confirmed. */
  lock(because: LockReason): void {
    this.#locks++;
    this.stopUnlock();
    if (this.locked) return;
    this.#tell("locked");
    if (this.#holders === 0) {
      this.#close(because);
    } else {
      this.gate.close();
      this.#put({ name: "locked", ways: waysOf(this.vault.slots()), because, paused: true });
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
      const phase = this.#phase;
      if (this.#holders === 0 && phase.name === "locked") this.#close(phase.because);
    };
  }

  /** Closes the vault whatever runs, and whatever is about to open it. */
  close(because: LockReason): void {
    this.#locks++;
    this.#ends++;
    this.stopUnlock();
    this.#close(because);
  }

  #close(because: LockReason): void {
    this.#tell("closing");
    this.#recoveryKey = undefined;
    try {
      this.#vault?.close();
    } finally {
      this.#vault = undefined;
      this.gate.open();
      this.#put(this.#lockedPhase(because));
    }
  }

  /** Whether what was typed opens the vault that is open: the proof that it is its owner who approves. Throws `vault.locked`. */
  async approves(secret: string): Promise<boolean> {
    const locks = this.#locks;
    return this.#alone(async () => {
      const right = await provesOwner(this.vault, this.#ports, secret);
      if (this.#locks !== locks) throw new ExchangeError("vault.locked");
      return right;
    });
  }

  /** What has to be typed to approve; the recovery key is taken as well as a passphrase. */
  approvalBy(): "passphrase" | "recovery-key" {
    return this.vault.slots().some(({ provider }) => provider === "passphrase") ? "passphrase" : "recovery-key";
  }

  /** One try at a time, however many are asked for: each takes as long as a passphrase is to take. */
  #alone<T>(tried: () => Promise<T>): Promise<T> {
    const done = this.#proving.then(tried);
    this.#proving = done.catch(() => {});
    return done;
  }

  #opened(): void {
    this.#recoveryKey = undefined;
    try {
      this.#put({ name: "open" });
      this.gate.open();
      for (const { opened } of this.#listeners) opened?.(this.vault);
    } catch (thrown) {
      this.#close("start");
      throw thrown;
    }
  }

  /** Nothing that goes wrong there keeps the vault open. */
  #tell(what: "locked" | "closing"): void {
    for (const listener of this.#listeners) {
      try {
        listener[what]?.();
      } catch {
        // what it was to let go of goes with the vault
      }
    }
  }

  get #phase(): Phase {
    return this.#app.view.phase;
  }

  #lockedPhase(because: LockReason): Phase {
    try {
      return { name: "locked", ways: waysOf(this.#ports.vaults.slots(this.#ports.vaultDirectory)), because, paused: false };
    } catch (thrown) {
      return { name: "unusable", code: toExchangeError(thrown).code };
    }
  }

  #put(phase: Phase): void {
    this.#app.put({ phase });
  }
}
