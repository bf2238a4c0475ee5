// What is kept comes back; what is damaged counts as nothing.

import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { JsonFile } from "./json-file.ts";

function place(): string {
  const folder = mkdtempSync(join(tmpdir(), "json-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, "kept", "preferences.json");
}

test("what was saved is loaded by the next one", () => {
  const path = place();
  new JsonFile(path).save({ theme: "dark" });
  expect(new JsonFile(path).load()).toEqual({ theme: "dark" });
});

test("the later save takes the place of the earlier one and leaves nothing beside it", () => {
  const path = place();
  for (const theme of ["dark", "light"]) new JsonFile(path).save({ theme });
  expect([new JsonFile(path).load(), readdirSync(join(path, ".."))]).toEqual([{ theme: "light" }, ["preferences.json"]]);
});

test("the file is its owner's alone", () => {
  const path = place();
  new JsonFile(path).save({});
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test("nothing was kept before the first save", () => {
  expect(new JsonFile(place()).load()).toBeUndefined();
});

test.each(["{", "", " ".repeat(70_000)])("a damaged or oversized file counts as nothing", (text) => {
  const path = place();
  new JsonFile(path).save({});
  writeFileSync(path, text);
  expect(new JsonFile(path).load()).toBeUndefined();
});

test("a place that cannot be written stops nothing", () => {
  const path = place();
  writeFileSync(join(path, "..", "..", "kept"), "");
  expect(() => new JsonFile(path).save({})).not.toThrow();
});
