// Updates of an installed app, from the feed its package names. A package without a feed, as all are until there is one, never looks.

import { existsSync } from "node:fs";
import { join } from "node:path";

export type UpdateState = "off" | "looking";
/** What is used of electron-updater. */
export type Updater = { autoDownload: boolean; autoInstallOnAppQuit: boolean; checkForUpdatesAndNotify(): Promise<unknown> };

/** `resources`: the installed app's folder, where the packager puts `app-update.yml` when there is a feed. */
export async function lookForUpdates(packaged: boolean, resources: string, load: () => Promise<Updater>): Promise<UpdateState> {
  if (!packaged || !existsSync(join(resources, "app-update.yml"))) return "off";
  const updater = await load();
  updater.autoDownload = true;
  updater.autoInstallOnAppQuit = true;
  // no network is no reason to bother anybody: the next start looks again
  await updater.checkForUpdatesAndNotify().catch(() => {});
  return "looking";
}

export async function electronUpdater(): Promise<Updater> {
  const { default: module } = await import("electron-updater");
  return module.autoUpdater;
}
