// A package as `npm run package` makes it, and a place (os-services.ts) in which it is installed as on any Debian machine, but for that machine alone.

import { spawn } from "node:child_process";
import { globSync, mkdtempSync, openSync, readdirSync, readFileSync, readSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { OnEnd } from "./app.ts";
import type { Place, Run } from "./os-services.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const PROGRAM = "/opt/Keyferry/keyferry";
const SCRIPT = join(ROOT, "scripts/package.mjs");

/** `npm run package -- …`, to its end. */
export function runPackage(args: readonly string[], env: { readonly [name: string]: string } = {}): Promise<Run> {
  const child = spawn(process.execPath, [SCRIPT, ...args], { cwd: ROOT, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  return new Promise((done) => child.once("close", (code) => done({ code, stdout, stderr })));
}

export type TestBuild = {
  /** The Debian package. */
  readonly deb: string;
  /** The app's folder, as it is in the package. */
  readonly folder: string;
};

export async function makeTestBuild(onEnd: OnEnd): Promise<TestBuild> {
  const output = mkdtempSync(join(tmpdir(), "keyferry-test-build-"));
  onEnd(() => rmSync(output, { recursive: true, force: true }));
  const { code, stdout, stderr } = await runPackage(["--test-build", `--output=${output}`]);
  const [deb] = globSync(join(output, "*.deb"));
  if (code !== 0 || deb === undefined) throw new Error(`no package: ${stdout}${stderr}`);
  return { deb, folder: join(output, "linux-unpacked") };
}

/** Paths in an asar archive; those that lie beside it, in `app.asar.unpacked`, end with " (unpacked)". */
export function filesInAsar(path: string): readonly string[] {
  const file = openSync(path, "r");
  const size = Buffer.alloc(16);
  readSync(file, size, 0, 16, 0);
  const header = Buffer.alloc(size.readUInt32LE(12));
  readSync(file, header, 0, header.length, 16);
  return pathsOf(JSON.parse(header.toString("utf8")) as AsarFolder, "");
}

type AsarFolder = { readonly files: { readonly [name: string]: AsarFolder | { readonly files?: undefined; readonly unpacked?: boolean } } };

function pathsOf({ files }: AsarFolder, before: string): readonly string[] {
  return Object.entries(files).flatMap(([name, entry]) =>
    entry.files === undefined ? [`${before}${name}${entry.unpacked ? " (unpacked)" : ""}`] : pathsOf(entry, `${before}${name}/`),
  );
}

/** Where a package writes, and what another program of the place was given there before. */
const CHANGED = ["/opt", "/usr", "/etc/alternatives", "/var/lib/dpkg", "/var/log"];
const ACTIONS = "/usr/share/polkit-1/actions";

/** What is written to the system's folders from now on is seen in the place alone, and ends with it. */
export async function letInstall(place: Place): Promise<void> {
  const actions = join(dirname(place.home), "actions");
  const script = [
    "set -e",
    "mkdir /run/keyferry-test/changed",
    "mount -t tmpfs tmpfs /run/keyferry-test/changed",
    ...CHANGED.map((folder) => {
      const own = `/run/keyferry-test/changed${folder}`;
      return `mkdir -p ${own}/upper ${own}/work; mount -t overlay overlay -o lowerdir=${folder},upperdir=${own}/upper,workdir=${own}/work ${folder}`;
    }),
    `mount --bind ${actions} ${ACTIONS}`,
  ];
  await asRoot(place, "sh", ["-c", script.join("\n")]);
}

/** Indexes that Debian's own programs write anew whenever a package comes or goes. */
const INDEXES = ["/usr/share/mime/", "/usr/share/applications/mimeinfo.cache", "/usr/share/icons/hicolor/icon-theme.cache", "/var/lib/dpkg/", "/var/log/"];

export type Changes = {
  /** Written or removed since `letInstall`, but for the indexes. */
  readonly files: readonly string[];
  /** Indexes that name the app. */
  readonly indexes: readonly string[];
};

export async function changesIn(place: Place): Promise<Changes> {
  const upper = CHANGED.filter((folder) => !folder.startsWith("/var")).map((folder) => `/run/keyferry-test/changed${folder}/upper`);
  const inside = (found: string) =>
    found
      .split("\n")
      .filter(Boolean)
      .map((path) => path.replace("/run/keyferry-test/changed", "").replace("/upper/", "/"));
  const { stdout: changed } = await asRoot(place, "find", [...upper, "-not", "-type", "d"]);
  const { stdout: naming } = await place.runAsRoot("grep", ["--recursive", "--files-with-matches", "--devices=skip", "--ignore-case", "keyferry", ...upper]);
  return { files: inside(changed).filter((path) => !INDEXES.some((index) => path.startsWith(index))), indexes: inside(naming) };
}

export async function asRoot(place: Place, program: string, args: readonly string[]): Promise<Run> {
  const run = await place.runAsRoot(program, args);
  if (run.code !== 0) throw new Error(`${program} ${args.join(" ")}: ${run.stdout}${run.stderr}`);
  return run;
}

export type AppProcess = { readonly words: readonly string[]; readonly seccomp: string };

/** The processes of the installed app, of whatever kind. Seccomp: 2 where system calls are filtered. */
export function appProcesses(): readonly AppProcess[] {
  return readdirSync("/proc").flatMap((name) => {
    try {
      const words = readFileSync(`/proc/${name}/cmdline`, "utf8").split(/[\0 ]/); // Chromium writes its own with spaces
      if (words[0] !== PROGRAM) return [];
      return [{ words, seccomp: /^Seccomp:\s+(\d+)$/m.exec(readFileSync(`/proc/${name}/status`, "utf8"))?.[1] ?? "" }];
    } catch {
      return []; // no process, or one that ended meanwhile
    }
  });
}
