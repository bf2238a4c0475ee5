// The ways into the vault as the window names them, and what the owner of one try says to whatever opens it.

import type { AppView, HardwareWay, UnlockWay } from "../../../src-shared/ipc/views-app.ts";
import type { SlotProvider, SlotView } from "../../../src-shared/vault/model.ts";
import { passphraseSecret } from "../../../src-shared/vault/open-vault.ts";
import { type Gesture, HARDWARE_PROVIDERS } from "../../../src-shared/vault/ports.ts";
import type { UnlockPrompt } from "../unlock-prompt.ts";
import type { UnlockOwner } from "../vault-opening.ts";

export const WAYS: Record<SlotProvider, UnlockWay> = {
  passphrase: "passphrase",
  "key-store": "key-store",
  recovery: "recovery-key",
  tpm: "tpm",
  "secure-enclave": "secure-enclave",
  "windows-hello": "windows-hello",
};

/** What stands in the system's prompt, where it can show a line: what the program wants to do. */
const PROMPT_TEXT: Record<AppView["systemLanguage"], string> = { en: "open your vault", de: "deinen Tresor öffnen" };

export function waysOf(slots: readonly SlotView[]): readonly UnlockWay[] {
  return [...new Set(slots.map(({ provider }) => WAYS[provider]))];
}

export function isHardwareWay(way: UnlockWay): way is HardwareWay {
  return HARDWARE_PROVIDERS.some((provider) => provider === way);
}

export function promptText({ preferences, systemLanguage }: Pick<AppView, "preferences" | "systemLanguage">): string {
  return PROMPT_TEXT[preferences.language === "system" ? systemLanguage : preferences.language];
}

/** `typed` is the PIN where the hardware takes one; the others show the system's own prompt. Its PIN is wiped by whoever used it. */
export function gestureOf(way: HardwareWay, typed: string, text = PROMPT_TEXT.en): Gesture {
  return way === "tpm" ? { pin: passphraseSecret(typed), text } : { text };
}

/** One try. */
export function ownerOf(way: UnlockWay, typed: string, prompt: UnlockPrompt): UnlockOwner {
  return {
    ...prompt,
    tries: 1,
    passphrase: async () => passphraseSecret(typed),
    recoveryKey: async () => typed,
    ...(isHardwareWay(way) && { gesture: async () => gestureOf(way, typed, prompt.promptText) }),
  };
}
