// Makes a fresh machine ready: Debian packages, node modules, Node 24. Runs on Node 20 with nothing installed.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, realpathSync, rmSync, statSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { DEBIAN_PACKAGES, installDebianPackages } from "./debian-packages.mjs";

const NODE = 24;
const modules = "node_modules";
/** What finds other computers over Bluetooth, but on Linux; where it is not loaded npm does not build it either (allowScripts in package.json). */
export const NOBLE = "node_modules/@abandonware/noble/build/Release/binding.node";
const ADDON = "native/build/Release/keyferry_native.node";
const onWindows = process.platform === "win32";

/** Prepares for "start" or "test" and answers with the environment in which every child runs on Node 24. Ends the process when that cannot be had. */
export function setUp(purpose) {
  process.chdir(join(dirname(fileURLToPath(import.meta.url)), ".."));
  if (process.platform === "linux") installDebianPackages(DEBIAN_PACKAGES[purpose]);
  if (!modulesMatchLock()) installModules();
  else if (addonOlderThanSources()) rebuildAddon();
  return node24Environment();
}

/** True when every module the lock file requires is there in its version; those for other platforms may be absent. */
function modulesMatchLock() {
  const record = join(modules, ".package-lock.json");
  if (!existsSync(record)) return false;
  const wanted = JSON.parse(readFileSync("package-lock.json", "utf8")).packages;
  const present = JSON.parse(readFileSync(record, "utf8")).packages;
  return Object.entries(wanted).every(([path, { version, optional }]) => path === "" || (path in present ? present[path].version === version : optional));
}

function installModules() {
  process.stdout.write("setup: installing node modules (npm ci)\n");
  const { status, stdout, stderr } = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], {
    encoding: "utf8",
    shell: onWindows,
    env: { ...process.env, ...nativeBuild() },
  });
  if (status !== 0) stop(`${stdout}${stderr}setup: npm ci failed`);
  if (!existsSync(join(modules, "keytar/build/Release/keytar.node"))) process.stdout.write("setup: keytar did not build; the key store will be unavailable\n");
  if (!existsSync(ADDON)) process.stdout.write("setup: native/ did not build; memory will not be guarded\n");
  if (process.platform !== "linux") buildNoble();
}

function buildNoble() {
  spawnSync("npm", ["run", "install", "--prefix", dirname(dirname(dirname(NOBLE)))], { shell: onWindows, env: { ...process.env, ...nativeBuild() } });
  if (!existsSync(NOBLE)) process.stdout.write("setup: noble did not build; other computers are not found over Bluetooth\n");
}

function addonOlderThanSources() {
  if (!existsSync(ADDON)) return false; // it did not build when the modules were installed
  const built = statSync(ADDON).mtimeMs;
  const sources = readdirSync("native/src", { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return ["native/binding.gyp", ...sources.map(({ parentPath, name }) => join(parentPath, name))].some((path) => statSync(path).mtimeMs > built);
}

function rebuildAddon() {
  process.stdout.write("setup: building native/\n");
  rmSync(ADDON);
  const { stdout, stderr } = spawnSync("npm", ["rebuild", "@keyferry/native"], {
    encoding: "utf8",
    shell: onWindows,
    env: { ...process.env, ...nativeBuild() },
  });
  if (!existsSync(ADDON)) process.stdout.write(`${stdout}${stderr}setup: native/ did not build; memory will not be guarded\n`);
}

/** Lets native modules build from the headers beside this Node, where it has them, instead of from a download. */
function nativeBuild() {
  const prefix = join(dirname(realpathSync(process.execPath)), "..");
  return existsSync(join(prefix, "include/node/node.h")) ? { npm_config_nodedir: prefix } : {};
}

function node24Environment() {
  const own = Number.parseInt(process.versions.node, 10) >= NODE;
  const brought = join(process.cwd(), modules, ".bin", "node");
  if (!own && !existsSync(brought)) stop(`Keyferry needs Node ${NODE} or newer; this is ${process.version}. Install it from https://nodejs.org and try again.`);
  const folders = [...(own ? [dirname(process.execPath)] : []), join(process.cwd(), modules, ".bin"), process.env.PATH];
  const environment = { ...process.env, PATH: folders.join(delimiter) };
  const { stdout } = spawnSync("node", ["--version"], { encoding: "utf8", env: environment });
  process.stdout.write(`setup: ready, on Node ${stdout.trim()}\n`);
  return environment;
}

function stop(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) setUp(process.argv[2] === "test" ? "test" : "start");
