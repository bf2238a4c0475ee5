// Type-checks every layer under its own tsconfig, so that no layer sees types its rules forbid.
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";

let failed = 0;
for (const project of readdirSync(".").filter((name) => /^tsconfig\.(?!base)[a-z]+\.json$/.test(name))) {
  const { status } = spawnSync(process.execPath, ["node_modules/typescript/bin/tsc", "--project", project], { stdio: "inherit" });
  process.stdout.write(`${status === 0 ? "ok  " : "FAIL"} ${project}\n`);
  if (status !== 0) failed++;
}
process.exit(failed === 0 ? 0 : 1);
