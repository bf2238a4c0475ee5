// What the settings ask the program for. Each rejects with a CallError.

import type { ArgsOf } from "../../../src-shared/ipc/contract.ts";
import type { ProtectionView } from "../../../src-shared/ipc/views-app.ts";
import type { ApprovalSettingsView } from "../../../src-shared/ipc/views-approval.ts";
import type { SelfTestRow } from "../../../src-shared/ipc/views-self-test.ts";
import type { StaysEntry, StaysView } from "../../../src-shared/ipc/views-transfer.ts";
import { call } from "../../api.ts";

export type Change = ArgsOf<"settings.set">;

export async function change(part: Change): Promise<void> {
  await call("settings.set", part);
}

export function protection(): Promise<ProtectionView> {
  return call("settings.protection");
}

export function selfTest(): Promise<readonly SelfTestRow[]> {
  return call("settings.selfTest");
}

export async function letKeyStoreOpen(on: boolean, secret: string): Promise<void> {
  await call("settings.keyStore", { on, secret });
}

/** `pin`: empty where the hardware takes none. */
export async function letHardwareOpen(on: boolean, pin: string, secret: string): Promise<void> {
  await call("settings.hardware", { on, pin, secret });
}

export async function askBefore(change: Partial<ApprovalSettingsView>, secret: string): Promise<void> {
  await call("settings.approval", { ...change, secret });
}

export async function changePassphrase(from: string, to: string): Promise<void> {
  await call("settings.changePassphrase", { from, to });
}

export function newRecoveryKey(secret: string): Promise<string> {
  return call("settings.newRecoveryKey", { secret });
}

export function staysList(): Promise<StaysView> {
  return call("stays.list");
}

/** An id that is not there is taken back in. */
export function putStays(line: ArgsOf<"stays.put">): Promise<StaysEntry> {
  return call("stays.put", line);
}

export async function removeStays(id: string): Promise<void> {
  await call("stays.remove", { id });
}
