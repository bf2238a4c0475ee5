// A child process of a benchmark that speaks JSON lines, so that both sides of a transfer are warm and apart.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export type Side = { next<T extends object>(): Promise<T>; say(message: object): void; stop(): void };

/** `script` is a file of this folder. A side that dies ends the benchmark. */
export function startSide(script: string, ...args: readonly string[]): Side {
  const child = spawn(process.execPath, [...(process.env.KEYFERRY_BENCH_PROFILE ? ["--cpu-prof", "--cpu-prof-dir=/tmp/prof"] : []), fileURLToPath(new URL(script, import.meta.url)), ...args], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async next<T extends object>() {
      const line = await lines.next();
      if (line.done) throw new Error(`${script} ended early`);
      return JSON.parse(line.value) as T;
    },
    say: (message) => void child.stdin.write(`${JSON.stringify(message)}\n`),
    stop: () => void (process.env.KEYFERRY_BENCH_PROFILE ? child.stdin.end() : child.kill("SIGKILL")),
  };
}
