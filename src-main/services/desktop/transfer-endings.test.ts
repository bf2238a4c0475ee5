// The ways a transfer between two desktop programs ends early: a wrong code, a no, a stop, and what is refused before it starts.

import { afterEach, describe, expect, test } from "vitest";
import { addressOf, approved, closeDesks, ended, type Pair, paired, reviewed, start, two } from "../../../e2e/harness/desk-pair.ts";
import { FakeNetwork, PASSPHRASE } from "../../../e2e/harness/two-desktops.ts";
import type { Destination } from "../../../src-shared/ipc/contract.ts";
import { documentOf, importDocument, loginItem } from "../../../src-shared/testing/vault-fixture.ts";
import { connectTcp } from "../../platform/tcp.ts";

afterEach(closeDesks);

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
    expect((await pair.from.at("send", "review")).approval).toEqual({ typed: "passphrase", prompt: "polkit", asking: false, wrong: true });
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
