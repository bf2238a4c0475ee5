// The command line on two computers with a network and Bluetooth each: by Bluetooth alone, and from one link to the other in mid-transfer.

import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { PASSPHRASE as LARGE_PASSPHRASE, makeVaults } from "../harness/app-transfer.ts";
import { type Answers, type Cli, type CliEvent, copyOfVault, ENTRY, makeVault, PASSPHRASE, runCli, startCli } from "../harness/cli.ts";
import { type Computers, computersMissing, type NetComputer, openComputers } from "../harness/net-computers.ts";

const root = mkdtempSync(join(tmpdir(), "keyferry-e2e-"));
const full = join(root, "full");
const empty = join(root, "empty");
const YES: Answers = { passphrase: PASSPHRASE, "codes-match": true, "approve-import": true, "approve-export": true };

describe.skipIf(computersMissing !== undefined)(`two computers${computersMissing ? ` (${computersMissing})` : ""}`, () => {
  const ends: (() => unknown)[] = [];
  let air: Computers["air"];
  let old: NetComputer;
  let other: NetComputer;

  beforeAll(async () => {
    await makeVault(empty);
    cpSync(empty, full, { recursive: true });
    await runCli(["vault", "import", join(import.meta.dirname, "../cli/fixtures/bitwarden.json"), "--vault", full], { answers: { passphrase: PASSPHRASE } });
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  beforeEach(async () => {
    const opened = await openComputers("cli", 2, (work) => ends.push(work));
    const [first, second] = opened.computers;
    if (first === undefined || second === undefined) throw new Error("two computers were asked for");
    [air, old, other] = [opened.air, first, second];
  });
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });

  const on = ({ command }: NetComputer) => ({ command: [...command, process.execPath, ENTRY] });
  const codeOf = (receiver: Cli): Answers => ({ "enter-code": async () => String((await receiver.waitFor("code")).digits) });
  const carriers = (events: readonly CliEvent[]) => events.filter(({ event }) => event === "link").map(({ kind }) => kind);

  function receive(): Cli {
    return startCli(["receive", "--vault", copyOfVault(empty)], { answers: YES, ...on(other) });
  }

  function send(receiver: Cli, id: string, { vault = full, passphrase = PASSPHRASE } = {}): Cli {
    return startCli(["send", "--vault", copyOfVault(vault), "--to", id], { answers: { ...YES, passphrase, ...codeOf(receiver) }, ...on(old) });
  }

  test("without any network they find each other by Bluetooth, and everything is proven", async () => {
    for (const computer of [old, other]) computer.cable(false);
    const receiver = receive();
    const { id } = await receiver.waitFor("listening");
    const sender = send(receiver, String(id));
    const [sent, received] = [await sender.exit, await receiver.exit];
    const receipt = received.events.find(({ event }) => event === "receipt")?.receipt;
    expect([sent.code, received.code, carriers(sent.events), receipt]).toMatchObject([0, 0, ["ble"], { safeToCloseOldService: { answer: "yes" } }]);
  });

  test("when the network goes in mid-transfer it goes on by Bluetooth, and over the network when that is back", async () => {
    const { large } = await makeVaults((work) => ends.push(work), 1000);
    old.slow(200);
    const receiver = receive();
    const { id } = await receiver.waitFor("listening");
    const sender = send(receiver, String(id), { passphrase: LARGE_PASSPHRASE, ...(large && { vault: large }) });
    const sends = (from: number) => sender.waitFor((event) => event.event === "progress" && event.phase === "sending" && Number(event.done) > from);
    const first = await sends(0);
    other.cable(false);
    await sender.waitFor((event) => event.event === "link" && event.kind === "ble");
    await sends(Number(first.done));
    other.cable(true);
    const [sent, received] = [await sender.exit, await receiver.exit];
    const receipt = received.events.find(({ event }) => event === "receipt")?.receipt;
    const asked = sent.events.filter(({ event, kind }) => event === "prompt" && kind === "enter-code").length;
    expect([sent.code, received.code, carriers(sent.events).filter((kind) => kind !== "none"), asked, receipt]).toMatchObject([
      ...[0, 0, ["lan", "ble", "lan"], 1],
      { safeToCloseOldService: { answer: "yes" } },
    ]);
  });

  test("Bluetooth that is off keeps nothing from going over the network", async () => {
    for (const { bluez } of [old, other]) bluez.power(false);
    const receiver = receive();
    const { id } = await receiver.waitFor("listening");
    const sender = send(receiver, String(id));
    const [sent, received] = [await sender.exit, await receiver.exit];
    expect([sent.code, received.code, carriers(sent.events), air.links]).toEqual([0, 0, ["lan"], 0]);
  });
});
