// Which prompt of the operating system stands behind Presence for a program without Electron.

import type { Presence } from "../../src-shared/presence/presence.ts";
import { noPresence } from "./no-presence.ts";
import { polkitPresence } from "./presence-polkit.ts";

/** Touch ID and Windows Hello belong to a window: only the app can ask them (src-main/app/app-presence.ts). */
export function systemPresence(platform: NodeJS.Platform = process.platform): Presence {
  switch (platform) {
    case "linux":
      return polkitPresence();
    default:
      return noPresence("presence.unavailable");
  }
}
