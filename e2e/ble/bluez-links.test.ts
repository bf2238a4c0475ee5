// The product's BlueZ adapters over the stand-in: what they do with D-Bus when two computers find each other, connect, talk, and lose each other.

import { createClient } from "dbus-native";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { bluezCentral } from "../../src-main/platform/bluetooth/bluez-central.ts";
import { bluezPeripheral } from "../../src-main/platform/bluetooth/bluez-peripheral.ts";
import { systemClock } from "../../src-main/platform/system-clock.ts";
import { openBleChannel } from "../../src-shared/bluetooth/ble-channel.ts";
import type { BleCentral, BlePeripheral, Bluetooth, GattLink, Sighting } from "../../src-shared/bluetooth/ports.ts";
import { dashed, serviceUuid } from "../../src-shared/bluetooth/service.ts";
import { utf8 } from "../../src-shared/bytes.ts";
import type { Channel } from "../../src-shared/exchange/channel.ts";
import { Air } from "../harness/bluez-air.ts";
import { BluezStandIn } from "../harness/bluez-stand-in.ts";
import { isInstalled } from "../harness/os-services.ts";
import { openPrivateBus } from "../harness/private-bus.ts";

const ID = "0123456789abcdef";
const clock = systemClock();
const ends: (() => unknown)[] = [];
let air: Air;

async function computer(address: string): Promise<Bluetooth & { readonly bluez: BluezStandIn }> {
  const bus = await openPrivateBus();
  const bluez = await BluezStandIn.open({ busAddress: bus.address, air, address });
  ends.push(
    () => bus.close(),
    () => bluez.close(),
  );
  const connect = async () => createClient({ busAddress: bus.address, authMethods: ["EXTERNAL"], timeout: 0 });
  const ports = { clock, connect, hardware: () => ["hci0"] };
  return { central: bluezCentral(ports), peripheral: bluezPeripheral(ports), bluez };
}

async function two() {
  const [exporter, importer] = await Promise.all([computer("00:AA:01:00:00:01"), computer("00:AA:01:00:00:02")]);
  return { exporter, importer };
}

function found(central: BleCentral): Promise<Sighting> {
  return new Promise((resolve, reject) => {
    const scan = central.scan((sighting) => sighting.rssi !== undefined && resolve(sighting), reject);
    ends.push(() => scan.stop());
  });
}

async function linked(central: BleCentral, peripheral: BlePeripheral) {
  const { promise: there, resolve } = Promise.withResolvers<GattLink>();
  const { stop } = await peripheral.advertise(ID, resolve);
  ends.push(stop);
  const here = await (await found(central)).connect(new AbortController().signal);
  ends.push(() => here.close());
  return { here, there, stop };
}

async function channels(): Promise<{ here: Channel; there: Channel; bluez: BluezStandIn }> {
  const { exporter, importer } = await two();
  const { here, there } = await linked(exporter.central, importer.peripheral);
  const opened = Promise.all([openBleChannel(here, { clock }), there.then((link) => openBleChannel(link, { clock }))]);
  const [first, second] = await opened;
  return { here: first, there: second, bluez: exporter.bluez };
}

const frame = (index: number) => utf8(`${index} `.repeat(700));

async function firstOf(channel: Channel, count: number): Promise<readonly Uint8Array[]> {
  const frames: Uint8Array[] = [];
  for await (const one of channel.frames()) if (frames.push(one) === count) break;
  return frames;
}

const missing = isInstalled("dbus-daemon") ? undefined : "not run, not installed: dbus-daemon";

describe.skipIf(missing !== undefined)(`BlueZ adapters over the stand-in${missing ? ` (${missing})` : ""}`, () => {
  beforeEach(() => {
    air = new Air();
    ends.push(() => air.close());
  });
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });

  test("the id and the signal of one who shows Receive are seen", async () => {
    const { exporter, importer } = await two();
    const { stop } = await importer.peripheral.advertise(ID, () => {});
    ends.push(stop);
    expect(await found(exporter.central)).toMatchObject({ id: ID, rssi: -52 });
  });

  test("nothing but the service goes on air", async () => {
    const { importer } = await two();
    const { stop } = await importer.peripheral.advertise(ID, () => {});
    ends.push(stop);
    expect(importer.bluez.onAir).toEqual([{ Type: "peripheral", ServiceUUIDs: [dashed(serviceUuid(ID))], Discoverable: true }]);
  });

  test("frames cross both ways, whole and in order", async () => {
    const { here, there } = await channels();
    const frames = Array.from({ length: 20 }, (_, index) => frame(index));
    const [came, back] = [firstOf(there, frames.length), firstOf(here, frames.length)];
    for (const one of frames) await Promise.all([here.send(one), there.send(one)]);
    expect([await came, await back]).toEqual([frames, frames]);
  });

  test("both sides hear that a link broke", async () => {
    const { exporter, importer } = await two();
    const { here, there } = await linked(exporter.central, importer.peripheral);
    await here.send(Uint8Array.of(1), true);
    const other = await there;
    air.drop();
    await Promise.all([here.closed, other.closed]);
  });

  test("after a link broke the same one is reached again", async () => {
    const { exporter, importer } = await two();
    const links: GattLink[] = [];
    const { stop } = await importer.peripheral.advertise(ID, (link) => links.push(link));
    ends.push(stop);
    for (const count of [1, 2]) {
      const here = await (await found(exporter.central)).connect(new AbortController().signal);
      await here.send(Uint8Array.of(1), true);
      await vi.waitUntil(() => links.length === count);
      air.drop();
      await Promise.all([here.closed, links[count - 1]?.closed]);
      await vi.waitUntil(() => importer.bluez.advertises.length > 0);
    }
    expect(air.links).toBe(2);
  });

  test("switched off, the state and whoever looks say so", async () => {
    const { exporter } = await two();
    const trouble = Promise.withResolvers<string>();
    const scan = exporter.central.scan(
      () => {},
      ({ code }) => trouble.resolve(code),
    );
    ends.push(() => scan.stop());
    await vi.waitUntil(() => exporter.bluez.scans);
    exporter.bluez.power(false);
    expect([await trouble.promise, await exporter.central.state()]).toEqual(["bluetooth.off", "bluetooth.off"]);
  });

  test("a radio that is used by another program is busy", async () => {
    const { importer } = await two();
    importer.bluez.refuse("NotPermitted");
    await expect(importer.peripheral.advertise(ID, () => {})).rejects.toThrow("bluetooth.busy");
  });
});
