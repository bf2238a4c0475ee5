// Files on this computer's disk, read whole up to a limit and written whole or not at all.

import { randomUUID } from "node:crypto";
import { mkdtemp, open, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { ExchangeError } from "../../src-shared/errors.ts";

/** Throws `format.limit-exceeded` above `most` bytes and `usage.invalid` when it cannot be read or is no plain file. */
async function readWhole(path: string, most: number): Promise<Uint8Array> {
  const handle = await open(path).catch(unreadable);
  try {
    const { size } = await handle.stat().then((stats) => (stats.isFile() ? stats : unreadable()));
    if (size > most) throw new ExchangeError("format.limit-exceeded", { detail: "file" });
    const bytes = new Uint8Array(size);
    for (let at = 0; at < size; ) {
      const { bytesRead } = await handle.read(bytes, at, size - at, at).catch(unreadable);
      if (bytesRead === 0) return bytes.subarray(0, at);
      at += bytesRead;
    }
    return bytes;
  } finally {
    await handle.close();
  }
}

function unreadable(cause?: unknown): never {
  throw new ExchangeError("usage.invalid", { detail: "file", cause });
}

/** Readable by its owner only; takes the place of what was there. Throws `vault.write-failed`; no part of it is left then. */
async function writeWhole(path: string, pieces: Iterable<Uint8Array>): Promise<void> {
  const unfinished = join(dirname(path), `.${randomUUID()}.part`);
  try {
    const handle = await open(unfinished, "wx", 0o600);
    try {
      for (const piece of pieces) await handle.writeFile(piece);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(unfinished, path);
  } catch (cause) {
    await rm(unfinished, { force: true });
    throw new ExchangeError("vault.write-failed", { detail: "file", cause });
  }
}

/** A fresh one that only its owner can read. */
function temporaryDirectory(): Promise<string> {
  return mkdtemp(join(tmpdir(), "keyferry-"));
}

export const diskFiles = {
  read: readWhole,
  write: writeWhole,
  name: (path: string) => basename(path),
  temporaryDirectory,
  remove: (directory: string) => rm(directory, { recursive: true, force: true }),
};
