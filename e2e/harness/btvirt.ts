// An air of its own for one test: btvirt (Debian: bluez-test-tools), which gives each program that connects to its socket an emulated Bluetooth LE
// controller, all of which hear each other. At most 16. hci-controller.ts puts noble and bleno on them.
// Where it cannot be had, `btvirtMissing` says why: `describe.skipIf(btvirtMissing !== undefined)`, with it in the name.

import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

export type Btvirt = {
  /** Where a controller is to be had. */
  readonly socket: string;
  close(): Promise<void>;
};

export const btvirtMissing = whyMissing();

function whyMissing(): string | undefined {
  if (process.platform !== "linux") return "needs Linux";
  const missing = ["btvirt", "cc"].find((tool) => spawnSync("which", [tool]).status !== 0);
  return missing === undefined ? undefined : `needs ${missing} (bluez-test-tools, build-essential)`;
}

export async function startBtvirt(): Promise<Btvirt> {
  if (btvirtMissing !== undefined) throw new Error(btvirtMissing);
  const folder = mkdtempSync(join(tmpdir(), "keyferry-air-"));
  const shim = join(folder, "shim.so");
  const { status, stderr } = spawnSync("cc", ["-shared", "-fPIC", "-O2", "-o", shim, join(import.meta.dirname, "btvirt-shim.c")], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  const child = spawn("btvirt", ["-s"], { stdio: "ignore", env: { PATH: process.env.PATH, LD_PRELOAD: shim, AIR: folder } });
  const socket = join(folder, "bt-server-le");
  await listening(child, join(folder, "bt-server-mon")); // the last of its sockets
  return {
    socket,
    async close() {
      child.kill("SIGKILL");
      await once(child, "exit");
      rmSync(folder, { recursive: true });
    },
  };
}

async function listening(child: ChildProcess, path: string): Promise<void> {
  while (!existsSync(path)) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`btvirt ended with ${child.exitCode ?? child.signalCode}`);
    await setTimeout(10);
  }
}
