// Another program of the same user: tries to read the memory of a process and to trace it, and says what the system answers, as one JSON line.
//
//   node onlooker.ts --pid 4711                       a process that runs
//   node onlooker.ts /usr/bin/node program.js word    starts the program, as a debugger would, and looks once it has said something

import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync, readSync } from "node:fs";

const [first = "", ...rest] = process.argv.slice(2);
if (first === "--pid") await look(Number(rest[0]));
else await lookAt(first, rest);

async function lookAt(program: string, args: readonly string[]): Promise<void> {
  const child = spawn(program, args, { stdio: ["pipe", "pipe", "inherit"] });
  await once(child.stdout, "data");
  await look(child.pid ?? 0);
  child.kill("SIGKILL");
}

async function look(pid: number): Promise<void> {
  process.stdout.write(`${JSON.stringify({ memory: readMemory(pid), tracing: await trace(pid) })}\n`);
}

function readMemory(pid: number): string {
  try {
    const [, start = ""] = /^([0-9a-f]+)-[0-9a-f]+ rw/m.exec(readFileSync(`/proc/${pid}/maps`, "utf8")) ?? [];
    const memory = openSync(`/proc/${pid}/mem`, "r");
    const got = readSync(memory, Buffer.alloc(16), 0, 16, Number.parseInt(start, 16));
    closeSync(memory);
    return got === 16 ? "read" : "short";
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
}

async function trace(pid: number): Promise<string> {
  const tracer = spawn("strace", ["-p", String(pid), "-o", "/dev/null"], { stdio: ["ignore", "ignore", "pipe"] });
  const [said] = await once(tracer.stderr, "data");
  tracer.kill("SIGKILL");
  return /attached/.test(String(said)) ? "traced" : /not permitted/.test(String(said)) ? "refused" : String(said);
}
