// `npm start`: sets up what is missing, builds what has changed, and runs a real transfer between two processes in the terminal.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { setUp } from "./setup.mjs";

const PROGRAM = "dist/main.js";

const env = setUp("start");
if (!built()) build();
const { status } = spawnSync("node", ["dist/keyferry.js", "rehearse"], { stdio: "inherit", env });
process.exit(status ?? 1);

function built() {
  if (!existsSync(PROGRAM) || !existsSync("node_modules/.bin/keyferry")) return false;
  const { mtimeMs } = statSync(PROGRAM);
  const sources = ["src-shared", "src-main"].flatMap((root) => readdirSync(root, { recursive: true }).map((path) => join(root, path)));
  return [...sources, "package-lock.json", "vite.config.ts"].every((path) => statSync(path).mtimeMs <= mtimeMs);
}

function build() {
  process.stdout.write("start: building\n");
  const { status, stdout, stderr } = spawnSync("node", ["node_modules/vite/bin/vite.js", "build"], { encoding: "utf8", env });
  if (status === 0) return;
  process.stderr.write(`${stdout}${stderr}start: the build failed\n`);
  process.exit(1);
}
