// A child process of a benchmark that speaks JSON lines, so that both sides of a transfer are warm and apart.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export type Side = { next<T extends object>(): Promise<T>; say(message: object): void /** Resolves when it is gone. */; stop(): Promise<void> };

/** KEYFERRY_BENCH_PROFILE=folder writes V8 processor profiles of every side there. */
const PROFILE = process.env.KEYFERRY_BENCH_PROFILE;

/** `script` is a file of this folder; it ends when its input does. A side that dies ends the benchmark. */
export function startSide(script: string, ...args: readonly string[]): Side {
  const options = PROFILE === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${PROFILE}`, `--cpu-prof-name=${args[0] ?? script}.cpuprofile`];
  const child = spawn(process.execPath, [...options, fileURLToPath(new URL(script, import.meta.url)), ...args], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async next<T extends object>() {
      const line = await lines.next();
      if (line.done) throw new Error(`${script} ended early`);
      return JSON.parse(line.value) as T;
    },
    say: (message) => void child.stdin.write(`${JSON.stringify(message)}\n`),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.stdin.end();
      await once(child, "exit");
    },
  };
}
