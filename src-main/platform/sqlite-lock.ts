// One vault, one user of it: an SQLite lock on a file of its own, which the operating system frees when the process dies.

import { DatabaseSync } from "node:sqlite";
import { makePrivateFile } from "./private-file.ts";
import { guarded } from "./sqlite-errors.ts";

/** Held until the answer is called. Throws `vault.in-use` or `vault.write-failed`. */
export function lockExclusively(file: string): () => void {
  makePrivateFile(file);
  return guarded("vault.write-failed", () => {
    const database = new DatabaseSync(file, { timeout: 0 });
    try {
      database.exec("BEGIN EXCLUSIVE");
    } catch (thrown) {
      database.close();
      throw thrown;
    }
    return () => database.close();
  });
}
