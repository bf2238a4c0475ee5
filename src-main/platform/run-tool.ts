// Runs one of the system's own tools to its end, with a deadline, and answers what it wrote.

import { execFile } from "node:child_process";

/** Where systems keep their tools, and root alone can put any: folders of the user, which PATH may begin with, hold whatever the user's programs put there. */
export const SYSTEM_FOLDERS = ["/usr/sbin", "/usr/bin", "/sbin", "/bin", "/run/current-system/sw/bin"];
const DEADLINE = 10_000;
/** Bytes; a large firewall has some thousand rules of a few hundred bytes. */
const MOST_OUTPUT = 8 * 1024 * 1024;

/** Undefined when there is no such tool; `ok` when it ended with success. */
export function runTool(tool: string, args: readonly string[]): Promise<{ readonly ok: boolean; readonly said: string } | undefined> {
  const env = { ...(process.platform === "win32" ? process.env : { PATH: SYSTEM_FOLDERS.join(":") }), LC_ALL: "C" };
  return new Promise((resolve) => {
    execFile(tool, args, { env, timeout: DEADLINE, maxBuffer: MOST_OUTPUT, windowsHide: true }, (error, said) => {
      resolve(error !== null && error.code === "ENOENT" ? undefined : { ok: error === null, said });
    });
  });
}
