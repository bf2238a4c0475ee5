// The central over a noble that answers what a test lets it answer. The real one, over the air: e2e/ble

import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import type { GattLink, Sighting } from "../../../src-shared/bluetooth/ports.ts";
import { CHARACTERISTICS, serviceUuid } from "../../../src-shared/bluetooth/service.ts";
import { FakeClock } from "../../../src-shared/testing/fake-clock.ts";
import { type Noble, nobleCentral } from "./noble-central.ts";
import type { NoblePeripheral } from "./noble-link.ts";

const ID = "0123456789abcdef";
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
const never = () => new Promise<never>(() => {});
const CONNECTING = { state: "connecting", connectAsync: never };

class FakeNoble extends EventEmitter {
  scans = 0;
  stops = 0;

  startScanning(_services: readonly string[], _duplicates: boolean, done: () => void): void {
    this.scans++;
    done();
  }

  stopScanning(): void {
    this.stops++;
  }
}

class FakeCharacteristic extends EventEmitter {
  readonly uuid: string;
  readonly written: [string, boolean][] = [];
  answers = true;

  constructor(uuid: string) {
    super();
    this.uuid = uuid;
  }

  readAsync = async () => Uint8Array.of(1);
  subscribeAsync = async () => {};

  async writeAsync(value: Buffer, withoutResponse: boolean): Promise<void> {
    this.written.push([value.toString(), withoutResponse]);
    if (!this.answers) await never();
  }
}

class FakePeripheral extends EventEmitter {
  readonly advertisement: { serviceUuids: readonly string[] };
  rssi = -50;
  state = "disconnected";
  hangUps = 0;
  readonly rx = new FakeCharacteristic(CHARACTERISTICS.rx);
  readonly tx = new FakeCharacteristic(CHARACTERISTICS.tx);

  constructor(uuid = serviceUuid(ID)) {
    super();
    this.advertisement = { serviceUuids: [uuid] };
  }

  async connectAsync(): Promise<void> {
    this.state = "connected";
  }

  cancelConnect(): void {
    throw new TypeError("not a function"); // as on macOS and Windows
  }

  disconnect(): void {
    this.hangUps++;
  }

  updateRssiAsync = async () => this.rssi;

  async discoverSomeServicesAndCharacteristicsAsync() {
    return { characteristics: [this.rx, this.tx, new FakeCharacteristic(CHARACTERISTICS.info)] };
  }
}

function central(noble = new FakeNoble()) {
  const clock = new FakeClock();
  return { clock, noble, central: nobleCentral({ clock, load: async () => noble as unknown as Noble }) };
}

function withoutNoble(message: string) {
  return nobleCentral({ clock: new FakeClock(), load: () => Promise.reject(new Error(message)) });
}

async function scanning() {
  const [parts, seen, troubles] = [central(), [] as Sighting[], [] as string[]];
  const { stop } = parts.central.scan(
    (one) => seen.push(one),
    ({ code }) => troubles.push(code),
  );
  await settled();
  parts.noble.emit("stateChange", "poweredOn");
  await settled();
  return { ...parts, seen, troubles, stop };
}

/** What the adapter found of `peripheral`, and a way to connect to it. */
async function found(peripheral: FakePeripheral) {
  const parts = await scanning();
  parts.noble.emit("discover", peripheral as unknown as NoblePeripheral);
  const [sighting] = parts.seen;
  if (sighting === undefined) throw new Error("not seen");
  return { ...parts, connect: (signal = new AbortController().signal) => sighting.connect(signal) };
}

async function linked(peripheral: FakePeripheral): Promise<{ readonly link: GattLink; readonly clock: FakeClock }> {
  const { connect, clock } = await found(peripheral);
  return { link: await connect(), clock };
}

const codeOf = (work: Promise<unknown>) => work.then(() => "done").catch(({ code }: { readonly code: string }) => code);

test.each([
  ["Cannot find package '@abandonware/noble'", "bluetooth.unavailable"],
  ["Address family not supported by protocol", "bluetooth.no-adapter"],
])("without noble (%s) the state says so", async (message, state) => {
  expect(await withoutNoble(message).state()).toBe(state);
});

test("without noble a scan says why it does not work", async () => {
  const troubles: string[] = [];
  withoutNoble("no build").scan(
    () => {},
    ({ code }) => troubles.push(code),
  );
  await settled();
  expect(troubles).toEqual(["bluetooth.unavailable"]);
});

test.each([
  ["poweredOn", "ready"],
  ["poweredOff", "bluetooth.off"],
  ["unauthorized", "bluetooth.denied"],
  ["unsupported", "bluetooth.no-adapter"],
])("what noble calls %s is %s", async (said, state) => {
  const { noble, central: one } = central();
  const asked = one.state();
  await settled();
  noble.emit("stateChange", said);
  expect(await asked).toBe(state);
});

test("an adapter about which nothing is said for three seconds is unknown", async () => {
  const { clock, central: one } = central();
  const asked = one.state();
  await settled();
  clock.advance(3000);
  expect(await asked).toBe("unknown");
});

test("noble that fails to begin is unavailable", async () => {
  const { noble, central: one } = central();
  const asked = one.state();
  await settled();
  noble.emit("warning", "Initialization of USB device failed: no");
  expect(await asked).toBe("bluetooth.unavailable");
});

test("a computer is told once for each signal", async () => {
  const { noble, seen } = await scanning();
  const peripheral = new FakePeripheral();
  for (const rssi of [-50, -50, -60, 127, 127]) noble.emit("discover", Object.assign(peripheral, { rssi }));
  expect(seen.map(({ id, rssi }) => [id, rssi])).toEqual([
    [ID, -50],
    [ID, -60],
    [ID, undefined],
  ]);
});

test("a computer whose signal stays the same is told again after a second", async () => {
  const { noble, seen, clock } = await scanning();
  const peripheral = new FakePeripheral();
  noble.emit("discover", peripheral);
  clock.advance(1000);
  noble.emit("discover", peripheral);
  expect(seen.length).toBe(2);
});

test("other services are not told", async () => {
  const { noble, seen } = await scanning();
  noble.emit("discover", new FakePeripheral("180f"));
  expect(seen).toEqual([]);
});

test("looking goes on by itself when Bluetooth is on again", async () => {
  const { noble, troubles } = await scanning();
  noble.emit("stateChange", "poweredOff");
  noble.emit("stateChange", "poweredOn");
  expect([noble.scans, troubles]).toEqual([2, ["bluetooth.off"]]);
});

test("the last scan to stop stops noble", async () => {
  const { noble, stop } = await scanning();
  stop();
  expect([noble.stops, noble.listenerCount("discover")]).toEqual([1, 0]);
});

test("a connection that does not come is given up after 15 seconds", async () => {
  const peripheral = Object.assign(new FakePeripheral(), CONNECTING);
  const { connect, clock } = await found(peripheral);
  const outcome = codeOf(connect());
  clock.advance(15_000);
  expect([await outcome, peripheral.hangUps]).toEqual(["transport.timed-out", 1]);
});

test("a connection that comes after it was given up is ended", async () => {
  const peripheral = Object.assign(new FakePeripheral(), CONNECTING);
  const { connect } = await found(peripheral);
  const stop = new AbortController();
  const outcome = codeOf(connect(stop.signal));
  stop.abort();
  await outcome;
  peripheral.emit("connect");
  expect([await outcome, peripheral.hangUps]).toEqual(["owner.cancelled", 2]);
});

test("a computer without all characteristics is unreachable", async () => {
  const peripheral = Object.assign(new FakePeripheral(), { discoverSomeServicesAndCharacteristicsAsync: async () => ({ characteristics: [] }) });
  const { connect } = await found(peripheral);
  expect([await codeOf(connect()), peripheral.hangUps]).toEqual(["transport.unreachable", 1]);
});

test("values go out one after the other, confirmed or not", async () => {
  const peripheral = new FakePeripheral();
  const { link } = await linked(peripheral);
  await Promise.all([link.send(Buffer.from("a"), true), link.send(Buffer.from("b"), false)]);
  expect(peripheral.rx.written).toEqual([
    ["a", false],
    ["b", true],
  ]);
});

test("values that came before anybody took them are handed over", async () => {
  const peripheral = new FakePeripheral();
  const { link } = await linked(peripheral);
  const got: number[] = [];
  peripheral.tx.emit("data", Uint8Array.of(1));
  link.receive(([first]) => got.push(first ?? 0));
  peripheral.tx.emit("data", Uint8Array.of(2));
  expect(got).toEqual([1, 2]);
});

test("a confirmed write that is not answered ends the connection after five seconds", async () => {
  const peripheral = new FakePeripheral();
  const { link, clock } = await linked(peripheral);
  peripheral.rx.answers = false;
  const outcome = codeOf(link.send(Buffer.from("a"), true));
  await settled();
  clock.advance(5000);
  expect([await outcome, peripheral.hangUps]).toEqual(["transport.timed-out", 1]);
});

test("a value the stack does not take is lost, and the link goes on", async () => {
  const peripheral = new FakePeripheral();
  const { link, clock } = await linked(peripheral);
  peripheral.rx.answers = false;
  const outcome = codeOf(link.send(Buffer.from("a"), false));
  await settled();
  clock.advance(1000);
  expect([await outcome, peripheral.hangUps]).toEqual(["done", 0]);
});

test("nothing is sent once the connection is gone", async () => {
  const peripheral = new FakePeripheral();
  const { link } = await linked(peripheral);
  peripheral.emit("disconnect");
  await link.closed;
  expect([await codeOf(link.send(Buffer.from("a"), false)), peripheral.rx.written]).toEqual(["transport.closed", []]);
});

test("a link that was closed ends even where noble does not say so", async () => {
  const { link, clock } = await linked(new FakePeripheral());
  link.close();
  clock.advance(5000);
  expect(await codeOf(link.closed)).toBe("done");
});
