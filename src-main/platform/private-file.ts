// Files that only their owner may read, whatever the umask and whoever may look into the directory.

import { closeSync, openSync } from "node:fs";
import { ExchangeError } from "../../src-shared/errors.ts";

/**
 * Makes an empty one; false, and nothing touched, when there is a file of that name or a link. Throws `vault.write-failed`.
 * What exists is not even opened: closing it again would free the locks that this process has on it.
 */
export function makePrivateFile(file: string): boolean {
  try {
    closeSync(openSync(file, "wx", 0o600));
    return true;
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "EEXIST") return false;
    throw new ExchangeError("vault.write-failed", { detail: "file", cause });
  }
}
