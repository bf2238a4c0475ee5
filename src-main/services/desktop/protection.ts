// The ways to open the vault, and changing them: each change proves the owner first, and the old way goes only when the new one is there.

import { hex } from "../../../src-shared/bytes.ts";
import { ExchangeError } from "../../../src-shared/errors.ts";
import type { ProtectionView } from "../../../src-shared/ipc/views-app.ts";
import type { SlotProvider, SlotView, Vault } from "../../../src-shared/vault/model.ts";
import { passphraseSecret } from "../../../src-shared/vault/open-vault.ts";
import type { KeyState } from "../../../src-shared/vault/ports.ts";
import { KEY_STORE_PROBE } from "../vaults.ts";
import type { DesktopPorts } from "./ports.ts";
import { type Session, WAYS } from "./session.ts";

const STATES: Record<KeyState, ProtectionView["keyStore"]> = { present: "ready", missing: "ready", locked: "locked", unavailable: "unavailable" };

export class Protection {
  readonly #ports: Pick<DesktopPorts, "vaults" | "keyStore">;
  readonly #session: Session;

  constructor(ports: Pick<DesktopPorts, "vaults" | "keyStore">, session: Session) {
    this.#ports = ports;
    this.#session = session;
  }

  async view(): Promise<ProtectionView> {
    const slots = this.#session.vault.slots().map(({ slotId, provider, addedAt }) => ({ id: hex(slotId), way: WAYS[provider], addedAt }));
    return { slots, keyStore: STATES[await this.#ports.keyStore.state(KEY_STORE_PROBE).catch(() => "unavailable" as const)] };
  }

  /** Throws `vault.wrong-key`, `key-store.unavailable`, `vault.last-slot`. */
  async keyStore(on: boolean, secret: string): Promise<void> {
    const vault = await this.#proven(secret);
    const there = slotsOf(vault, "key-store");
    if (!on) return remove(vault, there);
    if (there.length > 0) return;
    await this.#ports.vaults.needKeyStore();
    await vault.addSlot({ provider: "key-store" });
  }

  /** Throws `vault.wrong-key`; `usage.invalid` for an empty one. */
  async changePassphrase(from: string, to: string): Promise<void> {
    needPassphrase(to);
    const vault = await this.#proven(from);
    const old = slotsOf(vault, "passphrase");
    const passphrase = passphraseSecret(to);
    await vault.addSlot({ provider: "passphrase", passphrase }).finally(() => passphrase.wipe());
    await remove(vault, old);
  }

  /** The new one, to be shown once; those before it open nothing any more. Throws `vault.wrong-key`. */
  async newRecoveryKey(secret: string): Promise<string> {
    const vault = await this.#proven(secret);
    const old = slotsOf(vault, "recovery");
    const { recoveryKey } = await vault.addSlot({ provider: "recovery" });
    if (recoveryKey === undefined) throw new ExchangeError("internal.bug", { detail: "no recovery key" });
    await remove(vault, old);
    return recoveryKey;
  }

  async #proven(secret: string): Promise<Vault> {
    if (!(await this.#session.approves(secret))) throw new ExchangeError("vault.wrong-key");
    return this.#session.vault;
  }
}

/** Throws `usage.invalid`. */
export function needPassphrase(text: string): void {
  if (text === "") throw new ExchangeError("usage.invalid", { detail: "passphrase" });
}

function slotsOf(vault: Vault, provider: SlotProvider): readonly SlotView[] {
  return vault.slots().filter((slot) => slot.provider === provider);
}

async function remove(vault: Vault, slots: readonly SlotView[]): Promise<void> {
  for (const { slotId } of slots) await vault.removeSlot(slotId);
}
