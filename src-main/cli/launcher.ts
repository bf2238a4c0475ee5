#!/usr/bin/env node
// The `keyferry` command as built: runs the program beside it, on the Node 24 from node_modules when its own is older.

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";

const OLDEST = 24;
const program = new URL("main.js", import.meta.url);
const brought = fileURLToPath(new URL("../node_modules/.bin/node", import.meta.url));

if (Number.parseInt(process.versions.node, 10) >= OLDEST) {
  await import(program.href);
} else if (existsSync(brought)) {
  runOn(brought);
} else {
  process.stderr.write(`Keyferry needs Node ${OLDEST} or newer; this is ${process.version}. Install it from https://nodejs.org and try again.\n`);
  process.exitCode = 1;
}

/** The child is the program in every way a caller can see: streams, signals, exit code. */
function runOn(node: string): void {
  const child = spawn(node, [fileURLToPath(program), ...process.argv.slice(2)], { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => child.kill(signal));
  child.once("exit", (code, signal) => process.exit(code ?? 128 + (signal ? constants.signals[signal] : 0)));
}
