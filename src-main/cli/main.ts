// The `keyferry` program. docs/cli.md

import { hardenProcess } from "../platform/native.ts";
import { makeProgram } from "./program.ts";
import { run } from "./run.ts";

hardenProcess();
process.exitCode = await run(makeProgram, process.argv.slice(2));
// What was sent is delivered within six seconds; what a system's Bluetooth still holds open after that holds nothing of ours.
setTimeout(() => process.exit(), 7000).unref();
