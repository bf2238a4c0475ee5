// How a computer that shows Receive is found, and what comes in while it does and afterwards.

import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import type { BluetoothProblem } from "../../../src-shared/bluetooth/ports.ts";
import { ExchangeError } from "../../../src-shared/errors.ts";
import type { Channel } from "../../../src-shared/exchange/channel.ts";
import type { Discovery } from "../../../src-shared/exchange/discovery.ts";
import { FakeRoom } from "../../../src-shared/testing/fake-bluetooth.ts";
import { FakeClock } from "../../../src-shared/testing/fake-clock.ts";
import { memoryChannels } from "../../../src-shared/testing/memory-channel.ts";
import { seededRandom } from "../../../src-shared/testing/random.ts";
import { Accepting } from "./accepting.ts";
import type { Visibility } from "./bluetooth-offer.ts";
import { ChannelQueue } from "./channel-queue.ts";
import { dialBluetooth } from "./dialling.ts";

const turns = async () => {
  for (let i = 0; i < 20; i++) await setImmediate();
};

async function receiving({ peripheral, multicast = true }: { readonly peripheral?: BluetoothProblem; readonly multicast?: boolean } = {}) {
  const clock = new FakeClock();
  const room = new FakeRoom(clock);
  const announced = new Set<string>();
  const discovery: Discovery = {
    async advertise({ id }) {
      if (!multicast) throw new ExchangeError("transport.unreachable");
      announced.add(id);
      return { stop: async () => void announced.delete(id) };
    },
    browse: () => ({ stop: () => {} }),
  };
  const arrivals = new ChannelQueue(clock);
  const listener = {
    host: "10.0.0.1",
    port: 4000,
    addresses: ["10.0.0.1"],
    next: (signal: AbortSignal = new AbortController().signal) => arrivals.next(signal),
    close: () => arrivals.close(),
  };
  const lan = { connect: () => Promise.reject(new Error("not used here")), listen: async () => listener };
  const shown: Visibility[] = [];
  const ports = { lan, bluetooth: room.adapter({ ...(peripheral && { peripheral }) }), discovery, clock, primitives: { random: seededRandom("id") } };
  const accepting = await Accepting.open(ports, { onVisibility: (visibility) => shown.push(visibility) });
  await accepting.offered();
  const comeByNetwork = () => {
    const [near, far] = memoryChannels();
    arrivals.put({ kind: "lan", chunkSize: 4096, send: (frame) => near.send(frame), frames: () => near.frames(), close: () => near.close() });
    return far;
  };
  const pass = async (milliseconds: number) => {
    for (let left = milliseconds; left > 0; left -= 100) {
      clock.advance(Math.min(left, 100));
      await turns();
    }
  };
  const comeByBluetooth = async () => {
    const dialling = dialBluetooth({ central: room.adapter().central, id: accepting.id, clock }, new AbortController().signal);
    await pass(1000);
    return dialling;
  };
  return { clock, room, announced, accepting, shown, comeByNetwork, comeByBluetooth, pass };
}

const onAir = ({ room }: { readonly room: FakeRoom }) => room.advertised.length;

test("it is found under the same id in both ways", async () => {
  const { accepting, announced, room } = await receiving();
  expect([[...announced], room.advertised]).toEqual([[accepting.id], [accepting.id]]);
});

test("without multicast it is found by Bluetooth", async () => {
  const { accepting } = await receiving({ multicast: false });
  expect([accepting.announced, accepting.visibility, accepting.findable]).toEqual([false, "visible", true]);
});

test("without Bluetooth it is found on the network, and it is said why", async () => {
  const { accepting, shown } = await receiving({ peripheral: "bluetooth.no-adapter" });
  expect([accepting.announced, accepting.findable, shown]).toEqual([true, true, ["bluetooth.no-adapter"]]);
});

test("links of both kinds come in one queue", async () => {
  const { accepting, comeByNetwork, comeByBluetooth } = await receiving();
  const next = accepting.next();
  await comeByBluetooth();
  comeByNetwork();
  expect([(await next).kind, (await accepting.next()).kind]).toEqual(["ble", "lan"]);
});

test("two that come at once are both taken", async () => {
  const { accepting, comeByNetwork } = await receiving();
  const [first, second] = [accepting.next(), accepting.next()];
  comeByNetwork();
  comeByNetwork();
  expect([(await first).kind, (await second).kind]).toEqual(["lan", "lan"]);
});

test("who waits no longer takes nobody", async () => {
  const { accepting, comeByNetwork } = await receiving();
  const stop = new AbortController();
  const given = accepting.next(stop.signal);
  stop.abort();
  await expect(given).rejects.toThrow("owner.cancelled");
  comeByNetwork();
  expect((await accepting.next()).kind).toBe("lan");
});

test("once somebody is there on the network nobody finds it any more", async () => {
  const all = await receiving();
  all.accepting.paired("lan");
  await turns();
  expect([all.announced.size, onAir(all)]).toEqual([0, 0]);
});

test("what carries the session before somebody is there changes nothing", async () => {
  const all = await receiving();
  all.accepting.links.carriedBy?.("lan");
  await turns();
  expect([all.announced.size, onAir(all)]).toEqual([1, 1]);
});

test("when the session loses its link it is offered by Bluetooth again, not on the network", async () => {
  const all = await receiving();
  all.accepting.paired("lan");
  await turns();
  all.accepting.links.carriedBy?.(undefined);
  await turns();
  expect([all.announced.size, onAir(all)]).toEqual([0, 1]);
});

test("when the network carries it again for a while the offer ends", async () => {
  const all = await receiving();
  all.accepting.paired("lan");
  all.accepting.links.carriedBy?.(undefined);
  await turns();
  all.accepting.links.carriedBy?.("lan");
  await turns();
  const before = onAir(all);
  await all.pass(15_000);
  expect([before, onAir(all)]).toEqual([1, 0]);
});

test("a network that has been silent for long is doubted: Bluetooth is offered beside it", async () => {
  const all = await receiving();
  all.comeByNetwork();
  await all.accepting.next();
  all.accepting.paired("lan");
  await all.pass(20_000);
  const before = onAir(all);
  await all.pass(10_000);
  expect([before, onAir(all)]).toEqual([0, 1]);
});

test("links that come after the pairing are for the session", async () => {
  const { accepting, comeByNetwork } = await receiving();
  accepting.paired("ble");
  comeByNetwork();
  const taken: Channel = await accepting.links.next(new AbortController().signal);
  expect([taken.kind, accepting.links.reach]).toEqual(["lan", { id: accepting.id, addresses: ["10.0.0.1"], port: 4000 }]);
});

test("Bluetooth that is switched on later makes it visible", async () => {
  const clock = new FakeClock();
  const room = new FakeRoom(clock);
  const { central, peripheral } = room.adapter();
  let off = true;
  const advertise: typeof peripheral.advertise = (id, onLink) => (off ? Promise.reject(new ExchangeError("bluetooth.off")) : peripheral.advertise(id, onLink));
  const bluetooth = { central, peripheral: { ...peripheral, advertise } };
  const accepting = await Accepting.open({ bluetooth, clock, primitives: { random: seededRandom("id") } });
  await accepting.offered();
  const before = accepting.visibility;
  off = false;
  clock.advance(5000);
  await accepting.offered();
  expect([before, accepting.visibility]).toEqual(["bluetooth.off", "visible"]);
});

test("closed, it is found by nobody, takes nobody and lets no time run", async () => {
  const all = await receiving();
  const next = all.accepting.next();
  all.accepting.close();
  await expect(next).rejects.toThrow("transport.closed");
  await turns();
  expect([all.announced.size, onAir(all), all.clock.pending]).toEqual([0, 0, 0]);
});

test("what is on its way by Bluetooth when it is closed still arrives", async () => {
  const { accepting, comeByBluetooth, pass } = await receiving();
  const taking = accepting.next();
  const far = await comeByBluetooth();
  const near = await taking;
  await near.send(Uint8Array.of(7));
  near.close();
  accepting.close();
  await pass(1000);
  const { value } = await far.frames()[Symbol.asyncIterator]().next();
  expect(value).toEqual(Uint8Array.of(7));
});

test("a link by Bluetooth on which nothing is said is given up after ten seconds", async () => {
  const { accepting, comeByBluetooth, pass } = await receiving();
  const next = accepting.next();
  await comeByBluetooth();
  const first = (await next).frames()[Symbol.asyncIterator]().next();
  const why = first.catch((thrown: ExchangeError) => thrown.code);
  await pass(10_000);
  expect(await why).toBe("transport.timed-out");
});
