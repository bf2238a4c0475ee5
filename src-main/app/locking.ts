// The system's signs that the owner is away: no input for a while, the screen locked, the computer asleep or in another's hands.

import { app, type BrowserWindow, powerMonitor } from "electron";
import type { LockReason, Preferences } from "../../src-shared/ipc/views-app.ts";
import { AutoLock, LOOK_EVERY } from "./auto-lock.ts";

export type LockPorts = { readonly preferences: () => Pick<Preferences, "autoLockMinutes">; readonly lock: (because: LockReason) => void };

export function watchOwner(window: BrowserWindow, { preferences, lock }: LockPorts): void {
  const watch = new AutoLock({ systemIdle: () => powerMonitor.getSystemIdleTime(), elapsed: () => performance.now(), preferences, lock });
  window.webContents.on("input-event", () => watch.input());
  const timer = setInterval(() => watch.look(), LOOK_EVERY);
  app.once("will-quit", () => clearInterval(timer));
  const away = () => lock("system");
  powerMonitor.on("lock-screen", away);
  powerMonitor.on("suspend", away);
  powerMonitor.on("shutdown", away);
  if (process.platform === "darwin") powerMonitor.on("user-did-resign-active", away);
  window.webContents.on("render-process-gone", (_event, { reason }) => {
    if (reason === "clean-exit" || window.isDestroyed()) return;
    away();
    window.reload();
  });
}
