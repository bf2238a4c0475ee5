// What the self-test asks of the system: this process's memory, who may read the vault's files, who may see the screen, how this program came here.

import { readdir, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import { hardenProcess, nativeAddon } from "./native.ts";

/** Bits of a mode by which the group and others read or list. */
const READ_BY_OTHERS = 0o044;

/** Hardens again, which changes nothing, to hear from the system that it took. */
export function memory(): { readonly guarded: boolean; readonly closed: boolean } {
  return { guarded: nativeAddon() !== undefined, closed: hardenProcess().includes("tracing") };
}

/** Undefined where files have no such modes, or none can be looked at. */
export async function readableByOthers(directory: string, platform: NodeJS.Platform = process.platform): Promise<boolean | undefined> {
  if (platform === "win32") return undefined;
  try {
    const names = await readdir(directory);
    const modes = await Promise.all([directory, ...names.map((name) => join(directory, name))].map(async (path) => (await stat(path)).mode));
    return modes.some((mode) => (mode & READ_BY_OTHERS) !== 0);
  } catch {
    return undefined; // a file may go while it is looked at; the next look tells
  }
}

/** Wayland and macOS ask their user before a program records; on X11 every program on the display can, and on Windows every program of the user. */
export function screen(platform: NodeJS.Platform = process.platform, env: NodeJS.ProcessEnv = process.env): "asks" | "shared" | "open" {
  if (platform === "darwin") return "asks";
  if (platform === "win32") return "open";
  return env.XDG_SESSION_TYPE === "wayland" && env.WAYLAND_DISPLAY ? "asks" : "shared";
}

/** `here`: where this file lies; an archive of the package, or the sources. */
export function origin(here = import.meta.dirname, env: NodeJS.ProcessEnv = process.env): "installed" | "portable" | "source" {
  if (!here.split(sep).includes("app.asar")) return "source";
  return env.APPIMAGE ? "portable" : "installed";
}
