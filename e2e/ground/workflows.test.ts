// The hosted checks: every action is pinned to one commit, every job says what it may do and how long it may take.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const FOLDER = ".github/workflows";
const workflows = readdirSync(FOLDER).map((name) => ({ name, lines: readFileSync(join(FOLDER, name), "utf8").split("\n") }));

/** The lines of each job, by its name. */
const jobs = workflows.flatMap(({ name, lines }) => {
  const all = lines.slice(lines.indexOf("jobs:") + 1);
  const starts = all.flatMap((line, index) => (/^ {2}\w+:$/.test(line) ? [index] : []));
  return starts.map((start, index) => ({ name: `${name} ${all[start]?.trim()}`, lines: all.slice(start, starts[index + 1]) }));
});

const without = (pattern: RegExp) => jobs.filter(({ lines }) => !lines.some((line) => pattern.test(line))).map(({ name }) => name);

test("there are jobs to look at", () => {
  expect(jobs.map(({ name }) => name)).toEqual(["package.yml package:", "package.yml attest:", "test.yml systems:", "test.yml everything:"]);
});

test("every action is pinned to a commit and names its version", () => {
  const used = workflows.flatMap(({ lines }) => lines.filter((line) => /\buses:/.test(line)));
  expect([used.length > 0, used.filter((line) => !/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))]).toEqual([true, []]);
});

test("every job says what it may do", () => {
  expect(without(/^ {4}permissions:/)).toEqual([]);
});

test("every job ends", () => {
  expect(without(/^ {4}timeout-minutes: \d+$/)).toEqual([]);
});

test("no job keeps the credentials of the checkout", () => {
  const kept = jobs.filter(({ lines }) => lines.some((line) => line.includes("actions/checkout@")) && !lines.includes("          persist-credentials: false"));
  expect(kept.map(({ name }) => name)).toEqual([]);
});

test("no text from outside reaches a shell", () => {
  const inShell = workflows.flatMap(({ lines }) => lines.filter((line) => /\brun:.*\$\{\{/.test(line)));
  expect(inShell).toEqual([]);
});

test("only what was made of a tag is vouched for", () => {
  const vouching = jobs.filter(({ lines }) => lines.some((line) => /attestations: write/.test(line)));
  expect(vouching.map(({ lines }) => lines.includes("    if: github.ref_type == 'tag'"))).toEqual([true]);
});
