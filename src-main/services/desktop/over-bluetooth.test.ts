// A transfer by Bluetooth, and one that goes on by it when the network is gone, as the window sees them.

import { afterEach, expect, test } from "vitest";
import { closeDesks, type Pair, reviewedOnceStarted, two } from "../../../e2e/harness/desk-pair.ts";
import { type Desk, FakeNetwork, PASSPHRASE } from "../../../e2e/harness/two-desktops.ts";
import { ExchangeError } from "../../../src-shared/errors.ts";
import type { Channel } from "../../../src-shared/exchange/channel.ts";
import { FakeRoom } from "../../../src-shared/testing/fake-bluetooth.ts";
import { systemClock } from "../../platform/system-clock.ts";
import { connectTcp, listenTcp } from "../../platform/tcp.ts";
import type { Lan } from "../links/ports.ts";

const ITEMS = 300;
afterEach(closeDesks);

/** A network that can be cut. */
class CutLan implements Lan {
  readonly #open = new Set<Channel>();
  #there: boolean;
  #framesLeft = Number.POSITIVE_INFINITY;

  constructor(there: boolean) {
    this.#there = there;
  }

  connect = async (host: string, port: number): Promise<Channel> => {
    if (!this.#there) throw new ExchangeError("transport.unreachable");
    const channel = await connectTcp(host, port);
    this.#open.add(channel);
    const send = (frame: Uint8Array) => {
      if (--this.#framesLeft === 0) this.cut();
      return channel.send(frame);
    };
    return { kind: "lan", chunkSize: 4096, send, frames: () => channel.frames(), close: () => channel.close() };
  };

  listen() {
    return listenTcp({ host: "127.0.0.1" });
  }

  /** The frame itself is lost with the link. */
  cutAtFrame(count: number): void {
    this.#framesLeft = count;
  }

  cut(): void {
    this.#there = false;
    for (const channel of this.#open) channel.close();
  }
}

async function twoInReach({ network, there }: { readonly network: FakeNetwork; readonly there: boolean }) {
  const room = new FakeRoom(systemClock());
  const lan = new CutLan(there);
  const pair = await two({ items: ITEMS, from: { network, lan, bluetooth: room.adapter() }, to: { network, bluetooth: room.adapter() } });
  return { room, lan, ...pair };
}

/** Up to where the sender's owner sees what is to go. */
async function reviewed({ from, to }: Pair) {
  await to.call("receive.open", { mode: "screens" });
  await to.at("receive", "listening");
  await from.call("send.look", { on: true });
  const { computers } = await from.when("nearby", ({ computers: found }) => found.length > 0);
  await from.call("send.start", { to: { by: "nearby", id: computers[0]?.id ?? "" }, selection: { by: "all" } });
  await reviewedOnceStarted({ from, to });
  return computers;
}

const linksSeen = (desk: Desk, name: "send" | "receive") =>
  desk.pushed
    .flatMap(({ name: of, view }) => (of === name && view !== null && "progress" in view ? [view.progress.link] : []))
    .filter((link, i, all) => link !== all[i - 1]);

test("two computers without a network find each other and transfer by Bluetooth", async () => {
  const both = await twoInReach({ network: new FakeNetwork({ down: true }), there: false });
  const computers = await reviewed(both);
  await both.from.call("send.approve", { secret: PASSPHRASE });
  const { receipt } = await both.from.at("send", "receipt");
  await both.to.at("receive", "receipt");
  expect([computers.map(({ links }) => links), receipt.proven, linksSeen(both.from, "send")]).toEqual([[["ble"]], ITEMS, ["ble"]]);
});

test("a network that is cut in the middle is replaced by Bluetooth, and the progress says so", async () => {
  const both = await twoInReach({ network: new FakeNetwork(), there: true });
  await reviewed(both);
  both.lan.cutAtFrame(5);
  await both.from.call("send.approve", { secret: PASSPHRASE });
  const { receipt } = await both.from.at("send", "receipt");
  await both.to.at("receive", "receipt");
  expect([receipt.proven, linksSeen(both.from, "send")]).toEqual([ITEMS, ["lan", "none", "ble"]]);
});

test("nobody is asked anything again because the link is another one", async () => {
  const both = await twoInReach({ network: new FakeNetwork(), there: true });
  await reviewed(both);
  both.lan.cutAtFrame(5);
  await both.from.call("send.approve", { secret: PASSPHRASE });
  await both.to.at("receive", "receipt");
  const steps = both.to.pushed.flatMap(({ name, view }) => (name === "receive" && view !== null && "step" in view ? [view.step] : []));
  expect(["code", "confirm"].map((step) => steps.filter((one) => one === step).length)).toEqual([1, 1]);
});

test("Bluetooth that its owner does not want is neither offered nor looked for", async () => {
  const both = await twoInReach({ network: new FakeNetwork(), there: true });
  for (const desk of [both.from, both.to]) {
    const { preferences, ...app } = desk.board.get("app");
    desk.board.put("app", { ...app, preferences: { ...preferences, useBluetooth: false } });
  }
  await both.to.call("receive.open", { mode: "screens" });
  await both.to.at("receive", "listening");
  await both.from.call("send.look", { on: true });
  const { computers } = await both.from.when("nearby", ({ computers: found }) => found.length > 0);
  expect([computers[0]?.links, both.room.advertised, both.room.scanning]).toEqual([["lan"], [], 0]);
});
