// A small JSON document in a file of its owner's, replaced whole: for what is kept outside the vault and is not secret.

import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from "node:fs";
import { dirname } from "node:path";

/** Bytes; what this program keeps has a few hundred. */
const LARGEST = 1 << 16;

export class JsonFile {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** What was kept, unchecked; undefined when nothing was or it cannot be read. */
  load(): unknown {
    try {
      return statSync(this.#path).size > LARGEST ? undefined : JSON.parse(readFileSync(this.#path, "utf8"));
    } catch {
      return undefined;
    }
  }

  /** What cannot be kept is as it was at the next start: no reason to stop the program. */
  save(value: unknown): void {
    const unfinished = `${this.#path}.part`;
    try {
      mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 });
      rmSync(unfinished, { force: true });
      const file = openSync(unfinished, "wx", 0o600);
      try {
        writeSync(file, JSON.stringify(value));
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      renameSync(unfinished, this.#path);
    } catch {
      // the doc comment says why; the next save removes what is unfinished
    }
  }
}
