// What the list of known computers asks the program for. Each rejects with a CallError.

import type { DeviceRow } from "../../../src-shared/ipc/views-transfer.ts";
import { call } from "../../api.ts";

export function devices(): Promise<readonly DeviceRow[]> {
  return call("devices.list");
}

export async function rename(key: string, name: string): Promise<void> {
  await call("devices.rename", { key, name });
}

export async function forget(key: string): Promise<void> {
  await call("devices.forget", { key });
}
