// docs/bluetooth.md, “Frames”

import { setImmediate } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { Channel } from "../exchange/channel.ts";
import { Air, type Weather } from "../testing/air.ts";
import { channelsOnAir, type OnAir } from "../testing/ble-channels.ts";
import { FakeClock } from "../testing/fake-clock.ts";
import { openBleChannel } from "./ble-channel.ts";
import { closeValue, decodeFrame, helloValue } from "./frame.ts";
import type { BluetoothRole, GattLink } from "./ports.ts";

const turn = () => setImmediate();
const ROLES: readonly BluetoothRole[] = ["central", "peripheral"];
const RADIO: Weather = { latency: 30, rate: 40_000 };

const onAir = (weather?: Weather) => channelsOnAir(turn, weather);
const other = (role: BluetoothRole): BluetoothRole => (role === "central" ? "peripheral" : "central");
const frameOf = (nth: number, length: number) => Uint8Array.from({ length }, (_, i) => (nth * 7 + i) & 255);
const coded = (code: string) => expect.objectContaining({ code });

/** Reads until the end or `count` frames. */
async function read(channel: Channel, count = Number.POSITIVE_INFINITY): Promise<Uint8Array[]> {
  const frames: Uint8Array[] = [];
  for await (const frame of channel.frames()) if (frames.push(frame) >= count) break;
  return frames;
}

async function sendAll(channel: Channel, frames: readonly Uint8Array[]): Promise<void> {
  for (const frame of frames) await channel.send(frame);
}

/** What comes of `frames` on the other side. */
async function carried(on: OnAir, from: BluetoothRole, frames: readonly Uint8Array[]): Promise<readonly Uint8Array[]> {
  const reading = read(on[other(from)], frames.length);
  await on.until(Promise.all([sendAll(on[from], frames), reading]));
  return reading;
}

const settled = <T>(work: Promise<T>): Promise<T | string> => work.catch((thrown) => thrown.code);

describe.each(ROLES)("from the %s", (from) => {
  test("frames of any length come as they were sent", async () => {
    const frames = [0, 1, 2, 502, 503, 504, 505, 506, 507, 1009, 4096, 262_144, 0].map((length, nth) => frameOf(nth, length));
    expect(await carried(await onAir(), from, frames)).toEqual(frames);
  });

  test.each<[string, Weather]>([
    ["an ATT_MTU of 23", { largest: { central: 20, peripheral: 20 } }],
    ["an ATT_MTU of 23 for one direction alone", { largest: { [from]: 20 } }],
    ["an ATT_MTU of 247 and a stack that cuts", { largest: { central: 244, peripheral: 244 }, oversize: "cut" }],
    ["an ATT_MTU of 185 and a stack that refuses", { largest: { central: 182, peripheral: 182 }, oversize: "refused" }],
    ["an ATT_MTU of 247 and a stack that never answers", { largest: { central: 244, peripheral: 244 }, oversize: "never answered" }],
    ["a stack that drops what it cannot buffer", { ...RADIO, floods: true, buffer: 20 }],
    ["disorder of 40 places", { ...RADIO, disorder: 40 }],
    ["copies", { ...RADIO, duplicates: 0.3 }],
    ["every fiftieth value lost", { ...RADIO, loss: 0.02 }],
    ["a very slow radio", { latency: 200, rate: 3000 }],
  ])("everything comes over %s", async (_, weather) => {
    const frames = Array.from({ length: 12 }, (__, nth) => frameOf(nth, 3000));
    expect(await carried(await onAir(weather), from, frames)).toEqual(frames);
  });

  test("at 40 KB/s and 30 ms at least 85 % of the air is payload, of its bytes and of its time", async () => {
    const on = await onAir({ ...RADIO, largest: { central: 244, peripheral: 244 } });
    const [bytes, begun] = [on.air.bytes, on.clock.elapsed()];
    const payload = 50 * 4096;
    await carried(
      on,
      from,
      Array.from({ length: 50 }, (_, nth) => frameOf(nth, 4096)),
    );
    const seconds = (on.clock.elapsed() - begun) / 1000;
    expect(Math.min(payload / (on.air.bytes - bytes), payload / (seconds * 40_000))).toBeGreaterThan(0.85);
  });

  test("a reader that does not read stops the sender within bounds", async () => {
    const on = await onAir(RADIO);
    let given = 0;
    const sending = (async () => {
      for (;;) {
        await on[from].send(frameOf(0, 4096));
        given += 4096;
      }
    })();
    sending.catch(() => {});
    await on.until(new Promise<void>((resolve) => on.clock.after(60_000, resolve)));
    expect([given > 65_536, given < 65_536 + 64 * 509 + 8192 + 4096]).toEqual([true, true]);
  });

  test("a reader that reads again gets everything, though a quarter of all values is lost", async () => {
    const on = await onAir({ ...RADIO, loss: 0.25 });
    const frames = Array.from({ length: 30 }, (_, nth) => frameOf(nth, 4096));
    const sending = sendAll(on[from], frames);
    await on.until(new Promise<void>((resolve) => on.clock.after(300_000, resolve)));
    const reading = read(on[other(from)], frames.length);
    await on.until(Promise.all([sending, reading]));
    expect(await reading).toEqual(frames);
  });

  test("closing delivers what was sent before, then the other side's frames end", async () => {
    const on = await onAir({ ...RADIO, loss: 0.05 });
    const frames = Array.from({ length: 10 }, (_, nth) => frameOf(nth, 800));
    const reading = read(on[other(from)]);
    await on.until(sendAll(on[from], frames));
    on[from].close();
    expect(await on.until(reading)).toEqual(frames);
  });

  test("who closed takes nothing more, and who was closed cannot send any more", async () => {
    const on = await onAir(RADIO);
    on[from].close();
    await on.until(read(on[other(from)]));
    const codes = [settled(on[from].send(frameOf(0, 1))), settled(on[other(from)].send(frameOf(0, 1)))];
    expect(await on.until(Promise.all(codes))).toEqual(["transport.closed", "transport.closed"]);
  });

  test("after both have closed no timer is left and the connection is gone", async () => {
    const on = await onAir(RADIO);
    await carried(on, from, [frameOf(0, 5000)]);
    on[from].close();
    await on.until(read(on[other(from)]));
    on[other(from)].close();
    await turn();
    on.clock.advance(50); // what is on the air comes down
    expect([on.clock.pending, on.air.open]).toEqual([0, false]);
  });

  test("closing ends the connection even when nobody answers any more", async () => {
    const on = await onAir(RADIO);
    on.air.fallSilent();
    await on.until(settled(sendAll(on[from], [frameOf(0, 2000)])));
    on[from].close();
    await on.until((from === "central" ? on.air.central : on.air.peripheral).closed);
    expect(on.air.open).toBe(false);
  });

  test("a connection that drops inside a frame fails both ends with transport.closed, after what came whole", async () => {
    const on = await onAir({ ...RADIO, dropsAfter: 60 });
    const reading = read(on[other(from)]);
    const sending = sendAll(
      on[from],
      Array.from({ length: 10 }, (_, nth) => frameOf(nth, 8000)),
    );
    expect(await on.until(Promise.all([settled(sending), settled(reading)]))).toEqual(["transport.closed", "transport.closed"]);
  });

  test("a dead counterpart is noticed while something is on the way", async () => {
    const on = await onAir(RADIO);
    on.air.fallSilent();
    const sending = sendAll(
      on[from],
      Array.from({ length: 20 }, (_, nth) => frameOf(nth, 8000)),
    );
    const code = await on.until(settled(sending));
    expect([code, on.clock.elapsed() < 20_000]).toEqual(["transport.closed", true]);
  });

  test("a dead counterpart is noticed on an idle link within thirty seconds", async () => {
    const on = await onAir(RADIO);
    on.air.fallSilent();
    const begun = on.clock.elapsed();
    const code = await on.until(settled(read(on[from])));
    const seconds = (on.clock.elapsed() - begun) / 1000;
    expect([code, seconds >= 15 && seconds <= 30]).toEqual(["transport.closed", true]);
  });

  test("an idle link stays, and hardly anything goes over it", async () => {
    const on = await onAir(RADIO);
    const values = on.air.values;
    await on.until(new Promise<void>((resolve) => on.clock.after(600_000, resolve)));
    const frames = [frameOf(1, 100)];
    expect([await carried(on, from, frames), on.air.values - values < 600]).toEqual([frames, true]);
  });

  test("a stack that does not take a value within five seconds ends the channel", async () => {
    const clock = new FakeClock();
    const air = new Air(clock, RADIO);
    let stuck = false;
    const wrapped = (gatt: GattLink): GattLink => ({
      role: gatt.role,
      closed: gatt.closed,
      receive: (onValue) => gatt.receive(onValue),
      send: (value, confirmed) => (stuck ? new Promise(() => {}) : gatt.send(value, confirmed)),
      close: () => gatt.close(),
    });
    const opening = [openBleChannel(wrapped(air[from]), { clock }), openBleChannel(air[other(from)], { clock })];
    const [channel] = await clock.until(Promise.all(opening), turn);
    stuck = true;
    const begun = clock.elapsed();
    await channel?.send(frameOf(0, 100));
    await clock.until(air[from].closed, turn);
    expect(clock.elapsed() - begun).toBe(5000);
  });
});

describe("opening", () => {
  const alone = (role: BluetoothRole, weather: Weather = {}) => {
    const clock = new FakeClock();
    const air = new Air(clock, weather);
    return { clock, air, gatt: air[role], until: <T>(work: Promise<T>) => clock.until(work, turn) };
  };

  test.each(ROLES)("the %s alone gives up after fifteen seconds and hangs up", async (role) => {
    const { clock, air, gatt, until } = alone(role);
    const code = await until(settled(openBleChannel(gatt, { clock })));
    expect([code, clock.elapsed(), air.open]).toEqual(["transport.timed-out", 15_000, false]);
  });

  test("is cancelled by its signal, and the connection ends", async () => {
    const { clock, air, gatt, until } = alone("central");
    const cancelling = new AbortController();
    const opening = settled(openBleChannel(gatt, { clock, signal: cancelling.signal }));
    cancelling.abort();
    const code = await until(opening);
    clock.advance(0); // what is on the air comes down
    expect([code, air.open, clock.pending]).toEqual(["owner.cancelled", false, 0]);
  });

  test("does not begin for a signal that was given before", async () => {
    const { clock, air, gatt } = alone("central");
    const cancelling = new AbortController();
    cancelling.abort();
    expect([await settled(openBleChannel(gatt, { clock, signal: cancelling.signal })), air.values]).toEqual(["owner.cancelled", 0]);
  });

  test.each([
    ["another version", [2, 1, 253, 0], "counterpart.unsupported"],
    ["nothing", [], "counterpart.unsupported"],
  ])("refuses an INFO that says %s", async (_, info, code) => {
    const { clock, air, gatt } = alone("central");
    const asked = { ...gatt, role: gatt.role, closed: gatt.closed, info: Uint8Array.from(info), close: () => gatt.close() };
    expect([await settled(openBleChannel(asked, { clock })), air.open]).toEqual([code, false]);
  });

  test("refuses a counterpart of another version", async () => {
    const { clock, air, gatt, until } = alone("peripheral");
    const opening = openBleChannel(gatt, { clock });
    air.inject("peripheral", helloValue({ version: 2, round: 1, answers: 0, heard: 20 }));
    await expect(until(opening)).rejects.toEqual(coded("counterpart.unsupported"));
  });

  test("a connection that drops meanwhile is transport.closed", async () => {
    const { clock, air, gatt, until } = alone("central");
    const opening = openBleChannel(gatt, { clock });
    air.drop();
    await expect(until(opening)).rejects.toEqual(coded("transport.closed"));
  });

  test("until the ladder says more, only probes are above twenty bytes", async () => {
    const clock = new FakeClock();
    const air = new Air(clock, { ...RADIO, loss: 0.3, random: () => 0.5 });
    const before: number[] = [];
    const watched: GattLink = {
      role: "central",
      closed: air.central.closed,
      receive: (onValue) => air.central.receive(onValue),
      send(value, confirmed) {
        if (decodeFrame(value)?.kind !== "probe") before.push(value.length);
        return air.central.send(value, confirmed);
      },
      close: () => air.central.close(),
    };
    await clock.until(Promise.all([openBleChannel(watched, { clock }), openBleChannel(air.peripheral, { clock })]), turn);
    expect([before.length > 0, Math.max(...before) <= 20]).toEqual([true, true]);
  });
});

test("a CLOSE that claims more than came does not end the frames cleanly", async () => {
  const on = await onAir(RADIO);
  const reading = settled(read(on.peripheral));
  on.air.inject("peripheral", closeValue({ answer: false, sequence: 5 }));
  on.air.drop();
  expect(await on.until(reading)).toBe("transport.closed");
});

test("an answer to a CLOSE nobody sent means nothing", async () => {
  const on = await onAir(RADIO);
  on.air.inject("peripheral", closeValue({ answer: true, sequence: 0 }));
  expect(await carried(on, "central", [frameOf(0, 10)])).toEqual([frameOf(0, 10)]);
});

test("a frame above the limit is not sent", async () => {
  const on = await onAir();
  await expect(on.central.send(new Uint8Array((1 << 18) + 1))).rejects.toEqual(coded("internal.bug"));
});

test("what is sent may be changed afterwards", async () => {
  const on = await onAir(RADIO);
  const frame = frameOf(3, 6000);
  const sending = on.central.send(frame);
  const kept = frame.slice();
  frame.fill(0);
  const reading = read(on.peripheral, 1);
  await on.until(Promise.all([sending, reading]));
  expect(await reading).toEqual([kept]);
});
