// Files are read up to their limit and written whole or not at all.

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { ExchangeError } from "../../src-shared/errors.ts";
import { diskFiles } from "./files.ts";

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "files-"));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

function fileOf(size: number): string {
  const path = join(folder(), "export.json");
  writeFileSync(path, new Uint8Array(size).fill(7));
  return path;
}

function* failing(): Generator<Uint8Array> {
  yield new Uint8Array([1]);
  throw new Error("no more");
}

test("a file as large as the limit is read whole", async () => {
  expect(await diskFiles.read(fileOf(100_000), 100_000)).toEqual(new Uint8Array(100_000).fill(7));
});

test("a file above the limit is refused", async () => {
  await expect(diskFiles.read(fileOf(11), 10)).rejects.toThrow(new ExchangeError("format.limit-exceeded", { detail: "file" }));
});

test.each(["missing", "."])("%s is not read as a file", async (name) => {
  await expect(diskFiles.read(join(folder(), name), 10)).rejects.toThrow(new ExchangeError("usage.invalid", { detail: "file" }));
});

test("pieces are written one after the other", async () => {
  const path = join(folder(), "key.pem");
  await diskFiles.write(path, [new Uint8Array([1, 2]), new Uint8Array([3])]);
  expect([...readFileSync(path)]).toEqual([1, 2, 3]);
});

test("what is written is its owner's alone, even where a file was that everybody could read", async () => {
  const path = join(folder(), "key.pem");
  writeFileSync(path, "old", { mode: 0o644 });
  await diskFiles.write(path, [new Uint8Array([1])]);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test("a write that fails leaves what was there and nothing else", async () => {
  const path = join(folder(), "key.pem");
  writeFileSync(path, "old");
  await diskFiles.write(path, failing()).catch(() => {});
  expect([readdirSync(join(path, "..")), readFileSync(path, "utf8")]).toEqual([["key.pem"], "old"]);
});

test("a place that cannot be written says so", async () => {
  await expect(diskFiles.write(join(folder(), "absent", "key.pem"), [])).rejects.toThrow(new ExchangeError("vault.write-failed", { detail: "file" }));
});

test("a temporary directory is its owner's alone and can be removed with what is in it", async () => {
  const directory = await diskFiles.temporaryDirectory();
  const { mode } = statSync(directory);
  mkdirSync(join(directory, "vault"));
  await diskFiles.remove(directory);
  expect([mode & 0o777, readdirSync(tmpdir()).includes(directory)]).toEqual([0o700, false]);
});
