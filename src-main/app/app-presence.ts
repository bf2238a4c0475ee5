// Whose prompt asks for the owner in the app, where that is another than a program without a window would have.

import { type BrowserWindow, systemPreferences } from "electron";
import type { Presence } from "../../src-shared/presence/presence.ts";
import { nativeAddon } from "../platform/native.ts";
import { windowsPresence } from "../platform/presence-windows.ts";
import { touchIdPresence } from "./presence-touch-id.ts";

/** Undefined: as in every program of this computer. */
export function appPresence(window: () => BrowserWindow): Presence | undefined {
  if (process.platform === "darwin") return touchIdPresence(systemPreferences);
  const hello = nativeAddon()?.windowsHello;
  return hello && windowsPresence(hello, () => window().getNativeWindowHandle());
}
