// The shape every source file keeps: short, named for what it is, and opened by a sentence that says what that is.

import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";

const ROOTS = ["src-shared", "src-main", "e2e", "bench", "scripts", "docs"];
const LONGEST = 300;
const MEDIAN = 130;
const EMPTY_NAMES = /^(utils?|helpers?|common|types|constants|misc|shared|index)\.(ts|mjs)$/;

const files = ROOTS.flatMap((root) => readdirSync(root, { recursive: true, encoding: "utf8" }).map((path) => join(root, path)))
  .filter((path) => /\.(ts|mjs)$/.test(path) && !/(^|\/)(vectors|fixtures|generated|node_modules)\//.test(path))
  .map((path) => ({ path, source: readFileSync(path, "utf8") }));

const lines = ({ source }: { readonly source: string }) => source.split("\n").length - 1;
const paths = (found: readonly { readonly path: string }[]) => found.map(({ path }) => path);

test("no file is longer than 300 lines", () => {
  expect(paths(files.filter((file) => lines(file) > LONGEST))).toEqual([]);
});

test("half of the files have at most 130 lines", () => {
  const sorted = files.map(lines).sort((a, b) => a - b);
  expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(MEDIAN);
});

test("no file has a name that says nothing", () => {
  expect(paths(files.filter(({ path }) => EMPTY_NAMES.test(basename(path)) && path !== "src-main/api/index.ts"))).toEqual([]);
});

test("every source file begins by saying what it is", () => {
  expect(paths(files.filter(({ path, source }) => !path.endsWith(".test.ts") && !/^(#!.*\n)?\/\/ \S/.test(source)))).toEqual([]);
});

test("no file speaks of the machine it was written on", () => {
  expect(paths(files.filter(({ source }) => /\/work\/(main|shared)|\/tmp\/brief/.test(source.replace(/^.*test\(source.*$/m, ""))))).toEqual([]);
});
