// Small sealed values under a name: known devices, the device's identity, preferences.

import { utf8 } from "../bytes.ts";
import { type CborValue, decodeCbor, encodeCbor } from "../cbor/codec.ts";
import { ExchangeError } from "../errors.ts";
import type { VaultCore } from "./core.ts";
import { KIND, recordId } from "./keys.ts";
import type { Setting } from "./model.ts";

const MAXIMUM_SETTING = 1 << 20;

export function readSetting(core: VaultCore, name: string): Setting | undefined {
  const plaintext = core.ledger.reader.lookUp(settingId(core, name));
  return plaintext === undefined ? undefined : (decodeCbor(plaintext) as Setting);
}

/** Throws `usage.invalid` above 1 MiB. */
export function putSetting(core: VaultCore, name: string, value: Setting | undefined): void {
  const id = settingId(core, name);
  if (value === undefined) {
    if (core.ledger.reader.entry(id) !== undefined) core.ledger.change((change) => change.remove(KIND.setting, id));
    return;
  }
  const plaintext = encodeCbor(value as CborValue);
  if (plaintext.length > MAXIMUM_SETTING) throw new ExchangeError("usage.invalid", { detail: "setting too large" });
  core.ledger.change((change) => change.put(KIND.setting, id, plaintext));
}

function settingId(core: VaultCore, name: string): Uint8Array {
  return recordId(core.p, core.keys, KIND.setting, utf8(name));
}
