// Key slots: each wraps the vault key for one way of opening. A new one is opened once before it counts; the last one stays.

import { concat, hex, sameBytes, utf8, wipe } from "../bytes.ts";
import { encodeCbor } from "../cbor/codec.ts";
import { type ErrorCode, ExchangeError, toExchangeError } from "../errors.ts";
import { Secret } from "../secret.ts";
import { VAULT_KEY_LENGTH } from "./keys.ts";
import type { NewSlot, SlotView } from "./model.ts";
import { type Gesture, type HardwareProvider, type KeyHardware, type KeyStore, MAXIMUM_HARDWARE_BLOB, type VaultPorts } from "./ports.ts";
import { newRecoverySecret, printRecoveryKey, readRecoveryKey } from "./recovery-key.ts";
import { encodeParameters, isHardware, readSlotTable, SLOT_ID_LENGTH, type Slot, type SlotParameters } from "./slot-table.ts";

/** RFC 9106 §4, second recommended option. */
const COST = { memoryKiB: 65_536, passes: 3, lanes: 4 };
const KEK = 32;
const NONCE = 12;
const TRIES_NEXT: ReadonlySet<ErrorCode> = new Set<ErrorCode>(["hardware.wrong-pin", "hardware.changed", "key-store.missing"]);

type Ports = Pick<VaultPorts, "primitives" | "clock" | "store" | "passphraseKdf" | "keyStore" | "hardware" | "guard">;

/** What opens a slot. `key`: what the key store or the hardware was given, instead of asking it. */
type Input =
  | { readonly provider: "passphrase"; readonly passphrase: Secret }
  | { readonly provider: "key-store"; readonly key?: Uint8Array }
  | { readonly provider: "recovery"; readonly secret: Secret }
  | { readonly provider: HardwareProvider; readonly gesture: Gesture; readonly key?: Uint8Array };

/** A vault's key, where the host guards what stays long. Takes ownership of `bytes`. */
export function guarded({ guard }: Pick<VaultPorts, "guard">, bytes: Uint8Array): Secret {
  return guard === undefined ? new Secret(bytes) : guard(bytes);
}

/** A typed passphrase as bytes, the same on every keyboard (Unicode NFC). */
export function passphraseSecret(text: string): Secret {
  return new Secret(utf8(text.normalize("NFC")));
}

export function slotView({ slotId, addedAt, parameters }: Slot): SlotView {
  return { slotId, provider: parameters.provider, addedAt };
}

/** Throws `vault.wrong-key`. */
export function unlockWithPassphrase(ports: Ports, passphrase: Secret): Promise<Secret> {
  return unlock(ports, { provider: "passphrase", passphrase });
}

/** `text` as printed, in any case, with or without its hyphens. Throws `vault.wrong-key`. */
export async function unlockWithRecoveryKey(ports: Ports, text: string): Promise<Secret> {
  const secret = readRecoveryKey(ports.primitives, text);
  try {
    return await unlock(ports, { provider: "recovery", secret });
  } finally {
    secret.wipe();
  }
}

/** Throws the key store's own errors, `key-store.missing` when the vault has no such slot, `vault.wrong-key` when its key does not fit. */
export async function unlockWithKeyStore(ports: Ports): Promise<Secret> {
  const { slots } = readSlotTable(ports.store);
  if (!slots.some(({ parameters }) => parameters.provider === "key-store")) throw new ExchangeError("key-store.missing", { detail: "no such slot" });
  return unlock(ports, { provider: "key-store" });
}

/** Throws the hardware's own errors, `hardware.changed` when the vault has no such slot, `vault.wrong-key` when its key does not fit. */
export async function unlockWithHardware(ports: Ports, provider: HardwareProvider, gesture: Gesture): Promise<Secret> {
  const { slots } = readSlotTable(ports.store);
  if (!slots.some(({ parameters }) => parameters.provider === provider)) throw new ExchangeError("hardware.changed", { detail: "no such slot" });
  return unlock(ports, { provider, gesture });
}

async function unlock(ports: Ports, input: Input): Promise<Secret> {
  const { vaultId, slots } = readSlotTable(ports.store);
  const vaultKey = await openAny(ports, vaultId, slots, input);
  if (vaultKey === undefined) throw new ExchangeError("vault.wrong-key");
  return vaultKey;
}

/** The key in the first slot that the input opens. A slot of other hardware, with another PIN, or whose key was lost does not keep the next from being tried. */
async function openAny(ports: Ports, vaultId: Uint8Array, slots: readonly Slot[], input: Input): Promise<Secret | undefined> {
  let refused: ExchangeError | undefined;
  for (const slot of slots.filter(({ parameters }) => parameters.provider === input.provider)) {
    try {
      const vaultKey = await openSlot(ports, vaultId, slot, input);
      if (vaultKey !== undefined) return vaultKey;
    } catch (thrown) {
      const error = toExchangeError(thrown);
      if (!TRIES_NEXT.has(error.code)) throw error;
      if (refused?.code !== "hardware.wrong-pin") refused = error;
    }
  }
  if (refused !== undefined) throw refused;
  return undefined;
}

/** Whether it opens one of these; the key in it is wiped at once. Throws the key store's and the hardware's own errors. */
export async function opensOne(ports: Ports, vaultId: Uint8Array, slots: readonly Slot[], input: Input): Promise<boolean> {
  const vaultKey = await openAny(ports, vaultId, slots, input);
  vaultKey?.wipe();
  return vaultKey !== undefined;
}

/** False too for what cannot be a recovery key. */
export async function isRecoveryKeyOf(ports: Ports, vaultId: Uint8Array, slots: readonly Slot[], text: string): Promise<boolean> {
  const secret = recoverySecret(ports, text);
  if (secret === undefined) return false;
  return opensOne(ports, vaultId, slots, { provider: "recovery", secret }).finally(() => secret.wipe());
}

function recoverySecret({ primitives }: Ports, text: string): Secret | undefined {
  try {
    return readRecoveryKey(primitives, text);
  } catch (thrown) {
    if (toExchangeError(thrown).code === "vault.wrong-key") return undefined;
    throw thrown;
  }
}

/** A slot for `vaultKey`, already opened once with the very same input. `recoveryKey` is what to print. */
export async function makeSlot(
  ports: Ports,
  vaultId: Uint8Array,
  vaultKey: Secret,
  wanted: NewSlot,
): Promise<{ readonly slot: Slot; readonly recoveryKey?: string }> {
  const { primitives: p } = ports;
  const slotId = p.random(SLOT_ID_LENGTH);
  const { parameters, made, input } = await begin(ports, vaultId, slotId, wanted);
  const unsealed = { slotId, addedAt: ports.clock.now(), parameters };
  const kek = await wrappingKey(ports, unsealed, made);
  const nonce = p.random(NONCE);
  const wrapped = vaultKey.use((key) => concat(nonce, p.seal(kek, nonce, slotPlace(vaultId, unsealed), key)));
  wipe(kek);
  const slot: Slot = { ...unsealed, wrapped };
  await mustOpen(ports, vaultId, slot, input, vaultKey);
  return input.provider === "recovery" ? { slot, recoveryKey: printRecoveryKey(p, input.secret) } : { slot };
}

/** A new slot that does not open is no slot: what was kept for it in hardware goes again. */
async function mustOpen(ports: Ports, vaultId: Uint8Array, slot: Slot, input: Input, vaultKey: Secret): Promise<void> {
  try {
    const opened = await openSlot(ports, vaultId, slot, input);
    const fits = opened?.use((a) => vaultKey.use((b) => ports.primitives.equal(a, b)));
    opened?.wipe();
    if (fits !== true) throw new ExchangeError("vault.wrong-key", { detail: "the new slot does not open" });
  } catch (thrown) {
    await letHardwareGo(ports, slot);
    throw thrown;
  }
}

/** For a slot that came to nothing. A key that stays in the key store opens nothing; hardware has room for few. */
export async function letHardwareGo(ports: Ports, { parameters }: Slot): Promise<void> {
  if (isHardware(parameters.provider)) await letGo(ports, parameters);
}

/** `made`: what to wrap with; `input`: what the owner will open it with, so that a store that forgets is found out. */
async function begin(
  ports: Ports,
  vaultId: Uint8Array,
  slotId: Uint8Array,
  wanted: NewSlot,
): Promise<{ readonly parameters: SlotParameters; readonly made: Input; readonly input: Input }> {
  const { primitives: p } = ports;
  switch (wanted.provider) {
    case "passphrase":
      return { parameters: { provider: "passphrase", salt: p.random(16), cost: COST }, made: wanted, input: wanted };
    case "key-store": {
      const name = `vault ${hex(vaultId)} ${hex(slotId)}`;
      const key = p.random(KEK);
      await keyStoreOf(ports).put(name, key);
      return { parameters: { provider: "key-store", name }, made: { provider: "key-store", key }, input: wanted };
    }
    case "recovery": {
      const input: Input = { provider: "recovery", secret: newRecoverySecret(p) };
      return { parameters: { provider: "recovery" }, made: input, input };
    }
    default: {
      const { provider, gesture } = wanted;
      const key = p.random(KEK);
      const blob = await hardwareOf(ports, provider).wrap(key, gesture);
      if (blob.length === 0 || blob.length > MAXIMUM_HARDWARE_BLOB) throw new ExchangeError("internal.bug", { detail: "wrapped key length" });
      return { parameters: { provider, blob }, made: { provider, gesture, key }, input: { provider, gesture } };
    }
  }
}

/** Undefined when the input is not the slot's. */
async function openSlot(ports: Ports, vaultId: Uint8Array, slot: Slot, input: Input): Promise<Secret | undefined> {
  const kek = await wrappingKey(ports, slot, input);
  const key = ports.primitives.open(kek, slot.wrapped.subarray(0, NONCE), slotPlace(vaultId, slot), slot.wrapped.subarray(NONCE));
  wipe(kek);
  return key?.length === VAULT_KEY_LENGTH ? guarded(ports, key) : undefined;
}

async function wrappingKey(ports: Ports, { slotId, parameters }: Pick<Slot, "slotId" | "parameters">, input: Input): Promise<Uint8Array> {
  const { primitives: p } = ports;
  const derive = (secret: Uint8Array): Uint8Array => p.hkdfSha256(secret, slotId, utf8(`keyferry slot v1 ${parameters.provider}`), KEK);
  if (parameters.provider === "passphrase" && input.provider === "passphrase") {
    const { salt, cost } = parameters;
    const stretched = await input.passphrase.use((passphrase) => ports.passphraseKdf(passphrase, salt, cost, KEK));
    return derivedFrom(stretched, derive);
  }
  if (parameters.provider === "key-store" && input.provider === "key-store") {
    return derivedFrom(input.key ?? (await keyStoreOf(ports).get(parameters.name)), derive);
  }
  if (parameters.provider === "recovery" && input.provider === "recovery") return input.secret.use(derive);
  if (isHardwareSlot(parameters) && isHardwareInput(input) && parameters.provider === input.provider) {
    return derivedFrom(input.key ?? (await hardwareOf(ports, input.provider).unwrap(parameters.blob, input.gesture)), derive);
  }
  throw new ExchangeError("internal.bug", { detail: "slot and input differ" });
}

function derivedFrom(secret: Uint8Array, derive: (secret: Uint8Array) => Uint8Array): Uint8Array {
  const key = derive(secret);
  wipe(secret);
  return key;
}

/** What a slot's wrap is bound to. vaultId ‖ slotId ‖ provider ‖ parameters */
function slotPlace(vaultId: Uint8Array, { slotId, parameters }: Pick<Slot, "slotId" | "parameters">): Uint8Array {
  return encodeCbor([vaultId, slotId, parameters.provider, encodeParameters(parameters)]);
}

export function withoutSlot(slots: readonly Slot[], slotId: Uint8Array): { readonly kept: readonly Slot[]; readonly removed: Slot } {
  const removed = slots.find((slot) => sameBytes(slot.slotId, slotId));
  if (removed === undefined) throw new ExchangeError("usage.invalid", { detail: "no such slot" });
  const kept = slots.filter((slot) => slot !== removed);
  if (kept.length === 0 || (isPortable(removed) && !kept.some(isPortable))) throw new ExchangeError("vault.last-slot");
  return { kept, removed };
}

/** Opens the vault on any computer: what stays when this one's key store or chip is lost. */
function isPortable({ parameters }: Slot): boolean {
  return parameters.provider === "passphrase" || parameters.provider === "recovery";
}

/** What is kept for a slot outside of the vault goes. */
export async function letGo(ports: Ports, parameters: SlotParameters): Promise<void> {
  if (parameters.provider === "key-store") await keyStoreOf(ports).remove(parameters.name);
  else if (isHardwareSlot(parameters)) await ports.hardware?.find(({ provider }) => provider === parameters.provider)?.forget(parameters.blob);
}

function isHardwareSlot(parameters: SlotParameters): parameters is Extract<SlotParameters, { readonly blob: Uint8Array }> {
  return isHardware(parameters.provider);
}

function isHardwareInput(input: Input): input is Extract<Input, { readonly gesture: Gesture }> {
  return isHardware(input.provider);
}

function hardwareOf({ hardware }: Pick<Ports, "hardware">, provider: HardwareProvider): KeyHardware {
  const found = hardware?.find((one) => one.provider === provider);
  if (found === undefined) throw new ExchangeError("hardware.unavailable", { detail: "no-device" });
  return found;
}

function keyStoreOf({ keyStore }: Pick<Ports, "keyStore">): KeyStore {
  if (keyStore === undefined) throw new ExchangeError("key-store.unavailable");
  return keyStore;
}
