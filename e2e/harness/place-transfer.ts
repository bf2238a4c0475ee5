// Apps and vaults of the user of a place (os-services.ts), and what its root does to polkit there.

import { execFileSync } from "node:child_process";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { Person } from "./app-person.ts";
import { PASSPHRASE, type Side } from "./app-transfer.ts";
import type { Place } from "./os-services.ts";

/** A copy of that vault, the user's, in a folder of her home. */
export function vaultIn(place: Place, from: string, name: string): string {
  const vault = join(place.folder(name), "vault");
  cpSync(from, vault, { recursive: true });
  execFileSync("chown", ["--recursive", `${place.uid}:${place.uid}`, vault]);
  return vault;
}

/** As `openSide`, in the place. */
export async function openSideIn(place: Place, from: string, deviceName: string): Promise<Side> {
  const name = deviceName.replaceAll(/\W/g, "-");
  const opened = await place.openApp({ vault: vaultIn(place, from, name), userData: place.folder(`${name}-profile`), deviceName });
  const person = new Person(opened.page);
  await person.unlock(PASSPHRASE);
  return { ...opened, person };
}

/** Run in a program, it lets the minute that the next prompt of polkit stays pass at once. Without effect on a deadline it does not know by its code. */
export function hurryNextPrompt(): void {
  const later = globalThis.setTimeout;
  const sooner = (work: () => void, milliseconds?: number) => {
    if (!String(work).includes("presence.timed-out")) return later(work, milliseconds);
    globalThis.setTimeout = later;
    return later(work, 500);
  };
  globalThis.setTimeout = sooner as typeof globalThis.setTimeout;
}

const RULES = "/etc/polkit-1/rules.d";
/** For `changePolkit`, one after the other. */
export const NO_RULES = `mount -t tmpfs tmpfs ${RULES}`;
export const YES_TO_ALL = `${NO_RULES}; echo 'polkit.addRule(function () { return polkit.Result.YES; });' >${RULES}/00-yes.rules`;
export const NO_POLICIES = "mount -t tmpfs tmpfs /usr/share/polkit-1/actions";

/** As the person who set this computer up: other rules or policies, which polkit reads when it is started anew. Agents are forgotten. */
export async function changePolkit(place: Place, script: string): Promise<void> {
  await asRoot(place, `${script}; kill -KILL $(pidof polkitd)`);
  await asRoot(place, "gdbus wait --system --timeout 60 --activate org.freedesktop.PolicyKit1 org.freedesktop.PolicyKit1");
}

export async function asRoot(place: Place, script: string): Promise<string> {
  const { code, stdout, stderr } = await place.runAsRoot("sh", ["-ec", script]);
  if (code !== 0) throw new Error(`${script}: ${stderr}`);
  return stdout;
}
