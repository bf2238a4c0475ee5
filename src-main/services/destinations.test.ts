// Picking from who is nearby, and waiting for one by name.

import { expect, test } from "vitest";
import { ExchangeError } from "../../src-shared/errors.ts";
import type { Discovery, Nearby } from "../../src-shared/exchange/discovery.ts";
import { FakeRoom } from "../../src-shared/testing/fake-bluetooth.ts";
import { FakeClock } from "../../src-shared/testing/fake-clock.ts";
import { DestinationService } from "./destinations.ts";
import { waysTo } from "./links/computers.ts";

const ID = "4fa2000000000000";

const ADDRESS = { addresses: ["192.168.1.5"], port: 4000 };

function nearby(id: string): Nearby {
  return { id, ...ADDRESS };
}

class FakeDiscovery implements Discovery {
  found: (destination: Nearby) => void = () => {};
  lost: (id: string) => void = () => {};
  trouble: (error: ExchangeError) => void = () => {};
  stopped = false;

  async advertise(): Promise<never> {
    throw new Error("not used here");
  }
  browse(found: (destination: Nearby) => void, lost: (id: string) => void, trouble: (error: ExchangeError) => void = () => {}) {
    this.found = found;
    this.lost = lost;
    this.trouble = trouble;
    return {
      stop: () => {
        this.stopped = true;
      },
    };
  }
}

function make() {
  const [discovery, clock, stop] = [new FakeDiscovery(), new FakeClock(), new AbortController()];
  const room = new FakeRoom(clock);
  const service = new DestinationService({ discovery, clock, central: room.adapter().central });
  return { discovery, clock, stop, room, service, byBluetooth: new DestinationService({ clock, central: room.adapter({ central: "bluetooth.off" }).central }) };
}

test("the list is who is there at the end", async () => {
  const { discovery, clock, stop, service } = make();
  const list = service.list(4000, stop.signal);
  for (const id of ["a", "b"]) discovery.found(nearby(id));
  discovery.lost("a");
  clock.advance(4000);
  expect([(await list).map(({ id }) => id), discovery.stopped]).toEqual([["b"], true]);
});

test("nobody there because nobody could be asked is the network's error", async () => {
  const { discovery, clock, stop, service } = make();
  const list = service.list(4000, stop.signal);
  discovery.trouble(new ExchangeError("transport.unreachable", { detail: "multicast" }));
  clock.advance(4000);
  await expect(list).rejects.toMatchObject({ detail: "multicast" });
});

test("the one that was named is enough", async () => {
  const { discovery, stop, service } = make();
  const wanted = service.waitFor("b", 30_000, stop.signal);
  for (const id of ["a", "b"]) discovery.found(nearby(id));
  expect(await wanted).toEqual({ id: "b", lan: ADDRESS });
});

test("one that Bluetooth finds is given a moment to be found on the network too", async () => {
  const { discovery, clock, stop, room, service } = make();
  const wanted = service.waitFor(ID, 30_000, stop.signal);
  room.hear(ID);
  clock.advance(1000);
  discovery.found(nearby(ID));
  expect(waysTo(await wanted)).toEqual(["lan", "ble"]);
});

test("one that only Bluetooth finds is enough after that", async () => {
  const { clock, stop, room, service } = make();
  const wanted = service.waitFor(ID, 30_000, stop.signal);
  room.hear(ID);
  clock.advance(1500);
  expect(waysTo(await wanted)).toEqual(["ble"]);
});

test("where only Bluetooth is to be used its trouble is the error", async () => {
  const { clock, stop, byBluetooth } = make();
  const list = byBluetooth.list(4000, stop.signal);
  clock.advance(4000);
  await expect(list).rejects.toThrow("bluetooth.off");
});

test("one that does not come is unreachable", async () => {
  const { clock, stop, service } = make();
  const wanted = service.waitFor("b", 30_000, stop.signal);
  clock.advance(30_000);
  await expect(wanted).rejects.toMatchObject({ code: "transport.unreachable" });
});

test("a stop ends the waiting", async () => {
  const { stop, service, discovery } = make();
  const wanted = service.waitFor("b", 30_000, stop.signal);
  stop.abort();
  await expect(wanted).rejects.toMatchObject({ code: "owner.cancelled" });
  expect(discovery.stopped).toBe(true);
});
