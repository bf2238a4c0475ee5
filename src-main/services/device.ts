// This device as a counterpart sees it: a P-256 key made once and kept sealed in the vault, and the names given to the keys of others.

import { base64url } from "../../src-shared/bytes.ts";
import type { Primitives } from "../../src-shared/crypto/primitives.ts";
import { ExchangeError } from "../../src-shared/errors.ts";
import type { DeviceIdentity } from "../../src-shared/exchange/ports.ts";
import type { Setting, Vault } from "../../src-shared/vault/model.ts";
import { HARDWARE_PROVIDERS, type HardwareProvider } from "../../src-shared/vault/ports.ts";

const IDENTITY = "device-identity";
const KNOWN = "known-devices";
const NAMED = "device-names";
const USED = "device-times";

/** Makes the key when the vault has none yet. Throws `vault.corrupt` when the stored one is not a key. */
export function deviceIdentity(primitives: Primitives, vault: Vault, name: string): DeviceIdentity {
  const { privateKey, publicKey } = storedKey(vault) ?? newKey(primitives, vault);
  const names = namesOf(vault);
  return {
    publicKey,
    name,
    sign: async (message) => primitives.sign(privateKey, message),
    known: (key) => names.get(base64url(key)),
  };
}

/** Who holds that key, or would. */
export function identityHolder(vault: Pick<Vault, "setting">): "software" | HardwareProvider {
  const stored = vault.setting(IDENTITY);
  const provider = isRecord(stored) ? stored.provider : undefined;
  return HARDWARE_PROVIDERS.find((one) => one === provider) ?? "software";
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
  const stored = vault.setting(setting);
  return isRecord(stored) ? stored : {};
}

function storedKey(vault: Vault): { readonly privateKey: Uint8Array; readonly publicKey: Uint8Array } | undefined {
  const stored = vault.setting(IDENTITY);
  if (stored === undefined) return undefined;
  if (!isRecord(stored)) throw new ExchangeError("vault.corrupt", { detail: "device key" });
  const { privateKey, publicKey } = stored;
  if (!(privateKey instanceof Uint8Array && publicKey instanceof Uint8Array)) throw new ExchangeError("vault.corrupt", { detail: "device key" });
  return { privateKey, publicKey };
}

function newKey(primitives: Primitives, vault: Vault) {
  const key = primitives.generateSigningKey();
  vault.putSetting(IDENTITY, key);
  return key;
}

function isRecord(value: Setting | undefined): value is { readonly [name: string]: Setting } {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}
