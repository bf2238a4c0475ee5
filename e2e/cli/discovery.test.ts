// Finding the other computer instead of typing its address: two processes on one network.

import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Answers, type Cli, copyOfVault, makeVault, PASSPHRASE, runCli, startCli } from "../harness/cli.ts";

const root = mkdtempSync(join(tmpdir(), "keyferry-e2e-"));
const full = join(root, "full");
const empty = join(root, "empty");
const YES: Answers = { passphrase: PASSPHRASE, "codes-match": true, "approve-import": true, "approve-export": true };

beforeAll(async () => {
  await makeVault(empty);
  cpSync(empty, full, { recursive: true });
  await runCli(["vault", "import", join(import.meta.dirname, "fixtures/bitwarden.json"), "--vault", full], { answers: { passphrase: PASSPHRASE } });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function receive(): Promise<{ readonly receiver: Cli; readonly id: string }> {
  const receiver = startCli(["receive", "--vault", copyOfVault(empty)], { answers: YES });
  const { id } = await receiver.waitFor("listening");
  return { receiver, id: String(id) };
}

function code(receiver: Cli): Answers {
  return { "enter-code": async () => String((await receiver.waitFor("code")).digits) };
}

test("destinations names who shows Receive, and takes it back", async () => {
  const { receiver, id } = await receive();
  const watcher = startCli(["destinations", "--watch"]);
  await watcher.waitFor((event) => event.event === "destination" && event.id === id && event.state === "found");
  receiver.kill("SIGTERM");
  const lost = await watcher.waitFor((event) => event.event === "destination" && event.id === id && event.state === "lost");
  watcher.kill("SIGTERM");
  await Promise.all([receiver.exit, watcher.exit]);
  expect(lost).toMatchObject({ id });
});

test("send finds the id it was given", async () => {
  const { receiver, id } = await receive();
  const sent = await runCli(["send", "--vault", copyOfVault(full), "--to", id], { answers: { ...YES, ...code(receiver) } });
  await receiver.exit;
  expect(sent.code).toBe(0);
});

test("send without a destination offers those it finds", async () => {
  const { receiver, id } = await receive();
  const sent = await runCli(["send", "--vault", copyOfVault(full)], { answers: { ...YES, ...code(receiver), "choose-destination": id } });
  await receiver.exit;
  expect(sent.code).toBe(0);
});
