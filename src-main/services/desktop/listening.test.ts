// How long a computer shows Receive, and what ends it.

import { afterEach, expect, test } from "vitest";
import { Desk, FakeNetwork } from "../../../e2e/harness/two-desktops.ts";
import { FakeClock } from "../../../src-shared/testing/fake-clock.ts";
import { nearbyLabel } from "./nearby.ts";

const desks: Desk[] = [];
afterEach(async () => {
  for (const desk of desks.splice(0)) await desk.close();
});

async function listening(down = false) {
  const clock = new FakeClock();
  const network = new FakeNetwork({ down });
  const desk = await Desk.open({ name: "new", clock, network });
  desks.push(desk);
  await desk.call("receive.open", { mode: "screens" });
  await desk.at("receive", "listening");
  return { clock, network, desk };
}

test("it shows what can be typed, what can be seen, and ten minutes", async () => {
  const { desk, network } = await listening();
  const { label, addresses, qr, secondsLeft } = await desk.at("receive", "listening");
  expect([label, qr, secondsLeft]).toEqual([nearbyLabel(network.ids[0] ?? ""), `keyferry:${addresses[0]}`, 600]);
});

test.each([false, true])("whether others on the network can find it is said (network down: %s)", async (down) => {
  const { desk } = await listening(down);
  expect((await desk.at("receive", "listening")).network).toBe(!down);
});

test("each minute is told when it begins", async () => {
  const { clock, desk } = await listening();
  clock.advance(61_000);
  expect(desk.board.get("receive")).toMatchObject({ step: "listening", secondsLeft: 540 });
});

test("after ten minutes nobody can find it any more", async () => {
  const { clock, network, desk } = await listening();
  clock.advance(600_000);
  await desk.at("receive", "idle");
  expect([network.advertised, clock.pending]).toEqual([0, 0]);
});

test("a vault that is locked lets nobody in", async () => {
  const { network, desk } = await listening();
  desk.session.lock("owner");
  await desk.at("receive", "idle");
  expect(network.advertised).toBe(0);
});

test("it holds neither the vault nor the window open", async () => {
  const { desk } = await listening();
  expect([desk.half.running(), desk.board.get("app").transfer]).toEqual([false, "none"]);
});
