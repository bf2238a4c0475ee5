// A vault that is locked in mid-transfer: everything waits, and goes on to the same totals when it is opened again.

import { afterEach, expect, test } from "vitest";
import { closeDesks, reviewed, two } from "../../../e2e/harness/desk-pair.ts";
import { PASSPHRASE } from "../../../e2e/harness/two-desktops.ts";
import type { Channel } from "../../../src-shared/exchange/channel.ts";
import { connectTcp, listenTcp } from "../../platform/tcp.ts";
import type { Lan } from "../links/ports.ts";

const ITEMS = 2000;
/** The sender's frames after the review: start, then chunks. */
const FIRST_CHUNKS = 3;
afterEach(closeDesks);

class CountedLan implements Lan {
  sent = 0;
  at = new Map<number, () => void>();

  async connect(host: string, port: number): Promise<Channel> {
    return this.#counted(await connectTcp(host, port));
  }

  listen() {
    return listenTcp({ host: "127.0.0.1" });
  }

  #counted(channel: Channel): Channel {
    const send = (frame: Uint8Array) => {
      this.at.get(++this.sent)?.();
      return channel.send(frame);
    };
    return { kind: channel.kind, chunkSize: 4096, send, frames: () => channel.frames(), close: () => channel.close() };
  }
}

async function onTheWayToReview() {
  const links = new CountedLan();
  return { ...(await reviewed(await two({ items: ITEMS, from: { lan: links } }))), links };
}

/** Locked while chunks are on their way. */
async function lockedInTheMiddle(whose: "from" | "to" = "from") {
  const desksNow = await onTheWayToReview();
  const { promise: locked, resolve } = Promise.withResolvers<void>();
  desksNow.links.at.set(desksNow.links.sent + FIRST_CHUNKS, () => {
    desksNow[whose].session.lock("idle");
    resolve();
  });
  await desksNow.from.call("send.approve", { secret: PASSPHRASE });
  await locked;
  return desksNow;
}

const turns = async (count: number) => {
  for (let i = 0; i < count; i++) await new Promise<void>((resolve) => setImmediate(resolve));
};

test("nothing more is sent while the sender's vault is locked", async () => {
  const { links } = await lockedInTheMiddle();
  await turns(20);
  const before = links.sent;
  await turns(200);
  expect([links.sent - before, links.sent < 45]).toEqual([0, true]);
});

test("the view says that it waits, and keeps its place", async () => {
  const { from } = await lockedInTheMiddle();
  const view = await from.when("send", (one) => one.step === "progress" && one.progress.paused);
  expect(view.step === "progress" && view.progress.stage).toBe("sending");
});

test("the program says that a transfer waits for the vault", async () => {
  const { from } = await lockedInTheMiddle();
  expect(from.board.get("app")).toMatchObject({ transfer: "sending", phase: { name: "locked", paused: true } });
});

test.each(["from", "to"] as const)("it goes on to the same totals when the vault (%s) is opened again", async (whose) => {
  const { from, to, ...rest } = await lockedInTheMiddle(whose);
  await turns(50);
  await { from, to, ...rest }[whose].session.unlock("passphrase", PASSPHRASE);
  const { receipt } = await from.at("send", "receipt");
  await to.at("receive", "receipt");
  expect([receipt.counts.items, receipt.proven, to.session.vault.views().length]).toEqual([ITEMS, ITEMS, ITEMS]);
});

test("what does not open the vault does not go on with the transfer", async () => {
  const { from } = await lockedInTheMiddle();
  await expect(from.session.unlock("passphrase", "wrong")).rejects.toThrow("vault.wrong-key");
  await turns(50);
  expect(from.board.get("send")).toMatchObject({ step: "progress", progress: { paused: true } });
});

test("nothing can be approved while it is locked", async () => {
  const { from } = await onTheWayToReview();
  from.session.lock("idle");
  const refused = await from.refusal("send.approve", { secret: PASSPHRASE });
  expect([refused, from.board.get("send").step]).toEqual(["vault.locked", "review"]);
});

test("it can be ended while the vault is locked, and the vault is closed then", async () => {
  const { from } = await lockedInTheMiddle();
  await from.half.stopAll();
  expect(from.board.get("app")).toMatchObject({ transfer: "none", phase: { name: "locked", paused: false } });
});

test("the other computer hears at once that it was ended", async () => {
  const { from, to } = await lockedInTheMiddle();
  await from.half.stopAll();
  expect((await to.at("receive", "failed")).failure.code).toBe("counterpart.cancelled");
});
