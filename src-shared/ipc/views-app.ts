// What the window shows of the program itself: whether a vault is open, the preferences, the ways to open it. No secrets.

import type { ErrorCode } from "../errors.ts";
import type { SystemPrompt } from "./views-approval.ts";

export const THEMES = ["system", "light", "dark"] as const;
export const LANGUAGES = ["system", "en", "de"] as const;
export type Theme = (typeof THEMES)[number];
export type Language = (typeof LANGUAGES)[number];

/** Kept outside the vault, because they are needed before it is open; nothing in here is secret. */
export type Preferences = {
  readonly theme: Theme;
  readonly language: Language;
  /** Minutes without input until the vault locks; 0 never. */
  readonly autoLockMinutes: number;
  /** Seconds until a copied secret is taken off the clipboard; 0 never. */
  readonly clipboardSeconds: number;
  readonly tray: boolean;
  /** Find other computers, and be found, by Bluetooth too. */
  readonly useBluetooth: boolean;
};

/** Ways in that this computer's hardware keeps: a security chip with a PIN, or a finger or face that the system asks for. */
export const HARDWARE_WAYS = ["tpm", "secure-enclave", "windows-hello"] as const;
export type HardwareWay = (typeof HARDWARE_WAYS)[number];
export type UnlockWay = "passphrase" | "key-store" | "recovery-key" | HardwareWay;

export type LockReason = "start" | "owner" | "idle" | "system";

export type Phase =
  /** No vault in its place: the first run. */
  | { readonly name: "no-vault" }
  /** Made just now: its recovery key has to be seen and confirmed once. */
  | { readonly name: "recovery-key" }
  | {
      readonly name: "locked";
      readonly ways: readonly UnlockWay[];
      readonly because: LockReason /** A transfer waits for the vault. */;
      readonly paused: boolean;
    }
  /** It cannot be opened at all: damaged, open elsewhere. */
  | { readonly name: "unusable"; readonly code: ErrorCode }
  | { readonly name: "open" };

export const COMMANDS = ["new-item", "find", "send", "receive", "settings", "vault"] as const;
export type CommandName = (typeof COMMANDS)[number];

export type AppView = {
  readonly phase: Phase;
  readonly preferences: Preferences;
  /** The language the system prefers among those there are. */
  readonly systemLanguage: "en" | "de";
  readonly platform: "linux" | "macos" | "windows";
  readonly version: string;
  /** What the other computer is told. */
  readonly deviceName: string;
  readonly vaultDirectory: string;
  /** The owner wants to close the window while a transfer runs or something typed is not saved: ask. */
  readonly closing: boolean;
  readonly transfer: "none" | "sending" | "receiving";
  /** A copied secret is on the clipboard. */
  readonly clipboard: boolean;
  /** The system's prompt before a secret is on the screen. */
  readonly revealing?: SystemPrompt | undefined;
  /** Chosen last in the menu or the tray. `number` grows with each: only one that is higher than the last seen is to be done. */
  readonly command?: { readonly name: CommandName; readonly number: number };
};

export type SlotRow = { readonly id: string; readonly way: UnlockWay /** Unix seconds. */; readonly addedAt: number };

export type ProtectionView = {
  readonly slots: readonly SlotRow[];
  readonly keyStore: "ready" | "locked" | "unavailable";
  /** What this computer has to keep a key in; absent when it has nothing of the kind. `reason`: why it is unavailable. */
  readonly hardware?: { readonly way: HardwareWay; readonly state: "ready" | "locked-out" | "unavailable"; readonly reason?: string };
};

/** `check` and `kind` choose the sentence; `detail` is a public fact such as an interface's name. */
export type Finding = { readonly check: string; readonly kind: "fine" | "note" | "trouble" | "unknown"; readonly detail?: string };
