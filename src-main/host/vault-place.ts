// Where a vault is when nobody says: the data folder each system has for a person's programs.

import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

type Place = { readonly platform: NodeJS.Platform; readonly env: { readonly [name: string]: string | undefined }; readonly home: string };

/** XDG base directories on Linux, Application Support on macOS, LOCALAPPDATA on Windows. */
export function defaultVaultDirectory({ platform, env, home }: Place = { platform: process.platform, env: process.env, home: homedir() }): string {
  if (platform === "darwin") return join(home, "Library", "Application Support", "Keyferry", "vault");
  if (platform === "win32") return join(env.LOCALAPPDATA ?? join(home, "AppData", "Local"), "Keyferry", "vault");
  const data = env.XDG_DATA_HOME && isAbsolute(env.XDG_DATA_HOME) ? env.XDG_DATA_HOME : join(home, ".local", "share");
  return join(data, "keyferry", "vault");
}
