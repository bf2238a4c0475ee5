// When and which way an exporter dials for a session that goes on.

import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { openBleChannel } from "../../../src-shared/bluetooth/ble-channel.ts";
import { ExchangeError } from "../../../src-shared/errors.ts";
import type { Channel } from "../../../src-shared/exchange/channel.ts";
import { FakeRoom } from "../../../src-shared/testing/fake-bluetooth.ts";
import { FakeClock } from "../../../src-shared/testing/fake-clock.ts";
import { memoryChannels } from "../../../src-shared/testing/memory-channel.ts";
import { ExporterLinks } from "./exporter-links.ts";

const ID = "0123456789abcdef";
const turns = async () => {
  for (let i = 0; i < 20; i++) await setImmediate();
};

/** A link of that kind, and its other end. */
function link(kind: "lan" | "ble"): readonly [Channel, Channel] {
  const [near, far] = memoryChannels();
  return [{ ...near, kind, chunkSize: 4096, send: (frame) => near.send(frame), frames: () => near.frames(), close: () => near.close() }, far];
}

async function session(began: "lan" | "ble", { lanAnswers = true, advertised = true } = {}) {
  const clock = new FakeClock();
  const room = new FakeRoom(clock);
  const dialled: string[] = [];
  const network = { answers: lanAnswers };
  const connect = async (host: string, port: number) => {
    dialled.push(`${host}:${port}`);
    if (!network.answers) throw new ExchangeError("transport.unreachable");
    return link("lan")[0];
  };
  const accept = (gatt: Parameters<typeof openBleChannel>[0]) => void openBleChannel(gatt, { clock }).catch(() => {}); // called off when the network was faster
  if (advertised) await room.adapter().peripheral.advertise(ID, accept);
  const [channel, far] = link(began);
  const where = { id: ID, ...(began === "lan" && { lan: { addresses: ["10.0.0.1"], port: 4000 } }) };
  const lan = { connect, listen: () => Promise.reject(new Error("not used here")) };
  const links = new ExporterLinks({ lan, bluetooth: room.adapter(), clock }, { channel, where });
  const came: string[] = [];
  const stop = new AbortController();
  void (async () => {
    for (;;) came.push((await links.next(stop.signal)).kind);
  })().catch(() => {});
  void consume(links.channel);
  await turns();
  /** Time goes on by so much, and what it brings is done. */
  const pass = async (milliseconds: number) => {
    for (let left = milliseconds; left > 0; left -= 100) {
      clock.advance(Math.min(left, 100));
      await turns();
    }
  };
  return { clock, room, dialled, network, links, came, far, stop, pass };
}

async function consume(channel: Channel): Promise<void> {
  for await (const _ of channel.frames());
}

test("while the network carries the session nothing is dialled", async () => {
  const { dialled, room, pass } = await session("lan");
  await pass(9000);
  expect([dialled, room.scanning, room.airs.length]).toEqual([[], 0, 0]);
});

test("without a link the network is dialled again at once", async () => {
  const { links, far, came, pass } = await session("lan");
  far.close();
  links.carriedBy(undefined);
  await turns();
  await pass(100);
  expect(came).toEqual(["lan"]);
});

test("without a link and a network Bluetooth is dialled", async () => {
  const { links, far, came, pass } = await session("lan", { lanAnswers: false });
  far.close();
  links.carriedBy(undefined);
  await pass(5000);
  expect(came).toEqual(["ble"]);
});

test("the network is dialled in growing pauses while it does not answer", async () => {
  const { links, far, dialled, pass } = await session("lan", { lanAnswers: false, advertised: false });
  far.close();
  links.carriedBy(undefined);
  await pass(8000);
  expect(dialled).toHaveLength(4);
});

test("while Bluetooth carries the session and no address is known nothing is dialled", async () => {
  const { dialled, room, pass } = await session("ble");
  await pass(40_000);
  expect([dialled, room.scanning]).toEqual([[], 0]);
});

test("an address that the importer says is dialled at once while Bluetooth carries the session", async () => {
  const { links, dialled, came, pass } = await session("ble");
  links.reachable({ addresses: ["10.0.0.9"], port: 4100 });
  await pass(100);
  expect([dialled, came]).toEqual([["10.0.0.9:4100"], ["lan"]]);
});

test("where the importer is by Bluetooth is learnt from itself", async () => {
  const { links, far, came, pass } = await session("lan", { lanAnswers: false });
  links.reachable({ id: ID, addresses: [], port: 4000 });
  far.close();
  links.carriedBy(undefined);
  await pass(5000);
  expect(came).toEqual(["ble"]);
});

test("a silent network that answers when it is dialled is left alone", async () => {
  const { links, dialled, pass } = await session("lan");
  let gone = false;
  void consume(links.channel).finally(() => {
    gone = true;
  });
  await pass(20_000);
  expect([dialled.length > 0, gone]).toEqual([true, false]);
});

test("a silent network that does not answer either is given up", async () => {
  const { far, pass, network } = await session("lan");
  let heard = false;
  void consume(far).finally(() => {
    heard = true;
  });
  network.answers = false;
  await pass(16_000);
  expect(heard).toBe(true);
});

test("after the end nothing is dialled and no time runs", async () => {
  const { links, stop, clock, room, far, dialled, pass } = await session("lan", { lanAnswers: false, advertised: false });
  far.close();
  links.carriedBy(undefined);
  await pass(1000);
  stop.abort();
  links.close();
  await turns();
  const before = dialled.length;
  await pass(60_000);
  expect([dialled.length - before, room.scanning, clock.pending]).toEqual([0, 0, 0]);
});
