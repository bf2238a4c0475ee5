// What cannot move, written down with `vault stays`: it is named before sending and in the receipts of both computers.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Answers, copyOfVault, type Ended, makeVault, PASSPHRASE, runCli, startCli } from "../harness/cli.ts";

const EXPORT = join(import.meta.dirname, "fixtures/bitwarden.json");
const root = mkdtempSync(join(tmpdir(), "keyferry-e2e-"));
const full = join(root, "full");
const empty = join(root, "empty");

const YES: Answers = { passphrase: PASSPHRASE, "codes-match": true, "approve-import": true, "approve-export": true };
const WRITTEN = { title: "Bank key", type: "passkey", rpId: "bank.example", reason: "kept on a security key" };

beforeAll(async () => {
  await Promise.all([makeVault(full, EXPORT), makeVault(empty)]);
  await stays(full, ["add", "Bank key", "--site", "https://bank.example/login", "--held", "security-key"]);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function stays(vault: string, words: readonly string[]): Promise<Ended> {
  return runCli(["vault", "stays", ...words, "--vault", vault], { answers: YES });
}

async function titles(vault: string): Promise<readonly unknown[]> {
  return (await stays(vault, ["list"])).events.filter(({ event }) => event === "stays").map(({ title }) => title);
}

test("what was written down is listed", async () => {
  expect(await titles(full)).toEqual(["Bank key"]);
});

test("what was crossed out is not listed any more", async () => {
  const copy = copyOfVault(full);
  await stays(copy, ["remove", "Bank key"]);
  expect(await titles(copy)).toEqual([]);
});

test("crossing out what is not there has its own code", async () => {
  const { code, events } = await stays(full, ["remove", "Other"]);
  expect([code, events.find(({ event }) => event === "error")?.code]).toEqual([8, "vault.item-missing"]);
});

test("a plan names it", async () => {
  const { events } = await runCli(["send", "--dry-run", "--vault", full], { answers: YES });
  expect(events.find(({ event }) => event === "plan")?.stays).toEqual([WRITTEN]);
});

test("the review and the receipts of both computers name it, and that account is not to be closed yet", async () => {
  const [from, to] = [copyOfVault(full), copyOfVault(empty)];
  const receiver = startCli(["receive", "--vault", to, "--host", "127.0.0.1", "--no-discovery"], { answers: YES });
  const { host, port } = await receiver.waitFor("listening");
  const reviewed = Promise.withResolvers<unknown>();
  const sender = startCli(["send", "--vault", from, "--to", `${host}:${port}`], {
    answers: {
      ...YES,
      "enter-code": async () => String((await receiver.waitFor("code")).digits),
      "approve-export": ({ detail }) => {
        reviewed.resolve(detail.stays);
        return true;
      },
    },
  });
  const ends = await Promise.all([sender.exit, receiver.exit]);
  const receipts = ends.map(({ events }) => events.find(({ event }) => event === "receipt")?.receipt);
  const safeToCloseOldService = { answer: "no", because: "1 credential cannot be moved and must be set up anew first" };
  expect([await reviewed.promise, ...receipts]).toMatchObject([
    [WRITTEN],
    { role: "exporter", stays: [WRITTEN], safeToCloseOldService },
    { role: "importer", stays: [WRITTEN], safeToCloseOldService },
  ]);
});
