// `keyferry vault …` as a program runs it: one vault made from a Bitwarden export, each change on a copy of it.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Answers, type CliEvent, copyOfVault, type Ended, makeVault, PASSPHRASE, runCli, startCli, temporaryDirectory } from "../harness/cli.ts";

const EXPORT = join(import.meta.dirname, "fixtures/bitwarden.json");
const root = mkdtempSync(join(tmpdir(), "keyferry-e2e-"));
const vault = join(root, "vault");

beforeAll(() => makeVault(vault, EXPORT));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function inVault(directory: string, words: readonly string[], answers: Answers = {}): Promise<Ended> {
  return runCli([...words, "--vault", directory], { answers: { passphrase: PASSPHRASE, ...answers } });
}

async function events(directory: string, words: readonly string[], answers: Answers = {}): Promise<readonly CliEvent[]> {
  const ended = await inVault(directory, words, answers);
  if (ended.code !== 0) throw new Error(ended.stdout);
  return ended.events;
}

async function titles(directory: string, words: readonly string[]): Promise<readonly unknown[]> {
  return (await events(directory, words)).filter(({ event }) => event === "item").map(({ title }) => title);
}

async function digest(directory: string): Promise<unknown> {
  return (await events(directory, ["vault", "digest"])).find(({ event }) => event === "digest")?.hex;
}

function ending({ code, events: all }: Ended): readonly unknown[] {
  return [code, all.findLast(({ event }) => event === "error")?.code];
}

describe("reading", () => {
  test("list names every item", async () => {
    expect(await titles(vault, ["vault", "list"])).toEqual(["Example mail", "Example bank", "Door code"]);
  });

  test("list tells no secret", async () => {
    expect((await inVault(vault, ["vault", "list"])).stdout).not.toMatch(/made-up|JBSWY/);
  });

  test("search finds by address, whatever the case", async () => {
    expect(await titles(vault, ["vault", "search", "BANK.example"])).toEqual(["Example bank"]);
  });

  test("show masks secrets", async () => {
    expect((await inVault(vault, ["vault", "show", "Example mail"])).stdout).not.toMatch(/made-up|JBSWY/);
  });

  test("show reveals after approval", async () => {
    expect((await inVault(vault, ["vault", "show", "Example mail", "--reveal"], { "approve-reveal": true })).stdout).toMatch(/made-up-mail-password/);
  });

  test("show reveals nothing when that is declined", async () => {
    const ended = await inVault(vault, ["vault", "show", "Example mail", "--reveal"], { "approve-reveal": false });
    expect([...ending(ended), /made-up/.test(ended.stdout)]).toEqual([3, "owner.declined", false]);
  });

  test("an item that is not there has its own code", async () => {
    expect(ending(await inVault(vault, ["vault", "show", "Nothing"]))).toEqual([8, "vault.item-missing"]);
  });
});

describe("bringing in", () => {
  test("a second import of the same changes nothing", async () => {
    const copy = copyOfVault(vault);
    const before = await digest(copy);
    await events(copy, ["vault", "import", EXPORT]);
    expect(await digest(copy)).toBe(before);
  });

  test("a dry run says what would happen and writes nothing", async () => {
    const directory = await makeVault(join(temporaryDirectory(), "vault"));
    const before = await digest(directory);
    const plan = (await events(directory, ["vault", "import", EXPORT, "--dry-run"])).find(({ event }) => event === "plan");
    expect([plan?.outcomes, await digest(directory)]).toEqual([{ added: 3 }, before]);
  });

  test("undo takes an import back", async () => {
    const directory = await makeVault(join(temporaryDirectory(), "vault"));
    const before = await digest(directory);
    const brought = (await events(directory, ["vault", "import", EXPORT])).find(({ event }) => event === "transfer");
    await events(directory, ["vault", "undo", String(brought?.transferId)], { "approve-undo": true });
    expect(await digest(directory)).toBe(before);
  });

  test("a file that is nothing known is refused", async () => {
    expect(ending(await inVault(vault, ["vault", "import", import.meta.filename]))).toEqual([4, "format.unsupported"]);
  });
});

describe("in the clear", () => {
  test("cxf is one document event in machine mode", async () => {
    const document = (await events(vault, ["vault", "cxf"], { "approve-plaintext": true })).find(({ event }) => event === "document")?.document;
    expect(document).toMatchObject({ version: { major: 1, minor: 0 }, accounts: [{ items: [{ title: "Example mail" }, {}, {}] }] });
  });

  test("cxf gives nothing without approval", async () => {
    const ended = await inVault(vault, ["vault", "cxf"], { "approve-plaintext": false });
    expect([...ending(ended), /made-up/.test(ended.stdout)]).toEqual([3, "owner.declined", false]);
  });

  test("cxf gives only what is selected", async () => {
    const document = (await events(vault, ["vault", "cxf", "--select", "kind:note"], { "approve-plaintext": true })).find(({ event }) => event === "document");
    expect(JSON.stringify(document).match(/"title":"(?!Work|Servers)[^"]*"/g)).toEqual(['"title":"Example bank"', '"title":"Door code"']);
  });
});

describe("the trash", () => {
  test("putting an item there takes it off the list", async () => {
    const copy = copyOfVault(vault);
    await events(copy, ["vault", "trash", "put", "Door code"]);
    expect(await titles(copy, ["vault", "list"])).toEqual(["Example mail", "Example bank"]);
  });

  test("restoring brings back the very same content", async () => {
    const copy = copyOfVault(vault);
    const before = await digest(copy);
    await events(copy, ["vault", "trash", "put", "Door code"]);
    await events(copy, ["vault", "trash", "restore", "Door code"]);
    expect(await digest(copy)).toBe(before);
  });

  test("emptying removes what is in it", async () => {
    const copy = copyOfVault(vault);
    await events(copy, ["vault", "trash", "put", "Door code"]);
    await events(copy, ["vault", "trash", "empty"], { "approve-purge": true });
    expect(await titles(copy, ["vault", "trash", "list"])).toEqual([]);
  });
});

describe("opening", () => {
  test("a wrong passphrase has its own code", async () => {
    expect(ending(await inVault(vault, ["vault", "list"], { passphrase: "wrong" }))).toEqual([8, "vault.wrong-key"]);
  });

  test("a missing vault has its own code", async () => {
    expect(ending(await inVault(join(root, "nowhere"), ["vault", "list"]))).toEqual([8, "vault.missing"]);
  });

  test("a second vault in the same place is refused", async () => {
    expect(ending(await inVault(vault, ["vault", "create"], { "new-passphrase": "other" }))).toEqual([8, "vault.exists"]);
  });

  test("a second process is told that the vault is in use", async () => {
    const first = startCli(["vault", "list", "--vault", vault]);
    await first.waitFor("prompt");
    const second = await inVault(vault, ["vault", "list"]);
    first.kill("SIGKILL");
    await first.exit;
    expect(ending(second)).toEqual([8, "vault.in-use"]);
  });

  test("the recovery key opens it too", async () => {
    const directory = join(temporaryDirectory(), "vault");
    const made = await events(directory, ["vault", "create"], { "new-passphrase": PASSPHRASE });
    const key = String(made.find(({ event }) => event === "recovery-key")?.key);
    expect((await inVault(directory, ["vault", "list", "--recovery"], { "recovery-key": key.toLowerCase() })).code).toBe(0);
  });

  test("an added passphrase opens it, a removed one does not", async () => {
    const copy = copyOfVault(vault);
    const old = (await events(copy, ["vault", "slots", "list"])).find(({ provider }) => provider === "passphrase")?.id;
    await events(copy, ["vault", "slots", "add", "passphrase"], { "new-passphrase": "second" });
    await events(copy, ["vault", "slots", "remove", String(old)]);
    expect([ending(await inVault(copy, ["vault", "digest"])), (await inVault(copy, ["vault", "digest"], { passphrase: "second" })).code]).toEqual([
      [8, "vault.wrong-key"],
      0,
    ]);
  });
});
