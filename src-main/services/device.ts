// This device as a counterpart sees it: a P-256 key made once and kept sealed in the vault, and the names given to the keys of others.

import { base64url } from "../../src-shared/bytes.ts";
import type { Primitives } from "../../src-shared/crypto/primitives.ts";
import { ExchangeError } from "../../src-shared/errors.ts";
import type { DeviceIdentity } from "../../src-shared/exchange/ports.ts";
import type { Setting, Vault } from "../../src-shared/vault/model.ts";

const IDENTITY = "device-identity";
const KNOWN = "known-devices";

/** Makes the key when the vault has none yet. Throws `vault.corrupt` when the stored one is not a key. */
export function deviceIdentity(primitives: Primitives, vault: Vault, name: string): DeviceIdentity {
  const { privateKey, publicKey } = storedKey(vault) ?? newKey(primitives, vault);
  const known = knownDevices(vault);
  return {
    publicKey,
    name,
    sign: async (message) => primitives.sign(privateKey, message),
    known: (key) => known[base64url(key)],
  };
}

/** Keeps the name a counterpart gave itself, once a transfer with it is complete. */
export function rememberDevice(vault: Vault, publicKey: string, name: string): void {
  const known = knownDevices(vault);
  if (known[publicKey] === name) return;
  vault.putSetting(KNOWN, { ...known, [publicKey]: name });
}

function knownDevices(vault: Vault): { readonly [publicKey: string]: string } {
  const stored = vault.setting(KNOWN);
  return isRecord(stored) ? (stored as { readonly [publicKey: string]: string }) : {};
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
