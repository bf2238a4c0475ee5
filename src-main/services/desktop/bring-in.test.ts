// A file of another program, from the dialog to the vault.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { Desk } from "../../../e2e/harness/two-desktops.ts";

const CSV = "name,url,username,password,note\nMail,https://mail.example/,ann,hunter2,\nBank,https://bank.example/,ann,hunter3,\n";
const CHANGED = CSV.replace("hunter2", "changed");
const desks: Desk[] = [];
afterEach(async () => {
  for (const desk of desks.splice(0)) await desk.close();
});

async function opened(content: string | Uint8Array = CSV, name = "passwords.csv"): Promise<Desk & { readonly path: string }> {
  const desk = await Desk.open({ name: "laptop" });
  desks.push(desk);
  const path = join(desk.directory, name);
  writeFileSync(path, content);
  await desk.call("bringIn.open", { path });
  return Object.assign(desk, { path });
}

const fixture = (name: string) => readFileSync(join(import.meta.dirname, "../../../src-shared/migrate/fixtures", name));

test("the report says what would come, and shows no secret", async () => {
  const desk = await opened();
  const { counts, outcomes, file } = await desk.at("bringIn", "report");
  expect([file, counts.items, outcomes, JSON.stringify(desk.board.get("bringIn")).includes("hunter2")]).toEqual(["passwords.csv", 2, { added: 2 }, false]);
});

test("nothing is in the vault before it is committed", async () => {
  expect((await opened()).session.vault.views()).toEqual([]);
});

test("what is committed is in the vault, and its view is told", async () => {
  const desk = await opened();
  await desk.call("bringIn.commit", { decisions: [] });
  const { outcomes } = await desk.at("bringIn", "done");
  expect([outcomes, desk.session.vault.views().length, desk.changes]).toEqual([{ added: 2 }, 2, 1]);
});

test("what is cancelled leaves no trace", async () => {
  const desk = await opened();
  await desk.call("bringIn.cancel", undefined);
  expect([desk.board.get("bringIn"), desk.session.vault.transfers(), await desk.refusal("bringIn.commit", { decisions: [] })]).toEqual([
    { step: "idle" },
    [],
    "usage.invalid",
  ]);
});

test("a lock forgets what was not committed", async () => {
  const desk = await opened();
  desk.session.lock("idle");
  expect(desk.board.get("bringIn")).toEqual({ step: "idle" });
});

test("a second file takes the place of the first", async () => {
  const desk = await opened();
  writeFileSync(join(desk.directory, "other.csv"), CSV.replace(/Bank.*\n/, ""));
  await desk.call("bringIn.open", { path: join(desk.directory, "other.csv") });
  await desk.call("bringIn.commit", { decisions: [] });
  expect([desk.session.vault.views().length, (await desk.at("bringIn", "done")).file]).toEqual([1, "other.csv"]);
});

test("a committed file that was taken back is shown so", async () => {
  const desk = await opened();
  await desk.call("bringIn.commit", { decisions: [] });
  const { transferId } = await desk.at("bringIn", "done");
  desk.half.undone(transferId);
  expect((await desk.at("bringIn", "done")).undone).toBe(true);
});

test.each<[string, string | Uint8Array, string]>([
  ["that nobody knows", "just words", "format.unsupported"],
  ["that is damaged", '{"version":{"major":1,"minor":0},"exporterRpId":', "format."],
])("a file %s fails with its reason", async (_, content, code) => {
  const { failure } = await (await opened(content, "file.json")).at("bringIn", "failed");
  expect(failure.code).toContain(code);
});

test("a file that cannot be read fails with its name", async () => {
  const desk = await Desk.open({ name: "laptop" });
  desks.push(desk);
  await desk.call("bringIn.open", { path: join(desk.directory, "missing.csv") });
  expect(await desk.at("bringIn", "failed")).toMatchObject({ file: "missing.csv", failure: { code: "usage.invalid" } });
});

test("the dialog's choice is opened, and none changes nothing", async () => {
  const desk = await Desk.open({ name: "laptop" });
  desks.push(desk);
  await desk.call("bringIn.choose", undefined);
  expect(desk.board.get("bringIn")).toEqual({ step: "idle" });
});

describe("a file with a passphrase", () => {
  const NAME = "kdbx3.kdbx";

  test("asks for it", async () => {
    const desk = await opened(fixture(NAME), NAME);
    expect((await desk.at("bringIn", "passphrase")).wrong).toBe(false);
  });

  test("asks again when it is wrong", async () => {
    const desk = await opened(fixture(NAME), NAME);
    await desk.call("bringIn.passphrase", { secret: "wrong" });
    expect((await desk.at("bringIn", "passphrase")).wrong).toBe(true);
  });

  test("is read with the right one", async () => {
    const desk = await opened(fixture(NAME), NAME);
    await desk.call("bringIn.passphrase", { secret: "correct horse" });
    expect((await desk.at("bringIn", "report")).counts.items).toBeGreaterThan(0);
  });
});

describe("where the vault differs", () => {
  async function twice(): Promise<Desk> {
    const desk = await opened();
    await desk.call("bringIn.commit", { decisions: [] });
    writeFileSync(desk.path, CHANGED);
    await desk.call("bringIn.open", { path: desk.path });
    return desk;
  }

  test("the owner decides", async () => {
    const desk = await twice();
    const { conflicts } = await desk.at("bringIn", "report");
    await desk.call("bringIn.commit", { decisions: conflicts.map(({ ordinal }) => ({ ordinal, decision: "take-theirs" as const })) });
    const { outcomes } = await desk.at("bringIn", "done");
    expect([conflicts.length, outcomes]).toEqual([1, { merged: 1, "skipped-duplicate": 1 }]);
  });
});

test("what keeps computers apart is named with its public fact", async () => {
  const desk = await Desk.open({ name: "laptop" });
  desks.push(desk);
  const found = await desk.call("doctor.examine", { to: "192.168.1.7" });
  expect(found.filter(({ kind }) => kind === "trouble")).toEqual([
    { check: "vpn", kind: "trouble", detail: "wg0" },
    { check: "counterpart", kind: "trouble", detail: "absent" },
    { check: "bluetooth", kind: "trouble", detail: "hidden" },
    { check: "key-store", kind: "trouble", detail: "locked" },
  ]);
});
