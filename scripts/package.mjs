// `npm run package`: sets up, builds, and makes the packages that can be made on this system, from the official Electron alone.
//   -- --test-build          from whatever Electron there is; the results are named so and are for nobody to use
//   -- --electron=<path>     the official archive, or the folder it is in, instead of a download
//   -- --all                 on Linux: rpm and AppImage too, with the tools that electron-builder downloads
//   -- --output=<folder>     dist/packages when absent
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { BUILDS, build } from "./build.mjs";
import { anyElectron, officialElectron, Refused } from "./package-electron.mjs";
import { NO_SIGNING, signingFrom } from "./package-signing.mjs";
import { NOBLE, setUp } from "./setup.mjs";

const LINUX_HERE = ["deb"];
const TEST_NAME = "keyferry-test-build";
/** npm goes on without them where they do not build. */
const NATIVE_PARTS = [
  "node_modules/keytar/build/Release/keytar.node",
  "native/build/Release/keyferry_native.node",
  ...(process.platform === "linux" ? [] : [NOBLE]),
];
const SEVEN_ZIP = "/usr/bin/7za";

const say = (line) => process.stdout.write(`package: ${line}\n`);
const options = readOptions();
if (options !== undefined) await makePackages(options);

function readOptions() {
  try {
    const { values } = parseArgs({
      options: { "test-build": { type: "boolean" }, electron: { type: "string" }, all: { type: "boolean" }, output: { type: "string" } },
    });
    return { ...values, output: resolve(values.output ?? (values["test-build"] ? "dist/packages/test-build" : "dist/packages")) };
  } catch (error) {
    refuse(error.message);
    return undefined;
  }
}

async function makePackages({ "test-build": testBuild = false, electron: given, all = false, output }) {
  const env = setUp("start");
  const unbuilt = NATIVE_PARTS.filter((path) => !existsSync(path));
  if (unbuilt.length > 0) return refuse(`these native parts were not built, and a package without them would do less than it says: ${unbuilt.join(", ")}`);
  const electron = await chooseElectron(testBuild, { given, env, say });
  if (electron === undefined) return;
  build(BUILDS.app, env, "package");
  const folder = mkdtempSync(join(tmpdir(), "keyferry-package-"));
  try {
    const config = join(folder, "config.json");
    const signing = testBuild ? NO_SIGNING : signingFrom(env, folder);
    writeFileSync(config, JSON.stringify({ ...configure(electron, testBuild, output), ...signing.config }));
    process.exitCode = runBuilder(config, all, { ...env, ...tools(all), ...sourceDate(), ...signing.env });
  } finally {
    rmSync(folder, { recursive: true });
  }
  if (process.exitCode === 0) say(`made in ${output}`);
}

async function chooseElectron(testBuild, ports) {
  try {
    return await (testBuild ? anyElectron(ports) : officialElectron(ports));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    refuse(testBuild ? error.message : `${error.message}. For tests only, \`npm run package -- --test-build\` makes packages that are named so.`);
    return undefined;
  }
}

/** What electron-builder.yml does not know. */
function configure({ version, dist }, testBuild, output) {
  const common = { extends: "electron-builder.yml", electronVersion: version, electronDist: dist, directories: { output, buildResources: "assets" } };
  if (!testBuild) return common;
  const own = JSON.parse(readFileSync("package.json", "utf8")).version;
  const artifactName = `${TEST_NAME}_$\{version}_$\{arch}.$\{ext}`;
  return {
    ...common,
    extraMetadata: { version: `${own}-test-build` },
    artifactName,
    deb: { packageName: TEST_NAME, compression: "gz", artifactName },
  };
}

function runBuilder(config, all, env) {
  const targets = process.platform === "linux" && !all ? ["--linux", ...LINUX_HERE] : [];
  const args = [createRequire(import.meta.url).resolve("electron-builder/cli.js"), ...targets, `--${process.arch}`, "--config", config, "--publish", "never"];
  return spawnSync("node", args, { stdio: "inherit", env }).status ?? 1;
}

/** Those of this machine; what is missing electron-builder downloads, but for fpm, which a stand-in replaces where it can. */
function tools(all) {
  if (process.platform !== "linux") return {};
  const sevenZip = existsSync(SEVEN_ZIP) ? { ELECTRON_BUILDER_7ZIP_PATH: SEVEN_ZIP } : {};
  if (spawnSync("fpm", ["--version"]).status === 0) return { ...sevenZip, USE_SYSTEM_FPM: "true" };
  return all ? sevenZip : { ...sevenZip, CUSTOM_FPM_PATH: resolve("scripts/fpm-stand-in.mjs") };
}

/** The same sources give packages of the same time. */
function sourceDate() {
  const { status, stdout } = spawnSync("git", ["log", "-1", "--format=%ct"], { encoding: "utf8" });
  return status === 0 ? { SOURCE_DATE_EPOCH: stdout.trim() } : {};
}

function refuse(why) {
  process.stderr.write(`package: ${why}\n`);
  process.exitCode = 1;
}
