// What the self-test asks of the system: this process's memory, who may read the vault's files, who may see the screen, how this program came here.

import { readdir, realpath, stat } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import { hardenProcess, nativeAddon } from "./native.ts";

/** Bits of a mode by which the group, and others, read a file and enter a folder. */
const NOT_THE_OWNER = [
  { read: 0o040, enter: 0o010 },
  { read: 0o004, enter: 0o001 },
] as const;

/** Hardens again, which changes nothing, to hear from the system that it took. */
export function memory(): { readonly guarded: boolean; readonly closed: boolean } {
  return { guarded: nativeAddon() !== undefined, closed: hardenProcess().includes("tracing") };
}

/** Whether a file in it can be read by others who can also get there. Undefined where files have no such modes, or none can be looked at. */
export async function readableByOthers(directory: string, platform: NodeJS.Platform = process.platform): Promise<boolean | undefined> {
  if (platform === "win32") return undefined;
  try {
    const names = await readdir(directory);
    const files = await Promise.all(names.map((name) => modeOf(join(directory, name))));
    const folders = await Promise.all(way(await realpath(directory)).map(modeOf));
    return NOT_THE_OWNER.some(({ read, enter }) => folders.every((mode) => mode & enter) && files.some((mode) => mode & read));
  } catch {
    return undefined; // a file may go while it is looked at; the next look tells
  }
}

async function modeOf(path: string): Promise<number> {
  return (await stat(path)).mode;
}

/** A folder and all it is in. */
function way(folder: string): readonly string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...way(above)];
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
