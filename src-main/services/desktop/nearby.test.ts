// Who is nearby, as the window sees it.

import { expect, test } from "vitest";
import type { BluetoothProblem } from "../../../src-shared/bluetooth/ports.ts";
import { ExchangeError } from "../../../src-shared/errors.ts";
import type { Discovery, Nearby } from "../../../src-shared/exchange/discovery.ts";
import type { NearbyView } from "../../../src-shared/ipc/views-transfer.ts";
import { FakeRoom } from "../../../src-shared/testing/fake-bluetooth.ts";
import { FakeClock } from "../../../src-shared/testing/fake-clock.ts";
import { NearbyWatch, nearbyLabel } from "./nearby.ts";

const LAPTOP: Nearby = { id: "4fa2000000000000", addresses: ["192.168.1.5"], port: 4000 };

function watched({ fails = false, ...problems }: { readonly fails?: boolean; readonly central?: BluetoothProblem } = {}) {
  const views: NearbyView[] = [];
  const network: { found?: (one: Nearby) => void; lost?: (id: string) => void; trouble?: (error: ExchangeError) => void; browsing: number } = { browsing: 0 };
  const discovery: Discovery = {
    advertise: () => Promise.reject(new ExchangeError("transport.unreachable")),
    browse(found, lost, trouble) {
      network.browsing++;
      if (fails) throw new ExchangeError("transport.unreachable");
      Object.assign(network, { found, lost, trouble });
      return { stop: () => network.browsing-- };
    },
  };
  const clock = new FakeClock();
  const room = new FakeRoom(clock);
  const { central } = room.adapter(problems);
  const watch = new NearbyWatch(() => ({ discovery, central, clock }), { put: (_, view) => views.push(view as NearbyView) });
  return { views, network, watch, room };
}

test("a label is the beginning of the id", () => {
  expect(nearbyLabel(LAPTOP.id)).toBe("4F·A2");
});

test("who is found is shown, without its address", () => {
  const { views, network, watch } = watched();
  watch.look(true);
  network.found?.(LAPTOP);
  expect(views.at(-1)).toEqual({ looking: true, computers: [{ id: LAPTOP.id, label: "4F·A2", links: ["lan"] }] });
});

test("who is gone is not shown", () => {
  const { views, network, watch } = watched();
  watch.look(true);
  network.found?.(LAPTOP);
  network.lost?.(LAPTOP.id);
  expect(views.at(-1)).toEqual({ looking: true, computers: [] });
});

test("a network that cannot be asked is said, and finding goes on", () => {
  const { views, network, watch } = watched();
  watch.look(true);
  network.trouble?.(new ExchangeError("transport.unreachable"));
  expect(views.at(-1)?.trouble).toBe("transport.unreachable");
});

test("nobody is looked for any more when the window stops asking", () => {
  const { views, network, watch } = watched();
  watch.look(true);
  network.found?.(LAPTOP);
  watch.look(false);
  network.found?.(LAPTOP);
  expect([network.browsing, views.at(-1)]).toEqual([0, { looking: false, computers: [] }]);
});

test("asking twice looks once", () => {
  const { network, watch } = watched();
  watch.look(true);
  watch.look(true);
  expect(network.browsing).toBe(1);
});

test("a network that cannot be looked at is said, and looking can begin again", () => {
  const { views, watch, network } = watched({ fails: true });
  watch.look(true);
  const said = views.at(-1);
  watch.look(false);
  expect([said, views.at(-1), network.browsing]).toEqual([
    { looking: true, computers: [], trouble: "transport.unreachable" },
    { looking: false, computers: [] },
    1,
  ]);
});

test("who is found in both ways is one computer with both badges", () => {
  const { views, network, room, watch } = watched();
  watch.look(true);
  network.found?.(LAPTOP);
  room.hear(LAPTOP.id, -40);
  expect(views.at(-1)?.computers.map(({ links }) => links)).toEqual([["lan", "ble"]]);
});

test("how close one seems to be is shown when that is known", () => {
  const { views, room, watch } = watched();
  watch.look(true);
  for (let i = 0; i < 5; i++) room.hear(LAPTOP.id, -80);
  expect(views.at(-1)?.computers[0]?.closeness).toBe("far");
});

test("why Bluetooth is not used is said beside who is found on the network", () => {
  const { views, network, watch } = watched({ central: "bluetooth.denied" });
  watch.look(true);
  network.found?.(LAPTOP);
  expect(views.at(-1)).toMatchObject({ bluetooth: "bluetooth.denied", computers: [{ links: ["lan"] }] });
});
