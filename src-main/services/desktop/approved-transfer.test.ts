// Approval within a transfer between two desktop programs: what is asked where, and that nothing moves before the yes.

import { afterEach, describe, expect, test } from "vitest";
import { closeDesks, ended, type Pair, paired, reviewed, two } from "../../../e2e/harness/desk-pair.ts";
import { Desk, PASSPHRASE } from "../../../e2e/harness/two-desktops.ts";
import { FakePresence, no, YES } from "../../../src-shared/testing/fake-presence.ts";
import { putApprovalSettings } from "../approval-settings.ts";

afterEach(closeDesks);

const approval = async ({ from }: Pair) => (await from.at("send", "review")).approval;

/** The sender is asked by a prompt that stays until the test answers it. */
async function prompted(): Promise<Pair> {
  const pair = await reviewed(await two({ from: { presence: new FakePresence() } }));
  void pair.from.call("send.approve", { secret: PASSPHRASE }).catch(() => {}); // ends with the transfer
  await pair.from.presence.shown();
  return pair;
}

describe("sending", () => {
  test("takes the passphrase, then the system's prompt for an export", async () => {
    const pair = await prompted();
    expect([await approval(pair), pair.from.presence.asked.map(({ action }) => action)]).toEqual([
      { typed: "passphrase", prompt: "polkit", asking: true, wrong: false },
      ["export"],
    ]);
  });

  test("names the items and the other computer in the prompt", async () => {
    const { from } = await prompted();
    expect(from.presence.asked[0]?.text).toBe("send 2 items to “new laptop”");
  });

  test("goes on after the yes", async () => {
    const pair = await prompted();
    pair.from.presence.answer(YES);
    expect(await ended(pair)).toEqual(["everything", "everything"]);
  });

  test("sends nothing while the prompt is open or was refused", async () => {
    const pair = await prompted();
    pair.from.presence.answer(no("presence.denied"));
    await pair.from.when("send", (view) => view.step === "review" && view.approval.refused === "presence.denied");
    expect([
      pair.to.session.vault.views().length,
      pair.to.pushed.some(({ view }) => view !== null && "step" in view && view.step === "progress" && view.progress.done > 0),
    ]).toEqual([0, false]);
  });

  test("takes the prompt alone when its owner wants it so", async () => {
    const pair = await two();
    putApprovalSettings(pair.from.session.vault, { passphraseOnExport: false });
    await reviewed(pair);
    const shown = await approval(pair);
    await pair.from.call("send.approve", { secret: "" });
    expect([shown, await ended(pair)]).toEqual([{ prompt: "polkit", asking: false, wrong: false }, ["everything", "everything"]]);
  });

  test("takes the passphrase where the system cannot ask, even when its owner wants the prompt alone", async () => {
    const pair = await two({ from: { presence: FakePresence.without("presence.not-installed") } });
    putApprovalSettings(pair.from.session.vault, { passphraseOnExport: false });
    await reviewed(pair);
    expect(await approval(pair)).toEqual({ typed: "passphrase", missing: "presence.not-installed", asking: false, wrong: false });
  });

  test("can be stopped while the prompt is open, which takes it away", async () => {
    const pair = await prompted();
    await pair.from.call("send.stop", undefined);
    expect([await ended(pair), pair.from.presence.open]).toEqual([["owner.cancelled", "counterpart.cancelled"], 0]);
  });

  test("is approved by no yes that comes after locking", async () => {
    const pair = await prompted();
    pair.from.presence.heedsSignal = false;
    pair.from.session.lock("idle");
    pair.from.presence.answer(YES);
    await pair.from.session.unlock("passphrase", PASSPHRASE);
    expect(await approval(pair)).toEqual({ typed: "passphrase", prompt: "polkit", asking: false, wrong: false });
  });

  test("has its prompt taken away by locking", async () => {
    const { from } = await prompted();
    from.session.lock("idle");
    expect(from.presence.open).toBe(0);
  });

  test("has its prompt taken away when the other computer stops", async () => {
    const pair = await prompted();
    await pair.to.call("receive.stop", undefined);
    await ended(pair);
    expect(pair.from.presence.open).toBe(0);
  });
});

describe("receiving", () => {
  async function asked(presence: FakePresence): Promise<Pair> {
    const pair = await paired(await two({ to: { presence } }));
    await pair.to.call("receive.confirm", { match: true });
    await pair.to.at("receive", "approve");
    return pair;
  }

  test("takes the system's prompt alone, for an import", async () => {
    const { to } = await asked(FakePresence.answering(YES));
    await to.call("receive.approve", { secret: "" });
    expect(to.presence.asked.map(({ action, text }) => [action, text])).toEqual([["import", "receive items from “old laptop”"]]);
  });

  test("takes the passphrase where the system cannot ask", async () => {
    const pair = await asked(FakePresence.answering(no("presence.no-agent")));
    await pair.to.call("receive.approve", { secret: "" });
    const { approval: shown } = await pair.to.at("receive", "approve");
    await pair.to.call("receive.approve", { secret: PASSPHRASE });
    await pair.from.at("send", "review");
    expect(shown).toEqual({ typed: "passphrase", missing: "presence.no-agent", asking: false, wrong: false });
  });

  test("is declined after five refusals", async () => {
    const pair = await asked(FakePresence.answering(no("presence.cancelled")));
    for (let i = 0; i < 5; i++) await pair.to.call("receive.approve", { secret: "" });
    expect(await ended(pair)).toEqual(["counterpart.declined", "owner.declined"]);
  });

  test("has its prompt taken away when it is declined in the window", async () => {
    const pair = await asked(new FakePresence());
    const pressed = pair.to.call("receive.approve", { secret: "" });
    await pair.to.presence.shown();
    await pair.to.call("receive.decline", undefined);
    await pressed;
    expect([pair.to.presence.open, await ended(pair)]).toEqual([0, ["counterpart.declined", "owner.declined"]]);
  });
});

test("practice asks exactly as sending does", async () => {
  const desk = await Desk.open({ name: "laptop" });
  try {
    await desk.call("send.start", { to: { by: "rehearsal" }, selection: { by: "all" } });
    const view = await desk.when("send", ({ step, rehearsal }) => step === "code" && rehearsal?.digits !== undefined);
    await desk.call("send.code", { digits: view.rehearsal?.digits ?? "" });
    const { approval: shown } = await desk.at("send", "review");
    await desk.call("send.approve", { secret: PASSPHRASE });
    await desk.at("send", "progress", "receipt");
    expect([shown, desk.presence.asked.map(({ action }) => action)]).toEqual([
      { typed: "passphrase", prompt: "polkit", asking: false, wrong: false },
      ["export"],
    ]);
  } finally {
    await desk.close();
  }
});
