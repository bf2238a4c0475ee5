// One entry for a computer, whichever way it is found.

import { expect, test } from "vitest";
import type { ExchangeError } from "../../../src-shared/errors.ts";
import { type Discovery, MAXIMUM_NEARBY, type Nearby } from "../../../src-shared/exchange/discovery.ts";
import { FakeRoom } from "../../../src-shared/testing/fake-bluetooth.ts";
import { FakeClock } from "../../../src-shared/testing/fake-clock.ts";
import { type Computer, findComputers, waysTo } from "./computers.ts";

const ID = "4fa2000000000000";
const NEARBY: Nearby = { id: ID, addresses: ["192.168.1.5"], port: 4000 };

function finding(adapter: Parameters<FakeRoom["adapter"]>[0] = {}) {
  const clock = new FakeClock();
  const room = new FakeRoom(clock);
  const told: string[] = [];
  const there = new Map<string, Computer>();
  const network = { found: (_: Nearby) => {}, lost: (_: string) => {}, trouble: (_: ExchangeError) => {} };
  const discovery: Discovery = {
    advertise: () => Promise.reject(new Error("not used here")),
    browse(found, lost, trouble = () => {}) {
      Object.assign(network, { found, lost, trouble });
      return { stop: () => {} };
    },
  };
  const looking = findComputers(
    { discovery, central: room.adapter(adapter).central, clock },
    {
      found: (one) => told.push(waysTo(one).join("+")) && there.set(one.id, one),
      lost: (id) => told.push("lost") && there.delete(id),
      trouble: (way, { code }) => told.push(`${way}: ${code}`),
    },
  );
  const hear = (...signals: readonly number[]) => {
    for (const rssi of signals) room.hear(ID, rssi);
  };
  return { clock, room, told, there, network, looking, hear };
}

test("found in both ways it is one computer", () => {
  const { told, there, network, hear } = finding();
  network.found(NEARBY);
  hear(-70);
  expect([told, there.size]).toEqual([["lan", "lan+ble"], 1]);
});

test("found by Bluetooth alone it is there", () => {
  const { told, hear } = finding();
  hear(-70);
  expect(told).toEqual(["ble"]);
});

test("advertisements that say nothing new are not told", () => {
  const { told, hear } = finding();
  hear(-70, -68, -71, -69);
  expect(told).toEqual(["ble"]);
});

test("how close it seems is told when that is known", () => {
  const { there, hear } = finding();
  hear(-50, -50, -50, -50, -50);
  expect(there.get(ID)?.closeness).toBe("near");
});

test("an address that comes later is told", () => {
  const { there, network } = finding();
  network.found(NEARBY);
  network.found({ ...NEARBY, addresses: ["192.168.1.5", "10.0.0.5"] });
  expect(there.get(ID)?.lan?.addresses).toEqual(["192.168.1.5", "10.0.0.5"]);
});

test("without the network it is still there by Bluetooth", () => {
  const { told, network, hear } = finding();
  network.found(NEARBY);
  hear(-70);
  network.lost(ID);
  expect(told.at(-1)).toBe("ble");
});

test("ten seconds without an advertisement and Bluetooth has lost it", () => {
  const { told, clock, network, hear } = finding();
  network.found(NEARBY);
  hear(-70);
  clock.advance(9000);
  const before = told.at(-1);
  clock.advance(1000);
  expect([before, told.at(-1)]).toEqual(["lan+ble", "lan"]);
});

test("one that goes on advertising stays", () => {
  const { told, clock, hear } = finding();
  hear(-70);
  for (let i = 0; i < 4; i++) {
    clock.advance(9000);
    hear(-70);
  }
  expect(told).toEqual(["ble"]);
});

test("gone in both ways it is lost", () => {
  const { told, clock, network, hear } = finding();
  hear(-70);
  network.found(NEARBY);
  network.lost(ID);
  clock.advance(10_000);
  expect(told.at(-1)).toBe("lost");
});

test("each way has its own trouble, and the other goes on", () => {
  const { told, network } = finding({ central: "bluetooth.off" });
  network.found(NEARBY);
  expect(told).toEqual(["ble: bluetooth.off", "lan"]);
});

test("what advertises no id is nobody", () => {
  const { told, room } = finding();
  room.hear("not an id", -40);
  expect(told).toEqual([]);
});

test("a crowd of ids is cut off", () => {
  const { there, room } = finding();
  for (let i = 0; i < 2 * MAXIMUM_NEARBY; i++) room.hear(i.toString(16).padStart(16, "0"), -70);
  expect(there.size).toBe(MAXIMUM_NEARBY);
});

test("after the end nothing is told and nothing runs", () => {
  const { told, clock, network, looking, room, hear } = finding();
  hear(-70);
  looking.stop();
  network.found(NEARBY);
  expect([told, clock.pending, room.scanning]).toEqual([["ble"], 0, 0]);
});
