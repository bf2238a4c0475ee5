// The contract of `--json`: prompts and answers, what a wrong line does, how a run ends, and that secrets come over stdin alone.

import { spawnSync } from "node:child_process";
import { openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type CliEvent, ENTRY, type Ended, PASSPHRASE, runCli, startCli, temporaryDirectory } from "../harness/cli.ts";

function create(directory = join(temporaryDirectory(), "vault")) {
  return startCli(["vault", "create", "--vault", directory]);
}

function codes(events: readonly CliEvent[]): readonly unknown[] {
  return events.filter(({ event }) => event === "error").map(({ code }) => code);
}

function ending({ code, events }: Ended): readonly unknown[] {
  return [code, ...codes(events)];
}

test.each([
  ["no JSON", "nonsense"],
  ["no object", "7"],
  ["a value of the wrong type", '{"id":"1","value":7}'],
  ["an unknown id", '{"id":"99","value":"x"}'],
  ["an answer of the wrong kind", '{"id":"1","value":true}'],
])("a line with %s is reported and the run goes on", async (_what, line) => {
  const cli = create();
  await cli.waitFor("prompt");
  cli.write(`${line}\n`);
  await cli.waitFor("error");
  cli.answer("1", PASSPHRASE);
  expect(ending(await cli.exit)).toEqual([0, "usage.invalid"]);
});

test("the last event of a run that did its work is done", async () => {
  const cli = create();
  await cli.waitFor("prompt");
  cli.answer("1", PASSPHRASE);
  expect((await cli.exit).events.at(-1)).toEqual({ event: "done" });
});

test("null cancels", async () => {
  const cli = create();
  await cli.waitFor("prompt");
  cli.answer("1", null);
  expect(ending(await cli.exit)).toEqual([3, "owner.cancelled"]);
});

test("stdin that ends during a prompt cancels", async () => {
  const cli = create();
  await cli.waitFor("prompt");
  cli.closeStdin();
  expect(ending(await cli.exit)).toEqual([3, "owner.cancelled"]);
});

test.each(["SIGINT", "SIGTERM"] as const)("%s cancels", async (signal) => {
  const cli = create();
  await cli.waitFor("prompt");
  cli.kill(signal);
  expect(ending(await cli.exit)).toEqual([3, "owner.cancelled"]);
});

test.each([
  [["vault", "nonsense"]],
  [["vault"]],
  [["send", "--to", "nowhere"]],
  [["send", "--select", "nonsense"]],
  [["receive", "--port", "70000"]],
  [["vault", "import", "/nonexistent"]],
  [["vault", "create", "--passphrase", "x"]],
])("%j is not understood", async (words) => {
  expect(ending(await runCli(words))).toEqual([2, "usage.invalid"]);
});

test("cxf is refused where stdout is a file", () => {
  const file = join(temporaryDirectory(), "vault.json");
  const { status } = spawnSync(process.execPath, [ENTRY, "vault", "cxf", "--vault", "/nonexistent"], { stdio: ["ignore", openSync(file, "w"), "pipe"] });
  expect([status, readFileSync(file, "utf8")]).toEqual([2, ""]);
});

test.runIf(process.platform === "linux")("a passphrase shows neither in the arguments nor in the environment of a running process", async () => {
  const directory = join(temporaryDirectory(), "vault");
  const first = create(directory);
  await first.waitFor("prompt");
  first.answer("1", PASSPHRASE);
  await first.exit;
  const cli = startCli(["receive", "--vault", directory, "--host", "127.0.0.1", "--no-discovery"], { answers: { passphrase: PASSPHRASE } });
  await cli.waitFor("listening");
  const seen = ["cmdline", "environ", "comm"].map((name) => readFileSync(`/proc/${cli.pid}/${name}`, "utf8")).join("\n");
  cli.kill("SIGTERM");
  await cli.exit;
  expect(seen).not.toContain(PASSPHRASE);
});

test("without a terminal and without --json a question is refused, not waited for", async () => {
  const { code, stderr } = await runCli(["vault", "create", "--vault", join(temporaryDirectory(), "vault")], { json: false });
  expect([code, stderr]).toEqual([2, expect.stringContaining("no terminal")]);
});

test("help goes to stdout and is a success", async () => {
  const { code, stdout } = await runCli(["--help"], { json: false });
  expect([code, stdout]).toEqual([0, expect.stringContaining("rehearse")]);
});

test("a reader that goes away ends the run quietly", () => {
  const { stderr } = spawnSync("sh", ["-c", `"${process.execPath}" "${ENTRY}" doctor | head -c 1`], { encoding: "utf8" });
  expect(stderr).toBe("");
});
