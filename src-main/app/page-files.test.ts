// Only what was built is served, whatever the address says.

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { fileAt, isOwn, listPageFiles, type PageFiles } from "./page-files.ts";

function built(): { readonly root: string; readonly files: PageFiles } {
  const folder = mkdtempSync(join(tmpdir(), "page-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const root = join(folder, "page");
  mkdirSync(join(root, "assets"), { recursive: true });
  for (const name of ["index.html", "assets/main-1.js", "assets/main-1.js.map", "secret.db"]) writeFileSync(join(root, name), name);
  writeFileSync(join(folder, "outside.js"), "");
  symlinkSync(join(folder, "outside.js"), join(root, "link.js"));
  return { root, files: listPageFiles(root) };
}

test.each([
  ["app://keyferry/index.html", "index.html", "text/html; charset=utf-8"],
  ["app://keyferry/index.html#/vault", "index.html", "text/html; charset=utf-8"],
  ["app://keyferry/assets/main-1.js", "assets/main-1.js", "text/javascript; charset=utf-8"],
])("%s is served", (address, name, type) => {
  const { root, files } = built();
  expect(fileAt(files, address)).toEqual({ path: join(root, name), type });
});

test.each([
  "app://keyferry/",
  "app://keyferry/absent.js",
  "app://keyferry/secret.db",
  "app://keyferry/assets/main-1.js.map",
  "app://keyferry/link.js",
  "app://keyferry/../outside.js",
  "app://keyferry/%2e%2e/outside.js",
  "app://keyferry/..%2foutside.js",
  "app://keyferry/..%5coutside.js",
  "app://keyferry//etc/passwd",
  "app://keyferry/assets/%6dain-1.js",
  "app://other/index.html",
  "app://keyferry.example/index.html",
  "app://keyferry:80/index.html",
  "app://user@keyferry/index.html",
  "file:///index.html",
  "https://keyferry/index.html",
  "nonsense",
])("%s is not served", (address) => {
  expect(fileAt(built().files, address)).toBeUndefined();
});

test.each([
  ["app://keyferry/absent", true],
  ["app://keyferry.example/", false],
  ["app:keyferry", false],
  ["http://keyferry/", false],
  ["data:text/html,x", false],
])("%s is of the window's own origin: %s", (address, own) => {
  expect(isOwn(address)).toBe(own);
});
