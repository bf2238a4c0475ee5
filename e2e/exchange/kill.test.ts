// kill -9 of either side in each state of the protocol, and during an import: afterwards both vaults open and hold exactly the old or the new content.

import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { pooled } from "../harness/attacked.ts";
import { type Cli, makeVault, PASSPHRASE, startCli } from "../harness/cli.ts";
import { markedVault } from "../harness/marked-vault.ts";
import { digestOf, startTransfer, statesOf, stopWaiting, transfer } from "../harness/transfer.ts";

const root = mkdtempSync(join(tmpdir(), "keyferry-e2e-"));
const vaults = { from: join(root, "from"), to: join(root, "to") };
writeFileSync(join(root, "marked.json"), markedVault().json);
await Promise.all([makeVault(vaults.from, join(root, "marked.json")), makeVault(vaults.to, join(import.meta.dirname, "../cli/fixtures/bitwarden.json"))]);
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** What a normal session looks like: the states of both sides, and what each vault holds before and after. */
const before = { from: await digestOf(vaults.from), to: await digestOf(vaults.to) };
const [states, after] = await onCopies(async (copies) => {
  const { sender, receiver } = await transfer(copies);
  return [{ sender: uniqueStates(sender), receiver: uniqueStates(receiver) }, await digestOf(copies.to)] as const;
});

type Victim = "sender" | "receiver";
type Folders = { readonly from: string; readonly to: string };

async function onCopies<T>(work: (copies: Folders) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "keyferry-e2e-"));
  try {
    const copies = { from: join(folder, "from"), to: join(folder, "to") };
    for (const name of ["from", "to"] as const) cpSync(vaults[name], copies[name], { recursive: true });
    return await work(copies);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function uniqueStates(side: Parameters<typeof statesOf>[0]): readonly string[] {
  return [...new Set(statesOf(side))];
}

type Row = { readonly state: string; readonly killed: boolean; readonly from: string; readonly to: string; readonly left: readonly string[] };

/** Kills `victim` as soon as it says that it is in `state`; where the other side waits for it to come back, its owner stops it. */
async function killedIn(victim: Victim, state: string): Promise<Row> {
  return onCopies(async (copies) => {
    const running = await startTransfer({ ...copies, receiverStarted: (receiver) => victim === "receiver" && killAt(receiver, state) });
    if (victim === "sender") killAt(running.sender, state);
    stopWithoutLink(victim === "sender" ? running.receiver : running.sender);
    await running.sender.exit;
    await stopWaiting(running.receiver);
    const { receiver, sender } = await running.ended;
    const [from, to] = await Promise.all([digestOf(copies.from), digestOf(copies.to)]);
    return {
      state,
      killed: [sender, receiver].some(({ signal }) => signal === "SIGKILL"),
      from: from === before.from ? "old" : "neither",
      to: to === before.to ? "old" : to === after ? "new" : "neither",
      left: [...strangeFiles(copies.from), ...strangeFiles(copies.to)],
    };
  });
}

function killAt(cli: Cli, state: string): void {
  cli
    .waitFor((event) => event.event === "state" && event.name === state)
    .then(
      () => cli.kill("SIGKILL"),
      () => {}, // it ended before; the row says that nobody was killed
    );
}

function stopWithoutLink(cli: Cli): void {
  cli
    .waitFor((event) => event.event === "link" && event.kind === "none")
    .then(
      () => cli.kill("SIGTERM"),
      () => {}, // it has ended by itself
    );
}

/** Files that a closed vault does not have. */
function strangeFiles(vault: string): readonly string[] {
  return readdirSync(vault).filter((name) => !["vault.db", "vault.lock"].includes(name));
}

test("a normal session goes through every state of both roles", () => {
  // over a link that a busy computer takes for a slow one, packing comes in
  expect({ ...states, sender: states.sender.filter((state) => state !== "weighing" && state !== "packing") }).toEqual({
    sender: [
      "waiting-hello",
      "waiting-reveal",
      "entering-code",
      "identifying",
      "waiting-request",
      "snapshotting",
      "measuring",
      "reviewing",
      "sending",
      "sealing-key",
      "waiting-receipt",
      "concluding",
      "parting",
      "done",
    ],
    receiver: [
      "waiting-hello",
      "showing-code",
      "confirming",
      "approving",
      "requesting",
      "waiting-start",
      "receiving",
      "waiting-key",
      "opening-key",
      "opening",
      "planning",
      "committing",
      "proving",
      "signing",
      "waiting-done",
      "done",
    ],
  });
});

/** Until the sender seals the key, and until the receiver opens it, there is nothing that could be kept. */
const BEFORE_KEY = {
  sender: states.sender.slice(0, states.sender.indexOf("sealing-key")),
  receiver: states.receiver.slice(0, states.receiver.indexOf("opening-key")),
};

test.each(["sender", "receiver"] as const)(
  "a %s killed in any state leaves two vaults that open, each as before or complete, and nothing else",
  async (victim) => {
    const rows = await pooled(states[victim], 3, (state) => killedIn(victim, state));
    const wrong = rows.filter(({ state, from, to, left }) => {
      const fits = BEFORE_KEY[victim].includes(state) && victim === "receiver" ? to === "old" : to !== "neither";
      return !fits || from !== "old" || left.length > 0;
    });
    expect(wrong).toEqual([]);
  },
);

const KILLS = 20;

/** Runs the import; the answer is how many milliseconds it took from the passphrase on. */
async function importInto(vault: string, killAfter?: number): Promise<number> {
  const cli = startCli(["vault", "import", join(root, "many.json"), "--vault", vault]);
  const { id } = await cli.waitFor("prompt");
  cli.answer(String(id), PASSPHRASE);
  const started = performance.now();
  const timer = killAfter === undefined ? undefined : setTimeout(() => cli.kill("SIGKILL"), killAfter);
  await cli.exit;
  clearTimeout(timer);
  return performance.now() - started;
}

test("an import of 2,000 items killed at any moment leaves a vault as before or complete", async () => {
  writeFileSync(join(root, "many.json"), manyLogins(2000));
  const [duration, complete] = await onCopies(async ({ to }) => [await importInto(to), await digestOf(to)]);
  const moments = Array.from({ length: KILLS }, (_, i) => (duration * (i + 1)) / KILLS);
  const rows = await pooled(moments, 1, (moment) =>
    onCopies(async ({ to }) => {
      await importInto(to, moment);
      const digest = await digestOf(to);
      return { moment, vault: digest === before.to ? "old" : digest === complete ? "new" : "neither", left: strangeFiles(to) };
    }),
  );
  expect(rows.filter(({ vault, left }) => vault === "neither" || left.length > 0)).toEqual([]);
});

/** CXF JSON. */
function manyLogins(count: number): string {
  const items = Array.from({ length: count }, (_, i) => ({
    id: Buffer.from(`login ${i}`).toString("base64url"),
    title: `Login ${i}`,
    credentials: [
      { type: "basic-auth", username: { fieldType: "string", value: `sam${i}` }, password: { fieldType: "concealed-string", value: `secret ${i}` } },
    ],
  }));
  const account = { id: Buffer.from("many").toString("base64url"), username: "", email: "", collections: [], items };
  const head = { version: { major: 1, minor: 0 }, exporterRpId: "example.org", exporterDisplayName: "Example", timestamp: 1_767_225_600 };
  return JSON.stringify({ ...head, accounts: [account] });
}
