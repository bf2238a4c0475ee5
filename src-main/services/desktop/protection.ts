// The ways to open the vault, and changing them: each change proves the owner first, and the old way goes only when the new one is there.

import { hex } from "../../../src-shared/bytes.ts";
import { ExchangeError } from "../../../src-shared/errors.ts";
import type { ProtectionView } from "../../../src-shared/ipc/views-app.ts";
import type { NewSlot, SlotProvider, SlotView, Vault } from "../../../src-shared/vault/model.ts";
import { passphraseSecret } from "../../../src-shared/vault/open-vault.ts";
import { HARDWARE_PROVIDERS, type KeyState } from "../../../src-shared/vault/ports.ts";
import { type ApprovalChange, putApprovalSettings } from "../approval-settings.ts";
import { KEY_STORE_PROBE } from "../vaults.ts";
import type { DesktopPorts } from "./ports.ts";
import type { Session } from "./session.ts";
import { gestureOf, WAYS } from "./unlock-ways.ts";

const STATES: Record<KeyState, ProtectionView["keyStore"]> = { present: "ready", missing: "ready", locked: "locked", unavailable: "unavailable" };

/** Characters; the chip's own lock-out does the rest. */
const SHORTEST_PIN = 6;

type Ports = Pick<DesktopPorts, "vaults" | "keyStore" | "hardware">;

export class Protection {
  readonly #ports: Ports;
  readonly #session: Session;

  constructor(ports: Ports, session: Session) {
    this.#ports = ports;
    this.#session = session;
  }

  async view(): Promise<ProtectionView> {
    const slots = this.#session.vault.slots().map(({ slotId, provider, addedAt }) => ({ id: hex(slotId), way: WAYS[provider], addedAt }));
    const [keyStore, hardware] = await Promise.all([
      this.#ports.keyStore.state(KEY_STORE_PROBE).catch(() => "unavailable" as const),
      hardwareView(this.#ports.hardware),
    ]);
    return { slots, keyStore: STATES[keyStore], ...(hardware && { hardware }) };
  }

  /** Throws `vault.wrong-key`, `usage.invalid` for a PIN that is too short, and the hardware's own errors. On replaces what was set up before, with another PIN or chip; off takes away what any computer's hardware has. */
  async hardware({ on, pin, secret }: { readonly on: boolean; readonly pin: string; readonly secret: string }): Promise<void> {
    const [hardware] = this.#ports.hardware;
    if (on && hardware?.provider === "tpm") needPin(pin);
    const vault = await this.#proven(secret);
    if (!on) return remove(vault, slotsOf(vault, ...HARDWARE_PROVIDERS));
    if (hardware === undefined) throw new ExchangeError("hardware.unavailable", { detail: "no-device" });
    const { provider } = hardware;
    const gesture = gestureOf(provider, pin, this.#session.promptText);
    await replace(vault, { provider, gesture }).finally(() => gesture.pin?.wipe());
  }

  /** Throws `vault.wrong-key`. */
  async approval(change: ApprovalChange, secret: string): Promise<void> {
    putApprovalSettings(await this.#proven(secret), change);
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
    const passphrase = passphraseSecret(to);
    await replace(vault, { provider: "passphrase", passphrase }).finally(() => passphrase.wipe());
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

/** Throws `usage.invalid`. */
export function needPin(text: string): void {
  if ([...text.normalize("NFC")].length < SHORTEST_PIN) throw new ExchangeError("usage.invalid", { detail: "pin" });
}

/** What this computer would keep a key in: the first there is. */
async function hardwareView([first]: DesktopPorts["hardware"]): Promise<ProtectionView["hardware"]> {
  if (first === undefined) return undefined;
  const state = await first.state();
  const reason = state === "unavailable" ? await first.trouble?.() : undefined;
  return { way: first.provider, state, ...(reason !== undefined && { reason }) };
}

function slotsOf(vault: Vault, ...providers: readonly SlotProvider[]): readonly SlotView[] {
  return vault.slots().filter(({ provider }) => providers.includes(provider));
}

/** The old ones of its kind go only when the new one is there. */
async function replace(vault: Vault, slot: NewSlot): Promise<void> {
  const old = slotsOf(vault, slot.provider);
  await vault.addSlot(slot);
  await remove(vault, old);
}

async function remove(vault: Vault, slots: readonly SlotView[]): Promise<void> {
  for (const { slotId } of slots) await vault.removeSlot(slotId);
}
