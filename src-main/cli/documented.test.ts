// docs/cli.md and the program say the same: commands, options, events, prompts, exit codes. And no option takes a secret.

import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { expect, test } from "vitest";
import { ERROR_CODES, EXIT } from "../../src-shared/errors.ts";
import type { Runner } from "./context.ts";
import { EVENTS, PROMPT_KINDS } from "./events.ts";
import { Output } from "./output.ts";
import { makeProgram } from "./program.ts";

const text = readFileSync(new URL("../../docs/cli.md", import.meta.url), "utf8");
const sink = { write: () => true, once: () => {}, on: () => {} };
const never: Runner = () => async () => {};
const program = makeProgram(never, new Output({ json: false, color: false, out: sink, err: sink, elapsed: () => 0 }));

/** Cells of the table under a heading, its head left out. */
function rows(heading: string): readonly (readonly string[])[] {
  const section = text.split(/^#{2,3} /m).find((part) => part.startsWith(`${heading}\n`)) ?? "";
  const lines = section.split("\n").filter((line) => line.startsWith("|"));
  return lines.slice(2).map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

function quoted(cell: string | undefined): readonly string[] {
  return [...(cell ?? "").matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? "");
}

/** Those that do something themselves. */
function leaves(command: Command, path: readonly string[] = []): readonly { readonly path: string; readonly command: Command }[] {
  const below = command.commands.flatMap((one) => leaves(one, [...path, one.name()]));
  return below.length > 0 ? below : [{ path: path.join(" "), command }];
}

test("every event is documented, and no other", () => {
  expect(rows("Events").flatMap(([name]) => quoted(name))).toEqual([...EVENTS]);
});

test("every prompt kind is documented, and no other", () => {
  expect(
    rows("Prompts")
      .flatMap(([name]) => quoted(name))
      .toSorted(),
  ).toEqual([...PROMPT_KINDS].toSorted());
});

test("every error code is documented with its exit code", () => {
  const documented = rows("Exit codes").flatMap(([exit, codes]) => quoted(codes).map((code) => [code, Number(exit)]));
  expect(Object.fromEntries(documented)).toEqual(EXIT);
});

test("every error code is documented once", () => {
  expect(
    rows("Exit codes")
      .flatMap(([, codes]) => quoted(codes))
      .toSorted(),
  ).toEqual([...ERROR_CODES].toSorted());
});

test.each(leaves(program).map(({ path, command }) => [path, command] as const))("%s is documented with its options", (path, command) => {
  const usage = rows("Commands")
    .flatMap(([cell]) => quoted(cell))
    .find((one) => one === path || one.startsWith(`${path} `));
  const missing = [...command.options.map(({ flags }) => flags), ...command.registeredArguments.map((argument) => argument.name())].filter(
    (part) => !usage?.includes(part),
  );
  expect([usage === undefined, missing]).toEqual([false, []]);
});

test("the documented commands all exist", () => {
  const paths = leaves(program).map(({ path }) => path);
  const unknown = rows("Commands")
    .flatMap(([cell]) => quoted(cell))
    .filter((usage) => !paths.includes(usage.replace(/ [[<].*/, "")));
  expect(unknown).toEqual([]);
});

test("no option could take a secret", () => {
  const names = leaves(program).flatMap(({ command }) => [...program.options, ...command.options].map((option) => option.long ?? ""));
  expect(names.filter((name) => /pass(?!key)|secret|code|pin|token|password/.test(name))).toEqual([]);
});
