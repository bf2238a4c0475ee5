// `npm start`: sets up what is missing, builds what has changed, and opens the app; without a display, or with `-- --terminal`, it runs
// a real transfer between two processes in the terminal instead. Other arguments are the app's, such as `-- --vault=<folder>`.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { electronExecutable, provideElectron } from "./electron.mjs";
import { setUp } from "./setup.mjs";

const TERMINAL = "--terminal";
const BUILDS = {
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

const args = process.argv.slice(2);
const env = setUp("start");
build(BUILDS.terminal);
const withElectron = hasDisplay() && !args.includes(TERMINAL) ? await provideElectron(env) : undefined;
process.exitCode = withElectron ? openApp(withElectron) : rehearse();

function hasDisplay() {
  return process.platform !== "linux" || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

function openApp(environment) {
  build(BUILDS.app);
  const asRoot = process.getuid?.() === 0;
  if (asRoot) process.stdout.write("start: as root the window runs without Chromium's sandbox\n");
  process.stdout.write("start: opening the app\n");
  const { status } = spawnSync(electronExecutable(environment), [...(asRoot ? ["--no-sandbox"] : []), ".", ...args], { stdio: "inherit", env: environment });
  if (status !== 0) process.stdout.write(`start: the app did not end well; \`npm start -- ${TERMINAL}\` needs no window\n`);
  return status ?? 1;
}

function rehearse() {
  const { status } = spawnSync("node", ["dist/keyferry.js", "rehearse"], { stdio: "inherit", env });
  return status ?? 1;
}

function build({ made, from, by }) {
  if (current(made, from)) return;
  process.stdout.write("start: building\n");
  const { status, stdout, stderr } = spawnSync("node", by, { encoding: "utf8", env });
  if (status === 0) return;
  process.stderr.write(`${stdout}${stderr}start: the build failed\n`);
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
