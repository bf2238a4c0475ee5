// Builds the command line and the app, each only when something it is made of has changed since.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

export const BUILDS = {
  terminal: {
    made: ["dist/main.js", "node_modules/.bin/keyferry"],
    from: ["src-shared", "src-main", "vite.config.ts"],
    by: ["node_modules/vite/bin/vite.js", "build"],
  },
  app: {
    made: ["dist/app/page/index.html", "dist/app/main.js", "dist/app/preload.cjs"],
    from: ["src-shared", "src-main", "src-renderer", "electron.vite.config.ts"],
    by: ["node_modules/electron-vite/bin/electron-vite.js", "build"],
  },
};

/** Ends the process when it fails; `who` is the script that says so. */
export function build({ made, from, by }, env, who) {
  if (current(made, from)) return;
  process.stdout.write(`${who}: building\n`);
  const { status, stdout, stderr } = spawnSync("node", by, { encoding: "utf8", env });
  if (status === 0) return;
  process.stderr.write(`${stdout}${stderr}${who}: the build failed\n`);
  process.exit(1);
}

function current(made, from) {
  if (!made.every((path) => existsSync(path))) return false;
  const { mtimeMs } = statSync(made[0]);
  return [...from.flatMap(filesIn), "package-lock.json"].every((path) => statSync(path).mtimeMs <= mtimeMs);
}

function filesIn(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true }).map((name) => join(path, name));
}
