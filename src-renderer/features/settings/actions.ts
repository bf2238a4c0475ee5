// What the settings ask the program for. Each rejects with a CallError.

import type { ArgsOf } from "../../../src-shared/ipc/contract.ts";
import type { ProtectionView } from "../../../src-shared/ipc/views-app.ts";
import { call } from "../../api.ts";

export type Change = ArgsOf<"settings.set">;

export async function change(part: Change): Promise<void> {
  await call("settings.set", part);
}

export function protection(): Promise<ProtectionView> {
  return call("settings.protection");
}

export async function letKeyStoreOpen(on: boolean, secret: string): Promise<void> {
  await call("settings.keyStore", { on, secret });
}

export async function changePassphrase(from: string, to: string): Promise<void> {
  await call("settings.changePassphrase", { from, to });
}

export function newRecoveryKey(secret: string): Promise<string> {
  return call("settings.newRecoveryKey", { secret });
}
