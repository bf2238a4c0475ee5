// Two desktop programs send and receive through nothing but their calls and views.

import { afterEach, describe, expect, test } from "vitest";
import { approved, closeDesks, ended, type Pair, paired, start, two } from "../../../e2e/harness/desk-pair.ts";
import { type Desk, FakeNetwork, PASSPHRASE } from "../../../e2e/harness/two-desktops.ts";
import { base64url, utf8 } from "../../../src-shared/bytes.ts";
import { type ProgressView, STAGES } from "../../../src-shared/ipc/views-transfer.ts";
import { documentOf, importDocument, loginItem } from "../../../src-shared/testing/vault-fixture.ts";

afterEach(closeDesks);

describe("a whole transfer", () => {
  test("ends with a receipt on both computers", async () => {
    expect(await ended(await approved(await two()))).toEqual(["everything", "everything"]);
  });

  test("brings every item, and tells the vault's view that it changed", async () => {
    const pair = await approved(await two());
    await ended(pair);
    expect([pair.to.session.vault.views().length, pair.to.changes]).toEqual([2, 1]);
  });

  test("goes to the one nearby that was chosen by its label", async () => {
    const network = new FakeNetwork();
    const pair = await two({ from: { network }, to: { network } });
    await pair.from.call("send.look", { on: true });
    await pair.to.call("receive.open", { mode: "screens" });
    const { label } = await pair.to.at("receive", "listening");
    const nearby = await pair.from.when("nearby", ({ computers }) => computers.length > 0);
    const row = nearby.computers.find((one) => one.label === label);
    await pair.from.call("send.start", { to: { by: "nearby", id: row?.id ?? "" }, selection: { by: "all" } });
    expect((await pair.to.at("receive", "code")).mode).toBe("screens");
  });

  test("works when the network lets nobody be found", async () => {
    const pair = await two({ to: { network: new FakeNetwork({ down: true }) } });
    await pair.to.call("receive.open", { mode: "screens" });
    const { label, addresses, qr } = await pair.to.at("receive", "listening");
    expect([label, qr]).toEqual([undefined, `keyferry:${addresses[0]}`]);
  });

  test("takes the code that is read out", async () => {
    const pair = await two();
    await start(pair, { mode: "phone" });
    const { digits } = await pair.to.at("receive", "code");
    await pair.from.at("send", "code");
    await pair.from.call("send.code", { digits: digits.toLowerCase().replace("-", " ") });
    expect((await pair.to.at("receive", "approve")).approval).toEqual({ prompt: "polkit", asking: false, wrong: false });
  });

  test("sends the chosen items and says what else is in the vault", async () => {
    const pair = await two({ items: 3 });
    const items = [{ account: base64url(utf8("account")), item: base64url(utf8("item 1")) }];
    await approved(pair, { selection: { by: "items", items } });
    expect(await ended(pair)).toEqual(["part-of-vault", "part-of-vault"]);
  });

  test("is announced to nobody any more once somebody came", async () => {
    const network = new FakeNetwork();
    const pair = await two({ to: { network } });
    await paired(pair);
    expect(network.advertised).toBe(0);
  });

  test("leaves its receipt in the log, with the way back on the importer alone", async () => {
    const pair = await approved(await two());
    await ended(pair);
    const { receipt } = await pair.to.at("receive", "receipt");
    const kept = await Promise.all([pair.from, pair.to].map((one) => one.call("log.receipt", { transferId: receipt.transferId })));
    expect(kept.map(({ role, undoable }) => [role, undoable])).toEqual([
      ["exporter", false],
      ["importer", true],
    ]);
  });

  test("puts its receipt on the clipboard as text", async () => {
    const pair = await approved(await two());
    await ended(pair);
    const { receipt } = await pair.from.at("send", "receipt");
    await pair.from.call("log.copy", { transferId: receipt.transferId });
    expect(pair.from.copied.join("")).toContain("Sent to: “new laptop”");
  });

  test("can be followed by the next one", async () => {
    const pair = await approved(await two());
    await ended(pair);
    await pair.from.call("send.done", undefined);
    await pair.to.call("receive.done", undefined);
    await approved(pair);
    expect(await ended(pair)).toEqual(["everything", "everything"]);
  });

  test("that was taken back is shown so", async () => {
    const pair = await approved(await two());
    await ended(pair);
    const { receipt } = await pair.to.at("receive", "receipt");
    pair.to.half.undone(receipt.transferId);
    expect((await pair.to.at("receive", "receipt")).receipt).toMatchObject({ undoable: false, undone: true });
  });
});

describe("what the window sees of it", () => {
  const progress = (one: Desk): readonly ProgressView[] =>
    one.pushed.flatMap(({ view }) => (view !== null && "step" in view && view.step === "progress" ? [view.progress] : []));

  test.each(["from", "to"] as const)("goes through the stages in order (%s)", async (side) => {
    const pair = await approved(await two({ items: 3000 }));
    await ended(pair);
    const stages = progress(pair[side]).map(({ stage }) => STAGES.indexOf(stage));
    expect([stages, new Set(stages).size > 3]).toEqual([stages.toSorted((a, b) => a - b), true]);
  });

  test("counts the items of each stage, never more than all", async () => {
    const pair = await approved(await two({ items: 300 }));
    await ended(pair);
    const counts = progress(pair.from).flatMap(({ items }) => (items ? [items] : []));
    expect([counts.every(({ done, total }) => done <= total && total === 300), counts.at(-1)]).toEqual([true, { done: 300, total: 300 }]);
  });

  test("says from the key on that the other side can read it", async () => {
    const pair = await approved(await two());
    await ended(pair);
    const told = progress(pair.from).map(({ stage, disclosed }) => disclosed === (stage === "key" || stage === "verifying"));
    expect(told).not.toContain(false);
  });

  test("holds no secret and no path on either computer", async () => {
    const pair = await approved(await two());
    await ended(pair);
    const seen = JSON.stringify([pair.from, pair.to].flatMap(({ pushed }) => pushed.filter(({ name }) => name !== "app")));
    expect(seen).not.toMatch(new RegExp(["hunter2", PASSPHRASE, pair.from.directory].join("|")));
  });
});

describe("where both vaults hold an item", () => {
  async function merging(): Promise<Pair> {
    const pair = await two({ items: 2 });
    importDocument(pair.to.session.vault, documentOf([loginItem("item 0", "item 0", "bob"), loginItem("item 1", "item 1", "bob")]));
    await approved(pair);
    await pair.to.at("receive", "merge");
    return pair;
  }

  test("the differences are shown, with no secret", async () => {
    const { to } = await merging();
    const { conflicts } = await to.at("receive", "merge");
    expect([conflicts.map(({ title }) => title), JSON.stringify(conflicts).includes("hunter2")]).toEqual([["item 0", "item 1"], false]);
  });

  test("what is not decided keeps both", async () => {
    const pair = await merging();
    const { conflicts } = await pair.to.at("receive", "merge");
    await pair.to.call("receive.decide", { decisions: [{ ordinal: conflicts[0]?.ordinal ?? 0, decision: "keep-mine" }] });
    const { receipt } = await pair.to.at("receive", "receipt");
    expect(receipt.outcomes).toEqual({ "skipped-by-owner": 1, "kept-both": 1 });
  });
});

describe("a name that is meant to deceive", () => {
  test("is shown cleaned and cut", async () => {
    const pair = await two({ from: { name: `Anna\u202e’s laptop\n${"x".repeat(80)}` } });
    await paired(pair);
    const { counterpart } = await pair.to.at("receive", "confirm");
    expect([counterpart.claims.length <= 64, /[\p{Cc}\u202e]/u.test(counterpart.claims), /^([0-9A-F]{4} ?){4}$/.test(counterpart.fingerprint)]).toEqual([
      true,
      false,
      true,
    ]);
  });
});
