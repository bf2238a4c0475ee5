#!/usr/bin/env node
// Stands in for fpm where there is none: makes a Debian package with dpkg-deb from the arguments electron-builder gives for one. Anything else it refuses.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, cpSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** By argument: the member it is kept as; a list where it may come more than once. */
const ARGUMENTS = {
  "-s": "source",
  "-t": "target",
  "-d": ["depends"],
  "--deb-recommends": ["recommends"],
  "--deb-compression": "compression",
  "--deb-priority": "priority",
  "--architecture": "architecture",
  "--after-install": "afterInstall",
  "--after-remove": "afterRemove",
  "--description": "description",
  "--version": "version",
  "--package": "package",
  "--name": "name",
  "--maintainer": "maintainer",
  "--vendor": "vendor",
  "--url": "url",
  "--category": "category",
  "--license": "license",
};

const given = readArguments(process.argv.slice(2));
if (given.source !== "dir" || given.target !== "deb") refuse("only Debian packages from folders can be made here; install fpm for others");
const root = mkdtempSync(join(tmpdir(), "deb-"));
try {
  for (const [from, to] of given.files) place(from, join(root, to));
  openToAll(root);
  writeControl();
  pack();
} finally {
  rmSync(root, { recursive: true });
}

function readArguments(args) {
  const read = { depends: [], recommends: [], files: [] };
  while (args.length > 0) {
    const name = args.shift();
    const member = ARGUMENTS[name];
    if (name === "--force") continue;
    if (Array.isArray(member)) read[member[0]].push(args.shift());
    else if (member !== undefined) read[member] = args.shift();
    else if (!name.startsWith("-") && name.includes("=")) read.files.push([name.slice(0, name.indexOf("=")), name.slice(name.indexOf("=") + 1)]);
    else refuse(`"${name}" is not known here`);
  }
  return read;
}

/** The contents of a folder, or a file under its new name. */
function place(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to, { recursive: true, verbatimSymlinks: true });
}

/** Everybody may read, nobody but root may write, whatever the builder's own habits are. */
function openToAll(path) {
  const entry = lstatSync(path);
  if (entry.isSymbolicLink()) return;
  chmodSync(path, entry.isDirectory() || entry.mode & 0o100 ? 0o755 : 0o644);
  if (entry.isDirectory()) for (const name of readdirSync(path)) openToAll(join(path, name));
}

function writeControl() {
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) => lstatSync(join(root, name)).isFile());
  const bytes = files.reduce((sum, name) => sum + Math.ceil(statSync(join(root, name)).size / 1024), 0);
  const [synopsis = "", ...rest] = given.description.trim().split("\n");
  const fields = {
    Package: given.name,
    Version: given.version,
    Architecture: given.architecture,
    Maintainer: given.maintainer,
    "Installed-Size": bytes,
    Section: given.category ?? "misc",
    Priority: given.priority ?? "optional",
    Homepage: given.url,
    Depends: given.depends.join(", "),
    Recommends: given.recommends.join(", "),
    Description: [synopsis, ...rest.map((line) => ` ${line.trim() || "."}`)].join("\n"),
  };
  const lines = Object.entries(fields).filter(([, value]) => value !== undefined && value !== "");
  mkdirSync(join(root, "DEBIAN"), { mode: 0o755 });
  writeFileSync(join(root, "DEBIAN/control"), lines.map(([name, value]) => `${name}: ${value}\n`).join(""), { mode: 0o644 });
  writeFileSync(join(root, "DEBIAN/md5sums"), files.map((name) => `${md5(join(root, name))}  ${name}\n`).join(""), { mode: 0o644 });
  for (const [script, from] of [
    ["postinst", given.afterInstall],
    ["postrm", given.afterRemove],
  ]) {
    if (from !== undefined) writeFileSync(join(root, "DEBIAN", script), readFileSync(from), { mode: 0o755 });
  }
}

/** What dpkg compares installed files with. */
function md5(path) {
  return createHash("md5").update(readFileSync(path)).digest("hex");
}

function pack() {
  // gz is chosen where time matters more than size
  const compression = given.compression === "gz" ? ["-Zgzip", "-z1"] : [`-Z${given.compression ?? "xz"}`];
  const { status, stderr } = spawnSync("dpkg-deb", ["--root-owner-group", ...compression, "--build", root, given.package], { encoding: "utf8" });
  if (status !== 0) refuse(stderr);
}

function refuse(why) {
  process.stderr.write(`fpm stand-in: ${why}\n`);
  process.exit(1);
}
