// `npm start`: sets up what is missing, builds what has changed, and opens the app; without a display, or with `-- --terminal`, it runs
// a real transfer between two processes in the terminal instead. Other arguments are the app's, such as `-- --vault=<folder>`.
import { spawnSync } from "node:child_process";
import { BUILDS, build } from "./build.mjs";
import { electronExecutable, provideElectron } from "./electron.mjs";
import { setUp } from "./setup.mjs";

const TERMINAL = "--terminal";

const args = process.argv.slice(2);
const env = setUp("start");
build(BUILDS.terminal, env, "start");
const withElectron = hasDisplay() && !args.includes(TERMINAL) ? await provideElectron(env) : undefined;
process.exitCode = withElectron ? openApp(withElectron) : rehearse();

function hasDisplay() {
  return process.platform !== "linux" || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

function openApp(environment) {
  build(BUILDS.app, environment, "start");
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
