// Two desktop programs send and receive through nothing but their calls and views.

import { afterEach, describe, expect, test } from "vitest";
import { Desk, type DeskOptions, FakeNetwork, PASSPHRASE } from "../../../e2e/harness/two-desktops.ts";
import { base64url, utf8 } from "../../../src-shared/bytes.ts";
import type { Destination, Selection } from "../../../src-shared/ipc/contract.ts";
import { documentOf, importDocument, loginItem } from "../../../src-shared/testing/vault-fixture.ts";
import { connectTcp } from "../../platform/tcp.ts";

const desks: Desk[] = [];
afterEach(async () => {
  for (const desk of desks.splice(0)) await desk.close();
});

async function desk(name: string, options: Partial<DeskOptions> = {}): Promise<Desk> {
  const made = await Desk.open({ name, ...options });
  desks.push(made);
  return made;
}

type Pair = { readonly from: Desk; readonly to: Desk };

async function two(options: { readonly items?: number; readonly from?: Partial<DeskOptions>; readonly to?: Partial<DeskOptions> } = {}): Promise<Pair> {
  const from = await desk("old laptop", options.from);
  const items = Array.from({ length: options.items ?? 2 }, (_, i) => loginItem(`item ${i}`));
  importDocument(from.session.vault, documentOf(items));
  return { from, to: await desk("new laptop", options.to) };
}

async function addressOf(to: Desk, mode: "screens" | "phone" = "screens"): Promise<string> {
  await to.call("receive.open", { mode });
  return (await to.at("receive", "listening")).addresses[0] ?? "";
}

async function start({ from, to }: Pair, { selection = { by: "all" } as Selection, mode = "screens" as const } = {}): Promise<void> {
  const address = await addressOf(to, mode);
  await from.call("send.start", { to: { by: "address", address }, selection });
}

/** The code is typed; the other side asks whether it is the one meant. */
async function paired(pair: Pair, options: Parameters<typeof start>[1] = {}): Promise<Pair> {
  await start(pair, options);
  const { digits } = await pair.to.at("receive", "code");
  await pair.from.at("send", "code");
  await pair.from.call("send.code", { digits: `${digits.slice(0, 4)} ${digits.slice(4)}` });
  await pair.to.at("receive", "confirm");
  return pair;
}

async function reviewed(pair: Pair, options: Parameters<typeof start>[1] = {}): Promise<Pair> {
  await paired(pair, options);
  await pair.to.call("receive.confirm", { match: true });
  await pair.to.at("receive", "approve");
  await pair.to.call("receive.approve", { secret: PASSPHRASE });
  await pair.from.at("send", "review");
  return pair;
}

async function approved(pair: Pair, options: Parameters<typeof start>[1] = {}): Promise<Pair> {
  await reviewed(pair, options);
  await pair.from.call("send.approve", { secret: PASSPHRASE });
  return pair;
}

const ended = async ({ from, to }: Pair) => {
  const sent = await from.at("send", "receipt", "failed");
  const received = await to.at("receive", "receipt", "failed");
  const word = (view: typeof sent | typeof received) => (view.step === "failed" ? view.failure.code : view.receipt.safe.reason);
  return [word(sent), word(received)];
};

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
    await start(pair, { mode: "phone" as never });
    const { digits } = await pair.to.at("receive", "code");
    await pair.from.at("send", "code");
    await pair.from.call("send.code", { digits: digits.toLowerCase().replace("-", " ") });
    expect((await pair.to.at("receive", "approve")).approval).toEqual({ by: "passphrase", wrong: false });
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

describe("pairing", () => {
  test("ends on both sides with a wrong code, as what may be an attack", async () => {
    const pair = await two();
    await start(pair);
    const { digits } = await pair.to.at("receive", "code");
    await pair.from.at("send", "code");
    await pair.from.call("send.code", { digits: digits === "00000000" ? "11111111" : "00000000" });
    const { failure } = await pair.from.at("send", "failed");
    const other = await pair.to.at("receive", "failed");
    expect([failure, other.failure.code]).toEqual([{ code: "pairing.wrong-code", suspicious: true, disclosed: false }, "pairing.wrong-code"]);
  });

  test("is closed for a while after a wrong code, and says how long", async () => {
    const pair = await two();
    await start(pair);
    await pair.from.at("send", "code");
    await pair.from.call("send.code", { digits: "00000000" });
    await pair.from.at("send", "failed");
    await pair.from.call("send.start", { to: { by: "address", address: "127.0.0.1:1" }, selection: { by: "all" } });
    const { failure } = (await pair.from.when("send", (view) => view.step === "failed")) as { failure: { code: string; detail?: string } };
    expect([failure.code, /^[1-5]$/.test(failure.detail ?? "")]).toEqual(["pairing.locked-out", true]);
  });

  test("is not spent by a code that cannot be one", async () => {
    const pair = await two();
    await start(pair);
    await pair.from.at("send", "code");
    const refused = await pair.from.refusal("send.code", { digits: "1234" });
    expect([refused, pair.from.board.get("send").step]).toEqual(["usage.invalid", "code"]);
  });

  test("goes on listening when somebody connects and says nothing", async () => {
    const pair = await two();
    const address = await addressOf(pair.to);
    const [host = "", port] = address.split(":");
    const stranger = await connectTcp(host, Number(port));
    stranger.close();
    await pair.from.call("send.start", { to: { by: "address", address }, selection: { by: "all" } });
    expect((await pair.to.at("receive", "code")).digits).toHaveLength(8);
  });
});

describe("declined", () => {
  test.each<[string, (pair: Pair) => Promise<unknown>, readonly string[]]>([
    ["as the wrong computer", (pair) => paired(pair).then(() => pair.to.call("receive.confirm", { match: false })), ["counterpart.declined", "owner.declined"]],
    [
      "while it is asked whether it is the one",
      (pair) => paired(pair).then(() => pair.to.call("receive.decline", undefined)),
      ["counterpart.declined", "owner.declined"],
    ],
    ["by the sender", (pair) => reviewed(pair).then(() => pair.from.call("send.decline", undefined)), ["owner.declined", "counterpart.declined"]],
  ])("%s, it ends on both computers and nothing is kept", async (_, decline, codes) => {
    const pair = await two();
    await decline(pair);
    expect([await ended(pair), pair.to.session.vault.views().length]).toEqual([codes, 0]);
  });

  test("after five wrong proofs", async () => {
    const pair = await reviewed(await two());
    for (let i = 0; i < 5; i++) await pair.from.call("send.approve", { secret: `wrong ${i}` });
    expect(await ended(pair)).toEqual(["owner.declined", "counterpart.declined"]);
  });

  test("not by one wrong proof, which is said", async () => {
    const pair = await reviewed(await two());
    await pair.from.call("send.approve", { secret: "wrong" });
    expect((await pair.from.at("send", "review")).approval).toEqual({ by: "passphrase", wrong: true });
  });
});

describe("stopped", () => {
  const SENDER: readonly [string, (pair: Pair) => Promise<unknown>][] = [
    ["connecting", ({ from }) => from.call("send.start", { to: { by: "nearby", id: "0123456789abcdef" }, selection: { by: "all" } })],
    ["asked for the code", (pair) => start(pair).then(() => pair.from.at("send", "code"))],
    ["waiting", (pair) => paired(pair)],
    ["reviewing", (pair) => reviewed(pair)],
    ["sending", (pair) => reviewed(pair).then(() => pair.from.call("send.approve", { secret: PASSPHRASE }))],
  ];

  test.each(SENDER)("by the sender while %s, nothing was disclosed", async (_, reach) => {
    const pair = await two({ items: 3000 });
    await reach(pair);
    await pair.from.call("send.stop", undefined);
    const { failure } = await pair.from.at("send", "failed");
    expect([failure, pair.from.board.get("app").transfer]).toEqual([{ code: "owner.cancelled", suspicious: false, disclosed: false }, "none"]);
  });

  const RECEIVER: readonly [string, (pair: Pair) => Promise<unknown>][] = [
    ["showing the code", (pair) => start(pair).then(() => pair.to.at("receive", "code"))],
    ["asked whether it is the one", (pair) => paired(pair)],
    ["asked to approve", (pair) => paired(pair).then(() => pair.to.call("receive.confirm", { match: true }).then(() => pair.to.at("receive", "approve")))],
    ["waiting for the sender", (pair) => reviewed(pair)],
  ];

  test.each(RECEIVER)("by the receiver while %s, both end", async (_, reach) => {
    const pair = await two();
    await reach(pair);
    await pair.to.call("receive.stop", undefined);
    expect([await ended(pair), pair.to.session.vault.views().length]).toEqual([["counterpart.cancelled", "owner.cancelled"], 0]);
  });

  test("after the key was handed over, it is said that the other side can read it", async () => {
    const pair = await two({ items: 1 });
    importDocument(pair.to.session.vault, documentOf([loginItem("item 0", "item 0", "bob")]));
    await approved(pair);
    await pair.to.at("receive", "merge");
    await pair.from.call("send.stop", undefined);
    expect((await pair.from.at("send", "failed")).failure).toEqual({ code: "owner.cancelled", suspicious: false, disclosed: true });
  });

  test("while it only listens, it is no failure and nobody is let in", async () => {
    const network = new FakeNetwork();
    const { to } = await two({ to: { network } });
    await addressOf(to);
    await to.call("receive.stop", undefined);
    await to.at("receive", "idle");
    expect(network.advertised).toBe(0);
  });

  test("with everything else, when the program ends", async () => {
    const pair = await reviewed(await two());
    await pair.from.half.stopAll();
    expect([pair.from.half.running(), pair.from.board.get("send").step]).toEqual([false, "failed"]);
  });
});

describe("one at a time", () => {
  const SOMEWHERE: Destination = { by: "address", address: "127.0.0.1:1" };

  test("nothing is sent while something is received", async () => {
    const { to } = await two();
    await addressOf(to);
    expect(await to.refusal("send.start", { to: SOMEWHERE, selection: { by: "all" } })).toBe("usage.invalid");
  });

  test("an answer to nothing is refused", async () => {
    const { from } = await two();
    const refused = await Promise.all([
      from.refusal("send.decline", undefined),
      from.refusal("send.approve", { secret: "x" }),
      from.refusal("receive.decide", { decisions: [] }),
    ]);
    expect(refused).toEqual(["usage.invalid", "usage.invalid", "usage.invalid"]);
  });

  test("a receipt is not put away while the next transfer runs", async () => {
    const pair = await reviewed(await two());
    expect(await pair.from.refusal("send.done", undefined)).toBe("usage.invalid");
  });

  test.each(["nowhere", "host:0", "::1:80"])("%j is refused before anything starts", async (address) => {
    const { from } = await two();
    const refused = await from.refusal("send.start", { to: { by: "address", address }, selection: { by: "all" } });
    expect([refused, from.board.get("send").step]).toEqual(["usage.invalid", "idle"]);
  });

  test("nobody at an address is said", async () => {
    const { from } = await two();
    await from.call("send.start", { to: { by: "address", address: "127.0.0.1:1" }, selection: { by: "all" } });
    expect((await from.at("send", "failed")).failure.code).toBe("transport.unreachable");
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
