// A TPM 2.0 in software (swtpm) for one test: its own state, reached through a socket that only its owner can use, gone when the test ends.

import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, watch } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { OnEnd } from "./app.ts";

/** What is not installed of what these tests need; undefined when all is. */
export const tpmMissing = missing();

export type SoftwareTpm = {
  /** For tpm2-tools: the value of TPM2TOOLS_TCTI. */
  readonly tcti: string;
  /** Of its command socket; its control socket is the same with `.ctrl`. */
  readonly socket: string;
  readonly stop: () => Promise<void>;
  /** It takes connections and answers nothing any more. */
  readonly freeze: () => void;
};

/** As a chip that was just powered on: three wrong PINs lock it for 1000 seconds each. */
export async function startTpm(onEnd: OnEnd = (work) => onTestFinished(async () => void (await work()))): Promise<SoftwareTpm> {
  const folder = mkdtempSync(join(tmpdir(), "keyferry-swtpm-"));
  chmodSync(folder, 0o700);
  const [state, socket] = [join(folder, "state"), join(folder, "sock")];
  mkdirSync(state);
  const server = ["--server", `type=unixio,path=${socket},disconnect`, "--ctrl", `type=unixio,path=${socket}.ctrl`];
  const chip = spawn("swtpm", ["socket", "--tpm2", "--tpmstate", `dir=${state}`, ...server, "--flags", "startup-clear,not-need-init"], { stdio: "ignore" });
  const stop = async () => {
    if (chip.exitCode === null && chip.signalCode === null) {
      chip.kill("SIGKILL");
      await once(chip, "close");
    }
    rmSync(folder, { recursive: true, force: true });
  };
  onEnd(stop);
  await Promise.race([appears(folder, `${socket}.ctrl`), ended(chip)]);
  return { tcti: `swtpm:path=${socket}`, socket, stop, freeze: () => void chip.kill("SIGSTOP") };
}

async function appears(folder: string, path: string): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const look = () => existsSync(path) && resolve();
  const watching = watch(folder, look);
  look();
  await promise.finally(() => watching.close());
}

async function ended(chip: ChildProcess): Promise<never> {
  const [code] = await once(chip, "close");
  throw new Error(`swtpm ended with ${code}`);
}

function missing(): string | undefined {
  const names = [
    ["swtpm", "swtpm"],
    ["tpm2_unseal", "tpm2-tools"],
  ].filter(([program = ""]) => spawnSync(program, ["--version"]).error !== undefined);
  return names.length === 0 ? undefined : `not installed: ${names.map(([, name]) => name).join(", ")}`;
}
