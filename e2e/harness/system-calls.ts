// What a process writes, as the kernel sees it: strace around the real command line, and its log read back.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { ENTRY } from "./cli.ts";

const OPENING = ["open", "openat", "openat2", "creat"];
const NAMING = ["rename", "renameat", "renameat2", "link", "linkat", "symlink", "symlinkat", "memfd_create"];
const WRITING = ["write", "pwrite64", "writev", "pwritev", "pwritev2", "sendto", "sendmsg"];
/** These would move bytes past the log. */
const UNSEEN = ["sendfile", "copy_file_range", "splice", "vmsplice"];
/** Bytes of one call's data that are logged; no write is near it. */
const LOGGED = 4_000_000;

/** Undefined when it works here; else why not. */
export function straceFault(): string | undefined {
  const { error, status, stderr } = spawnSync("strace", ["-f", "-qq", "-e", "trace=write", "true"], { encoding: "utf8" });
  return error ? "strace is not installed" : status === 0 ? undefined : `strace may not trace here: ${stderr.trim()}`;
}

/** The command line traced into `log`, with `home` as its home and temporary folder. */
export function tracedCommand(log: string, home: string): readonly string[] {
  const place = ["env", "-u", "NODE_COMPILE_CACHE", "-u", "XDG_RUNTIME_DIR", `HOME=${home}`, `TMPDIR=${home}`];
  const calls = [...OPENING, ...NAMING, ...WRITING, ...UNSEEN].map((name) => `?${name}`).join(",");
  return [...place, "strace", "-f", "-qq", "-xx", "-s", String(LOGGED), "-e", `trace=${calls}`, "-o", log, process.execPath, ENTRY];
}

export type Trace = {
  /** Everything that was written anywhere: files, sockets, pipes. */
  readonly written: Buffer;
  /** Paths opened for writing or made, in the order they first were. */
  readonly openedForWriting: readonly string[];
  /** Calls whose bytes the log does not show. */
  readonly unseen: readonly string[];
};

export function readTrace(log: string): Trace {
  const written: Buffer[] = [];
  const opened = new Set<string>();
  const unseen: string[] = [];
  for (const line of readFileSync(log, "latin1").split("\n")) {
    const [, name = "", rest = ""] = /^\d+ +(\w+)\((.*)/.exec(line) ?? [];
    const strings = [...rest.matchAll(/"((?:\\x[0-9a-f]{2})*)"/g)].map(([, text = ""]) => Buffer.from(text.replaceAll("\\x", ""), "hex"));
    if (WRITING.includes(name)) written.push(...strings);
    else if (NAMING.includes(name)) opened.add(strings.map(String).join(" → "));
    else if (OPENING.includes(name) && (name === "creat" || /O_WRONLY|O_RDWR|O_CREAT/.test(rest))) opened.add(String(strings[0]));
    if (UNSEEN.includes(name) || (WRITING.includes(name) && rest.includes('"...'))) unseen.push(line.slice(0, 200));
  }
  return { written: Buffer.concat(written), openedForWriting: [...opened], unseen };
}
