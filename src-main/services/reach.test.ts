// Which of a computer's ways a first link is made by.

import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { openBleChannel } from "../../src-shared/bluetooth/ble-channel.ts";
import type { Sighting } from "../../src-shared/bluetooth/ports.ts";
import { type ErrorCode, ExchangeError } from "../../src-shared/errors.ts";
import type { Channel } from "../../src-shared/exchange/channel.ts";
import { Air } from "../../src-shared/testing/air.ts";
import { FakeRoom } from "../../src-shared/testing/fake-bluetooth.ts";
import { FakeClock } from "../../src-shared/testing/fake-clock.ts";
import { memoryChannels } from "../../src-shared/testing/memory-channel.ts";
import { reach } from "./reach.ts";

const ID = "0123456789abcdef";
const LAN = { addresses: ["a", "b", "c"], port: 4000 };
const GREETING = Uint8Array.of(1, 2, 3);
const forever = () => new AbortController().signal;

function network(answers: { readonly [host: string]: ErrorCode | "there" }) {
  const clock = new FakeClock();
  const tried: string[] = [];
  const others: Channel[] = [];
  const connect = async (host: string) => {
    tried.push(host);
    const answer = answers[host] ?? "transport.unreachable";
    if (answer !== "there") throw new ExchangeError(answer);
    const [near, far] = memoryChannels();
    others.push(far);
    return near;
  };
  const air = new Air(clock);
  const seen: Sighting = { id: ID, connect: async () => air.central };
  const ports = {
    clock,
    lan: { connect, listen: () => Promise.reject(new Error("not used here")) },
    destinations: { waitFor: async () => ({ id: ID, lan: LAN }) },
  };
  const both = { ...ports, bluetooth: new FakeRoom(clock).adapter() };
  /** The other side of Bluetooth, which greets. */
  const greetByBluetooth = async () => (await openBleChannel(air.peripheral, { clock })).send(GREETING);
  return { tried, ports, both, clock, others, air, seen, greetByBluetooth };
}

/** The same, with time going on until it is there. */
async function passing<T>(clock: FakeClock, work: Promise<T>): Promise<T> {
  let open = true;
  const over = work.finally(() => {
    open = false;
  });
  over.catch(() => {}); // the caller hears it
  while (open) {
    await setImmediate();
    if (open) clock.next();
  }
  return over;
}

test("the first address that answers is taken", async () => {
  const { tried, ports } = network({ b: "there", c: "there" });
  await reach(ports, { id: ID }, forever());
  expect(tried).toEqual(["a", "b"]);
});

test("addresses that are known are not looked for", async () => {
  const { ports } = network({ a: "there" });
  const lost = { ...ports, destinations: { waitFor: () => Promise.reject(new ExchangeError("transport.unreachable")) } };
  expect((await reach(lost, { id: ID, lan: LAN }, forever())).channel.kind).toBe("memory");
});

test("nobody at any address is what the first one said", async () => {
  const { ports } = network({ a: "transport.timed-out" });
  await expect(reach(ports, { id: ID, lan: LAN }, forever())).rejects.toThrow("transport.timed-out");
});

test("an owner who stops is not asked to wait for the other addresses", async () => {
  const { tried, ports } = network({});
  const stop = new AbortController();
  const reaching = reach(ports, { id: ID, lan: LAN }, stop.signal);
  stop.abort();
  await expect(reaching).rejects.toThrow("owner.cancelled");
  expect(tried).toEqual(["a"]);
});

test("a network that greets at once leaves Bluetooth alone", async () => {
  const { both, others, seen, clock, air } = network({ a: "there" });
  const reaching = reach(both, { id: ID, lan: LAN, bluetooth: seen }, forever());
  await setImmediate();
  await others[0]?.send(GREETING);
  const { channel } = await reaching;
  expect([channel.kind, air.values, clock.pending]).toEqual(["memory", 0, 0]);
});

test("what greeted is handed on with the rest", async () => {
  const { both, others, seen } = network({ a: "there" });
  const reaching = reach(both, { id: ID, lan: LAN, bluetooth: seen }, forever());
  await setImmediate();
  for (const frame of [GREETING, Uint8Array.of(4)]) await others[0]?.send(frame);
  others[0]?.close();
  const frames: Uint8Array[] = [];
  for await (const frame of (await reaching).channel.frames()) frames.push(frame);
  expect(frames).toEqual([GREETING, Uint8Array.of(4)]);
});

test("a network that connects and does not greet loses to Bluetooth", async () => {
  const { both, seen, clock, greetByBluetooth } = network({ a: "there" });
  const greeting = greetByBluetooth();
  const { channel } = await passing(clock, reach(both, { id: ID, lan: LAN, bluetooth: seen }, forever()));
  await greeting;
  expect(channel.kind).toBe("ble");
});

test("who is only seen by Bluetooth is reached by it", async () => {
  const { both, tried, seen, clock, greetByBluetooth } = network({});
  const greeting = greetByBluetooth();
  const { channel } = await passing(clock, reach(both, { id: ID, bluetooth: seen }, forever()));
  await greeting;
  expect([channel.kind, tried]).toEqual(["ble", []]);
});

test("where both fail the network's reason is told", async () => {
  const { both, clock } = network({ a: "transport.timed-out" });
  const seen: Sighting = { id: ID, connect: () => Promise.reject(new ExchangeError("bluetooth.off")) };
  await expect(passing(clock, reach(both, { id: ID, lan: LAN, bluetooth: seen }, forever()))).rejects.toThrow("transport.timed-out");
});

test("an address is of no use where the network is not to be used", async () => {
  const { ports } = network({ a: "there" });
  const { lan: _, ...without } = ports;
  await expect(reach(without, { host: "a", port: 4000 }, forever())).rejects.toThrow("usage.invalid");
});
