// What the window shows before anything has happened, and while the vault is locked.

import type { Views } from "../../../src-shared/ipc/contract.ts";
import type { AppView, Preferences } from "../../../src-shared/ipc/views-app.ts";

export type FirstViews = Pick<AppView, "platform" | "version" | "systemLanguage" | "deviceName" | "vaultDirectory"> & { readonly preferences: Preferences };

/** No vault, no transfer, no file. */
export const NOTHING: Omit<Views, "app"> = {
  vault: null,
  nearby: { looking: false, computers: [] },
  send: { step: "idle" },
  receive: { step: "idle" },
  bringIn: { step: "idle" },
  camera: { step: "off" },
};

export function firstViews(about: FirstViews): Views {
  return { app: { ...about, phase: { name: "no-vault" }, closing: false, transfer: "none", clipboard: false }, ...NOTHING };
}
