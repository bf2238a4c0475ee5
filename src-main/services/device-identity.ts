// This device as a counterpart sees it: a P-256 key made once, in hardware where there is some, else sealed in the vault.
// A vault that is used on several computers keeps a key for the hardware of each; those that are not in use are former ones.

import { utf8 } from "../../src-shared/bytes.ts";
import type { Primitives } from "../../src-shared/crypto/primitives.ts";
import { ExchangeError, toExchangeError } from "../../src-shared/errors.ts";
import type { DeviceIdentity } from "../../src-shared/exchange/ports.ts";
import type { Setting, Vault } from "../../src-shared/vault/model.ts";
import type { HardwareProvider, IdentityHardware } from "../../src-shared/vault/ports.ts";
import { namedDevice } from "./device.ts";
import { settingRecord } from "./setting-record.ts";

const SOFTWARE = "device-identity";
/** Newest first. */
const HARDWARE = "device-identity-hardware";
const MOST = 8;
/** Signed by nobody for anything else. */
const PROBE = utf8("keyferry identity probe v1");

export type IdentityPorts = { readonly primitives: Primitives; readonly identityHardware?: IdentityHardware | undefined };

type HardwareKey = { readonly provider: string; readonly key: Uint8Array; readonly publicKey: Uint8Array };
type SoftwareKey = { readonly privateKey: Uint8Array; readonly publicKey: Uint8Array };
type OwnKey = { readonly publicKey: Uint8Array; readonly sign: DeviceIdentity["sign"] };

/**
 * The key in this computer's hardware, else the one in the vault; made when there is neither, in hardware where that answers.
 * A vault that has its own key already keeps it: others know this computer by it. Throws `vault.corrupt` when a stored one is not a key.
 */
export async function deviceIdentity(ports: IdentityPorts, vault: Vault, name: string): Promise<DeviceIdentity> {
  const own = (await fromHardware(ports, vault)) ?? fromVault(ports, vault) ?? (await newInHardware(ports, vault)) ?? newInVault(ports, vault);
  return { ...own, name, known: (key) => namedDevice(vault, key) };
}

/** Who holds that key on this computer, or would. */
export async function identityHolder(vault: Vault, here: IdentityHardware | undefined): Promise<"software" | HardwareProvider> {
  if (here === undefined || (await here.state()) === "unavailable") return "software";
  const held = hardwareKeys(vault).some(({ provider }) => provider === here.provider);
  return held || softwareKey(vault) === undefined ? here.provider : "software";
}

/** The first of the vault's keys that this computer's hardware holds, tried before it counts; a new one when it holds none of them. */
async function fromHardware({ primitives, identityHardware: hardware }: IdentityPorts, vault: Vault): Promise<OwnKey | undefined> {
  const keys = hardwareKeys(vault).filter(({ provider }) => provider === hardware?.provider);
  if (hardware === undefined || keys.length === 0) return undefined;
  for (const { key, publicKey } of keys) {
    const tried = await trial(primitives, hardware, key, publicKey);
    if (tried === "unavailable") return undefined;
    if (tried !== "changed") return tried;
  }
  return newInHardware({ primitives, identityHardware: hardware }, vault);
}

async function newInHardware({ primitives, identityHardware: hardware }: IdentityPorts, vault: Vault): Promise<OwnKey | undefined> {
  if (hardware === undefined || (await hardware.state()) === "unavailable") return undefined;
  const made = await hardware.create().catch((thrown) => {
    if (toExchangeError(thrown).code === "hardware.unavailable") return undefined;
    throw thrown;
  });
  if (made === undefined) return undefined;
  const own = await trial(primitives, hardware, made.key, made.publicKey);
  if (own === "unavailable" || own === "changed") return undefined;
  const kept = [{ provider: hardware.provider, ...made }, ...hardwareKeys(vault)].slice(0, MOST);
  vault.putSetting(HARDWARE, kept);
  return own;
}

async function trial(primitives: Primitives, hardware: IdentityHardware, key: Uint8Array, publicKey: Uint8Array): Promise<OwnKey | "changed" | "unavailable"> {
  const sign = (message: Uint8Array) => hardware.sign(key, message);
  try {
    return primitives.verify(publicKey, PROBE, await sign(PROBE)) ? { publicKey, sign } : "changed";
  } catch (thrown) {
    const { code } = toExchangeError(thrown);
    if (code === "hardware.changed") return "changed";
    if (code === "hardware.unavailable") return "unavailable";
    throw thrown;
  }
}

function fromVault({ primitives }: IdentityPorts, vault: Vault): OwnKey | undefined {
  const key = softwareKey(vault);
  return key && inVault(primitives, key);
}

function newInVault({ primitives }: IdentityPorts, vault: Vault): OwnKey {
  const key = primitives.generateSigningKey();
  vault.putSetting(SOFTWARE, key);
  return inVault(primitives, key);
}

function inVault(primitives: Primitives, { privateKey, publicKey }: SoftwareKey): OwnKey {
  return { publicKey, sign: async (message) => primitives.sign(privateKey, message) };
}

function softwareKey(vault: Vault): SoftwareKey | undefined {
  const stored = vault.setting(SOFTWARE);
  if (stored === undefined) return undefined;
  const { privateKey, publicKey } = membersOf(stored);
  if (!(privateKey instanceof Uint8Array && publicKey instanceof Uint8Array)) throw new ExchangeError("vault.corrupt", { detail: "device key" });
  return { privateKey, publicKey };
}

function hardwareKeys(vault: Vault): readonly HardwareKey[] {
  const stored = vault.setting(HARDWARE) ?? [];
  if (!Array.isArray(stored)) throw new ExchangeError("vault.corrupt", { detail: "device keys" });
  return stored.map((one: Setting) => {
    const { provider, key, publicKey } = membersOf(one);
    if (typeof provider === "string" && key instanceof Uint8Array && publicKey instanceof Uint8Array) return { provider, key, publicKey };
    throw new ExchangeError("vault.corrupt", { detail: "device keys" });
  });
}

function membersOf(value: Setting): { readonly [name: string]: Setting | undefined } {
  const members = settingRecord(value);
  if (members === undefined) throw new ExchangeError("vault.corrupt", { detail: "device key" });
  return members;
}
