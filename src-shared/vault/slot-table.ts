// The table of key slots in the vault's header: readable while the vault is locked, held together by a MAC once it is open.

import { type CborValue, decodeCbor, encodeCbor } from "../cbor/codec.ts";
import type { Primitives } from "../crypto/primitives.ts";
import { ExchangeError } from "../errors.ts";
import { VAULT_ID_LENGTH, type VaultKeys } from "./keys.ts";
import type { SlotProvider } from "./model.ts";
import { HARDWARE_PROVIDERS, type HardwareProvider, MAXIMUM_HARDWARE_BLOB, type PassphraseCost, type RecordStore } from "./ports.ts";

export const SLOT_ID_LENGTH = 8;
const MAXIMUM_SLOTS = 32;
const MAXIMUM_HEADER = 65_536;
/** What any slot takes at most, with all that is around its parameters. */
const MAXIMUM_SLOT = MAXIMUM_HARDWARE_BLOB + 256;
/** nonce 12, key 32, tag 16 */
const WRAPPED = 60;
const MAC = 32;
const SALT = 16;
/** Above this a header would take the computer down before the passphrase is even tried. */
const MAXIMUM_COST: PassphraseCost = { memoryKiB: 1 << 20, passes: 20, lanes: 64 };

export type SlotParameters =
  | { readonly provider: "passphrase"; readonly salt: Uint8Array; readonly cost: PassphraseCost }
  | { readonly provider: "key-store"; readonly name: string }
  | { readonly provider: "recovery" }
  | { readonly provider: HardwareProvider; readonly blob: Uint8Array };

/** `wrapped`: the vault key under the slot's own (slots.ts). */
export type Slot = { readonly slotId: Uint8Array; readonly addedAt: number; readonly parameters: SlotParameters; readonly wrapped: Uint8Array };

export type SlotTable = { readonly vaultId: Uint8Array; readonly slots: readonly Slot[]; readonly mac: Uint8Array };

/** The MAC under the vault's own key, over everything but itself. */
export function slotsMac(p: Primitives, keys: VaultKeys, slots: readonly Slot[]): Uint8Array {
  return p.hmacSha256(keys.slots, encodeCbor(tableBody(keys.vaultId, slots)));
}

export function encodeSlotTable({ vaultId, slots, mac }: SlotTable): Uint8Array {
  return encodeCbor([...tableBody(vaultId, slots), mac]);
}

/** Throws `usage.invalid` when a vault cannot have one slot more than these. */
export function needRoom(slots: readonly Slot[]): void {
  if (slots.length >= MAXIMUM_SLOTS) throw new ExchangeError("usage.invalid", { detail: `${MAXIMUM_SLOTS} key slots are the most` });
  const taken = encodeCbor(tableBody(new Uint8Array(VAULT_ID_LENGTH), slots)).length + MAC;
  if (taken + MAXIMUM_SLOT > MAXIMUM_HEADER) throw new ExchangeError("usage.invalid", { detail: "the key slots take all the room there is" });
}

function tableBody(vaultId: Uint8Array, slots: readonly Slot[]): readonly CborValue[] {
  return [1, vaultId, slots.map(({ slotId, addedAt, parameters, wrapped }) => [slotId, addedAt, parameters.provider, encodeParameters(parameters), wrapped])];
}

/** Throws `vault.missing`, or `vault.corrupt` for anything out of form or bounds. */
export function readSlotTable(store: Pick<RecordStore, "header">): SlotTable {
  const bytes = store.header();
  if (bytes === undefined) throw new ExchangeError("vault.missing");
  const corrupt = (cause?: unknown) => new ExchangeError("vault.corrupt", { detail: "key slots", cause });
  if (bytes.length > MAXIMUM_HEADER) throw corrupt();
  let value: CborValue;
  try {
    value = decodeCbor(bytes, { maximumDepth: 8, maximumItems: 1024 });
  } catch (cause) {
    throw corrupt(cause);
  }
  if (!isList(value, 4)) throw corrupt();
  const [version, vaultId, slots, mac] = value;
  if (version !== 1 || !isBytes(vaultId, VAULT_ID_LENGTH) || !isBytes(mac, MAC) || !Array.isArray(slots)) throw corrupt();
  if (slots.length === 0 || slots.length > MAXIMUM_SLOTS) throw corrupt();
  const decoded = slots.map((slot: CborValue) => decodeSlot(slot));
  if (!decoded.every((slot) => slot !== undefined)) throw corrupt();
  return { vaultId, slots: decoded, mac };
}

/** The slots in force: those whose MAC is `inForce`, the head's own. Throws `vault.tampered` for any others, as `readSlotTable` besides. */
export function trustedSlots(p: Primitives, keys: VaultKeys, store: Pick<RecordStore, "header">, inForce: Uint8Array): readonly Slot[] {
  const { slots, mac } = readSlotTable(store);
  if (p.equal(slotsMac(p, keys, slots), mac) && p.equal(mac, inForce)) return slots;
  throw new ExchangeError("vault.tampered", { detail: "key slots" });
}

function decodeSlot(value: CborValue): Slot | undefined {
  if (!isList(value, 5)) return undefined;
  const [slotId, addedAt, provider, members, wrapped] = value;
  if (!isBytes(slotId, SLOT_ID_LENGTH) || typeof addedAt !== "number" || !isBytes(wrapped, WRAPPED)) return undefined;
  const parameters = decodeParameters(provider as CborValue, members as CborValue);
  return parameters && { slotId, addedAt, parameters, wrapped };
}

export function encodeParameters(parameters: SlotParameters): readonly CborValue[] {
  switch (parameters.provider) {
    case "passphrase":
      return [parameters.salt, parameters.cost.memoryKiB, parameters.cost.passes, parameters.cost.lanes];
    case "key-store":
      return [parameters.name];
    case "recovery":
      return [];
    default:
      return [parameters.blob];
  }
}

function decodeParameters(provider: CborValue, members: CborValue): SlotParameters | undefined {
  switch (provider as SlotProvider) {
    case "passphrase": {
      if (!isList(members, 4) || !isBytes(members[0], SALT)) return undefined;
      const [salt, memoryKiB, passes, lanes] = members;
      const bounded = within(memoryKiB, MAXIMUM_COST.memoryKiB) && within(passes, MAXIMUM_COST.passes) && within(lanes, MAXIMUM_COST.lanes);
      return bounded ? { provider: "passphrase", salt, cost: { memoryKiB, passes, lanes } as PassphraseCost } : undefined;
    }
    case "key-store":
      return isList(members, 1) && typeof members[0] === "string" && members[0].length <= 128 ? { provider: "key-store", name: members[0] } : undefined;
    case "recovery":
      return isList(members, 0) ? { provider: "recovery" } : undefined;
    default:
      return isHardware(provider) && isList(members, 1) && isBlob(members[0]) ? { provider, blob: members[0] } : undefined;
  }
}

export function isHardware(provider: unknown): provider is HardwareProvider {
  return HARDWARE_PROVIDERS.includes(provider as HardwareProvider);
}

function isBlob(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array && value.length > 0 && value.length <= MAXIMUM_HARDWARE_BLOB;
}

function isList(value: unknown, length: number): value is readonly CborValue[] {
  return Array.isArray(value) && value.length === length;
}

function isBytes(value: unknown, length: number): value is Uint8Array {
  return value instanceof Uint8Array && value.length === length;
}

function within(value: unknown, maximum: number): boolean {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 1 && value <= maximum;
}
