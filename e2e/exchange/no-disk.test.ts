// What a transfer writes, traced call by call on both sides: no secret goes anywhere in clear, and only the vault's own files are opened for writing.

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { makeVault, PASSPHRASE, runCli } from "../harness/cli.ts";
import { markedVault, type Secret, secretsIn } from "../harness/marked-vault.ts";
import { readTrace, straceFault, type Trace, tracedCommand } from "../harness/system-calls.ts";
import { documentOf, transfer } from "../harness/transfer.ts";

const fault = straceFault();
const root = mkdtempSync(join(tmpdir(), "keyferry-e2e-"));
const [from, to, home] = [join(root, "from"), join(root, "to"), join(root, "home")];
const marked = markedVault();
const secrets: readonly Secret[] = [...marked.secrets, { name: "passphrase", bytes: Buffer.from(PASSPHRASE) }];
const traces: { sender?: Trace; receiver?: Trace } = {};

beforeAll(async () => {
  if (fault !== undefined) return;
  mkdirSync(home);
  writeFileSync(join(root, "marked.json"), marked.json);
  await Promise.all([makeVault(from, join(root, "marked.json")), makeVault(to)]);
  const [senderLog, receiverLog] = [join(root, "sender.log"), join(root, "receiver.log")];
  await transfer({ from, to, senderCommand: tracedCommand(senderLog, home), receiverCommand: tracedCommand(receiverLog, home) });
  traces.sender = readTrace(senderLog);
  traces.receiver = readTrace(receiverLog);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

beforeEach(({ skip }) => {
  if (fault !== undefined) skip(fault);
});

function traceOf(side: "sender" | "receiver"): Trace {
  const trace = traces[side];
  if (trace === undefined) throw new Error(`no trace of the ${side}`);
  return trace;
}

test("the secrets did arrive", async () => {
  expect(await documentOf(to)).toEqual(await documentOf(from));
});

test("the trace shows what is written: a document given out in clear is found in it", async () => {
  const log = join(root, "cxf.log");
  const answers = { passphrase: PASSPHRASE, "approve-plaintext": true };
  await runCli(["vault", "cxf", "--with-files", "--vault", from], { answers, command: tracedCommand(log, home) });
  expect(secretsIn(readTrace(log).written, marked.secrets)).toEqual(secretsIn(Buffer.from(marked.json), marked.secrets));
});

const SIDES = ["sender", "receiver"] as const;

test.each(SIDES)("the %s writes no secret to any file, socket or pipe", (side) => {
  const { written, unseen } = traceOf(side);
  expect([written.length > 500_000, secretsIn(written, secrets), unseen]).toEqual([true, [], []]);
});

test.each([
  ["sender", from, ["vault.lock", "vault.lock-journal", "vault.db", "vault.db-wal", "vault.db-shm"]],
  ["receiver", to, ["vault.lock", "vault.lock-journal", "vault.db", "vault.db-wal", "vault.db-shm", "staging.db", "staging.db-journal"]],
] as const)("the %s opens nothing for writing but its vault's own files", (side, vault, files) => {
  const opened = traceOf(side).openedForWriting.map((path) => relative(vault, path));
  expect(opened).toEqual(files);
});

test("afterwards no file of either vault holds a secret, and no other file was made", async () => {
  const holding = [from, to].flatMap((vault) => readdirSync(vault).map((name) => secretsIn(readFileSync(join(vault, name)), secrets)));
  expect([holding.flat(), readdirSync(home, { recursive: true })]).toEqual([[], []]);
});
