// The `keyferry` program. docs/cli.md

import { makeProgram } from "./program.ts";
import { run } from "./run.ts";

process.exitCode = await run(makeProgram, process.argv.slice(2));
