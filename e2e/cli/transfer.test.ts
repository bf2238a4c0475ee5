// `send` and `receive` in two processes over TCP: a whole transfer, a wrong code, a refusal, a stop, and the rehearsal.

import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Answers, type Cli, copyOfVault, type Ended, makeVault, PASSPHRASE, runCli, startCli } from "../harness/cli.ts";

const EXPORT = join(import.meta.dirname, "fixtures/bitwarden.json");
const root = mkdtempSync(join(tmpdir(), "keyferry-e2e-"));
const full = join(root, "full");
const empty = join(root, "empty");

const YES: Answers = { passphrase: PASSPHRASE, "codes-match": true, "approve-import": true, "approve-export": true };

beforeAll(async () => {
  await makeVault(empty);
  cpSync(empty, full, { recursive: true });
  await runCli(["vault", "import", EXPORT, "--vault", full], { answers: { passphrase: PASSPHRASE } });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function receive(vault: string, answers: Answers = {}): Promise<{ readonly receiver: Cli; readonly address: string }> {
  const receiver = startCli(["receive", "--vault", vault, "--host", "127.0.0.1", "--no-discovery"], { answers: { ...YES, ...answers } });
  const { host, port } = await receiver.waitFor("listening");
  return { receiver, address: `${host}:${port}` };
}

function send(vault: string, address: string, answers: Answers): Cli {
  return startCli(["send", "--vault", vault, "--to", address], { answers: { ...YES, ...answers } });
}

async function shownCode(receiver: Cli): Promise<string> {
  return String((await receiver.waitFor("code")).digits);
}

type Both = { readonly sent: Ended; readonly received: Ended; readonly destination: string; readonly source: string };

async function transfer({ receiving = {}, sending = {} }: { receiving?: Answers; sending?: Answers } = {}): Promise<Both> {
  const [source, destination] = [copyOfVault(full), copyOfVault(empty)];
  const { receiver, address } = await receive(destination, receiving);
  const sender = send(source, address, { "enter-code": () => shownCode(receiver), ...sending });
  const [sent, received] = await Promise.all([sender.exit, receiver.exit]);
  return { sent, received, source, destination };
}

function ending({ code, events }: Ended): readonly unknown[] {
  return [code, events.findLast(({ event }) => event === "error")?.code];
}

async function itemsOf(vault: string): Promise<readonly unknown[]> {
  const { events } = await runCli(["vault", "list", "--vault", vault], { answers: YES });
  return events.filter(({ event }) => event === "item").map(({ title }) => title);
}

test("everything arrives, and both ends hold a receipt that says so", async () => {
  const { sent, received, destination, source } = await transfer();
  const receipts = [sent, received].map(({ events }) => events.find(({ event }) => event === "receipt")?.receipt);
  const kept = await Promise.all([source, destination].map((vault) => runCli(["receipts", "list", "--vault", vault], { answers: YES })));
  expect({
    codes: [sent.code, received.code],
    receipts,
    items: await itemsOf(destination),
    kept: kept.map(({ events }) => events.filter(({ event }) => event === "transfer").length),
  }).toMatchObject({
    codes: [0, 0],
    receipts: [
      { role: "exporter", proven: 3, safeToCloseOldService: { answer: "yes" } },
      { role: "importer", proven: 3, safeToCloseOldService: { answer: "yes" } },
    ],
    items: ["Example mail", "Example bank", "Door code"],
    kept: [1, 1],
  });
});

test("a wrong code ends both sides with its own code, and nothing arrives", async () => {
  const wrong = (code: string) => String((Number(code) + 1) % 100_000_000).padStart(8, "0");
  const [source, destination] = [copyOfVault(full), copyOfVault(empty)];
  const { receiver, address } = await receive(destination);
  const sender = send(source, address, { "enter-code": async () => wrong(await shownCode(receiver)) });
  const [sent, received] = await Promise.all([sender.exit, receiver.exit]);
  const again = await runCli(["receive", "--vault", destination, "--host", "127.0.0.1", "--no-discovery"], { answers: YES });
  expect([ending(sent), ending(received), ending(again), await itemsOf(destination)]).toEqual([
    [6, "pairing.wrong-code"],
    [6, "pairing.wrong-code"],
    [6, "pairing.locked-out"],
    [],
  ]);
});

test("the review says how long it will take over the link that was measured", async () => {
  const reviewed = Promise.withResolvers<unknown>();
  await transfer({
    sending: {
      "approve-export": ({ detail }) => {
        reviewed.resolve(detail.estimate);
        return true;
      },
    },
  });
  expect(await reviewed.promise).toMatchObject({ link: "lan", seconds: 1, itemSeconds: 1 });
});

test("declining to send ends both sides, and nothing arrives", async () => {
  const { sent, received, destination } = await transfer({ sending: { "approve-export": false } });
  expect([ending(sent), ending(received), await itemsOf(destination)]).toEqual([[3, "owner.declined"], [3, "counterpart.declined"], []]);
});

test("declining to receive ends both sides", async () => {
  const { sent, received } = await transfer({ receiving: { "approve-import": false } });
  expect([ending(sent), ending(received)]).toEqual([
    [3, "counterpart.declined"],
    [3, "owner.declined"],
  ]);
});

test("stopping one side stops both", async () => {
  const { receiver, address } = await receive(copyOfVault(empty));
  const sender = startCli(["send", "--vault", copyOfVault(full), "--to", address], { answers: { passphrase: PASSPHRASE } });
  await sender.waitFor(({ kind }) => kind === "enter-code");
  sender.kill("SIGINT");
  const [sent, received] = await Promise.all([sender.exit, receiver.exit]);
  expect([ending(sent), ending(received)]).toEqual([
    [3, "owner.cancelled"],
    [3, "counterpart.cancelled"],
  ]);
});

test("a code read out over the phone pairs too", async () => {
  const destination = copyOfVault(empty);
  const receiver = startCli(["receive", "--vault", destination, "--host", "127.0.0.1", "--no-discovery", "--by-phone"], { answers: YES });
  const { host, port } = await receiver.waitFor("listening");
  const sender = send(copyOfVault(full), `${host}:${port}`, { "enter-code": async () => (await shownCode(receiver)).toLowerCase() });
  const [sent, received] = await Promise.all([sender.exit, receiver.exit]);
  expect([sent.code, received.code]).toEqual([0, 0]);
});

test("only what is selected leaves", async () => {
  const destination = copyOfVault(empty);
  const { receiver, address } = await receive(destination);
  const words = ["send", "--vault", copyOfVault(full), "--to", address, "--select", "kind:totp"];
  await Promise.all([runCli(words, { answers: { ...YES, "enter-code": () => shownCode(receiver) } }), receiver.exit]);
  expect(await itemsOf(destination)).toEqual(["Example mail"]);
});

test("a dry run needs no destination and says what would leave", async () => {
  const { events } = await runCli(["send", "--vault", full, "--dry-run"], { answers: YES });
  expect(events.find(({ event }) => event === "plan")?.counts).toMatchObject({ items: 3, credentials: { "basic-auth": 2, totp: 1, note: 2 } });
});

test("a connection that says nothing does not end Receive", async () => {
  const { receiver, address } = await receive(copyOfVault(empty));
  const [host = "", port] = address.split(":");
  await new Promise<void>((resolve) => {
    const socket = createConnection({ host, port: Number(port) }, () => socket.destroy()).once("close", () => resolve());
  });
  const sender = send(copyOfVault(full), address, { "enter-code": () => shownCode(receiver) });
  const [sent, received] = await Promise.all([sender.exit, receiver.exit]);
  expect([sent.code, received.code]).toEqual([0, 0]);
});

test("an address where nobody listens has its own code", async () => {
  expect(ending(await runCli(["send", "--vault", full, "--to", "127.0.0.1:9"], { answers: YES }))).toEqual([7, "transport.unreachable"]);
});

/** Other tests rehearse at the same time. */
function ownTemporaryFolder(): { readonly env: NodeJS.ProcessEnv; readonly left: () => readonly string[] } {
  const folder = mkdtempSync(join(root, "temporary-"));
  return { env: { ...process.env, TMPDIR: folder }, left: () => readdirSync(folder).filter((name) => name.startsWith("keyferry-rehearsal-")) };
}

test("a rehearsal ends with a receipt for everything and leaves nothing behind", async () => {
  const { env, left } = ownTemporaryFolder();
  const { code, events } = await runCli(["rehearse"], { env });
  const receipt = events.find(({ event }) => event === "receipt")?.receipt;
  expect([code, receipt, events.at(-1), left()]).toEqual([
    0,
    expect.objectContaining({ safeToCloseOldService: { answer: "yes", because: expect.any(String) } }),
    { event: "done" },
    [],
  ]);
});

test("a rehearsal without a terminal answers itself", async () => {
  const { code, stdout } = await runCli(["rehearse"], { json: false });
  expect([code, stdout]).toEqual([0, expect.stringContaining("every byte is the same")]);
});

test("a stopped rehearsal stops both its processes and cleans up", async () => {
  const { env, left } = ownTemporaryFolder();
  const cli = startCli(["rehearse"], { env });
  await cli.waitFor("code");
  cli.kill("SIGTERM");
  expect([ending(await cli.exit), left()]).toEqual([[3, "owner.cancelled"], []]);
});
