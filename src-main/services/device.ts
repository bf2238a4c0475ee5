// The names given to the device keys of others, and when they were last met.

import { base64url } from "../../src-shared/bytes.ts";
import type { Setting, Vault } from "../../src-shared/vault/model.ts";
import { settingRecord } from "./setting-record.ts";

const KNOWN = "known-devices";
const NAMED = "device-names";
const USED = "device-times";

/** The owner's name for it, else what it called itself last; undefined when there was no transfer with it. */
export function namedDevice(vault: Vault, publicKey: Uint8Array): string | undefined {
  return namesOf(vault).get(base64url(publicKey));
}

export type KnownDevice = {
  /** Base64url. */
  readonly key: string;
  /** The owner's name for it, else what it called itself last. */
  readonly name: string;
  /** Unix seconds. */
  readonly usedAt?: number;
};

/** Keeps the name a counterpart gave itself, and when, once a transfer with it is complete. */
export function rememberDevice(vault: Vault, publicKey: string, name: string, at: number): void {
  const claimed = record(vault, KNOWN);
  if (claimed[publicKey] !== name) vault.putSetting(KNOWN, { ...claimed, [publicKey]: name });
  vault.putSetting(USED, { ...record(vault, USED), [publicKey]: at });
}

/** In the order they were first met. */
export function knownDevices(vault: Vault): readonly KnownDevice[] {
  const used = record(vault, USED);
  return [...namesOf(vault)].map(([key, name]) => {
    const usedAt = used[key];
    return { key, name, ...(typeof usedAt === "number" && { usedAt }) };
  });
}

/** The owner's own name for it stands before whatever it calls itself later. */
export function nameDevice(vault: Vault, publicKey: string, name: string): void {
  vault.putSetting(NAMED, { ...record(vault, NAMED), [publicKey]: name });
}

export function forgetDevice(vault: Vault, publicKey: string): void {
  for (const setting of [KNOWN, NAMED, USED]) {
    const { [publicKey]: gone, ...others } = record(vault, setting);
    if (gone !== undefined) vault.putSetting(setting, others);
  }
}

function namesOf(vault: Vault): ReadonlyMap<string, string> {
  const entries = Object.entries({ ...record(vault, KNOWN), ...record(vault, NAMED) });
  return new Map(entries.flatMap(([key, name]) => (typeof name === "string" ? [[key, name]] : [])));
}

function record(vault: Vault, setting: string): { readonly [publicKey: string]: Setting } {
  return (settingRecord(vault.setting(setting)) ?? {}) as { readonly [publicKey: string]: Setting };
}
