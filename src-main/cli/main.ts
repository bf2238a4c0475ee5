// The `keyferry` program. docs/cli.md

import { hardenProcess } from "../platform/native.ts";
import { makeProgram } from "./program.ts";
import { run } from "./run.ts";

hardenProcess();
process.exitCode = await run(makeProgram, process.argv.slice(2));
