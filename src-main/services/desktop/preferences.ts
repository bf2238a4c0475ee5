// The preferences: read tolerantly from where they are kept, changed one by one, never without a value.

import { LANGUAGES, type Preferences, THEMES } from "../../../src-shared/ipc/views-app.ts";
import type { AppState } from "./app-view.ts";
import type { PreferenceStore } from "./ports.ts";

const DEFAULTS: Preferences = { theme: "system", language: "system", autoLockMinutes: 10, clipboardSeconds: 30, tray: false, useBluetooth: true };
const MOST_MINUTES = 1440;
const MOST_SECONDS = 600;

export type PreferenceChange = { readonly [name in keyof Preferences]?: Preferences[name] | undefined };

/** What was kept may be of another version or damaged: a member that is not understood gets its default. */
export function loadPreferences(store: PreferenceStore): Preferences {
  const kept = store.load();
  const held = typeof kept === "object" && kept !== null ? (kept as { readonly [name: string]: unknown }) : {};
  return {
    theme: oneOf(THEMES, held.theme, DEFAULTS.theme),
    language: oneOf(LANGUAGES, held.language, DEFAULTS.language),
    autoLockMinutes: upTo(MOST_MINUTES, held.autoLockMinutes, DEFAULTS.autoLockMinutes),
    clipboardSeconds: upTo(MOST_SECONDS, held.clipboardSeconds, DEFAULTS.clipboardSeconds),
    tray: flagOf(held.tray, DEFAULTS.tray),
    useBluetooth: flagOf(held.useBluetooth, DEFAULTS.useBluetooth),
  };
}

/** Members that are undefined stay as they are. */
export function changePreferences(store: PreferenceStore, app: AppState, change: PreferenceChange): void {
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const preferences: Preferences = { ...app.view.preferences, ...given };
  store.save(preferences);
  app.put({ preferences });
}

function oneOf<const T extends string>(words: readonly T[], value: unknown, otherwise: T): T {
  return words.find((word) => word === value) ?? otherwise;
}

function flagOf(value: unknown, otherwise: boolean): boolean {
  return typeof value === "boolean" ? value : otherwise;
}

function upTo(most: number, value: unknown, otherwise: number): number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 && value <= most ? value : otherwise;
}
