// Computers this one has moved credentials with: their names here, when last, and forgetting them.

import type { Primitives } from "../../../src-shared/crypto/primitives.ts";
import { ExchangeError } from "../../../src-shared/errors.ts";
import type { DeviceRow } from "../../../src-shared/ipc/views-transfer.ts";
import type { Vault } from "../../../src-shared/vault/model.ts";
import { knownDevices, nameDevice } from "../device.ts";
import { NAME_LENGTH } from "./counterpart-view.ts";
import { deviceFingerprint } from "./device-fingerprint.ts";
import { shownText } from "./shown-text.ts";

/** The last used first. */
export function deviceRows(primitives: Pick<Primitives, "sha256">, vault: Vault): readonly DeviceRow[] {
  const rows = knownDevices(vault).map(({ key, name, usedAt }) => ({
    key,
    name: shownText(name, NAME_LENGTH),
    fingerprint: deviceFingerprint(primitives, key),
    ...(usedAt !== undefined && { lastUsedAt: usedAt }),
  }));
  return rows.sort((a, b) => (b.lastUsedAt ?? 0) - (a.lastUsedAt ?? 0));
}

/** Throws `usage.invalid` without a name, `vault.item-missing` for a computer that is not known. */
export function renameDevice(vault: Vault, key: string, name: string): void {
  const shown = shownText(name, NAME_LENGTH);
  if (shown === "") throw new ExchangeError("usage.invalid", { detail: "name" });
  if (!knownDevices(vault).some((one) => one.key === key)) throw new ExchangeError("vault.item-missing", { detail: "device" });
  nameDevice(vault, key, shown);
}
