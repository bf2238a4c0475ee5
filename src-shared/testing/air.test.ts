// An air that lies makes every test on it worthless, so it has tests of its own.

import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import type { BluetoothRole } from "../bluetooth/ports.ts";
import { Air, type Weather } from "./air.ts";
import { fraction } from "./ble-channels.ts";
import { FakeClock } from "./fake-clock.ts";

/** Sends values of `size` bytes that are numbered from 0 and answers which came, in order, and at what time. */
async function sent(count: number, weather: Weather, { from = "central" as BluetoothRole, confirmed = false, size = 20 } = {}) {
  const clock = new FakeClock();
  const air = new Air(clock, { random: fraction(1), ...weather });
  const came: { readonly nth: number; readonly length: number; readonly at: number }[] = [];
  const [sender, receiver] = from === "central" ? [air.central, air.peripheral] : [air.peripheral, air.central];
  receiver.receive((value) => came.push({ nth: (value[0] ?? 0) * 256 + (value[1] ?? 0), length: value.length, at: clock.elapsed() }));
  const sending = (async () => {
    for (let nth = 0; nth < count; nth++) await sender.send(new Uint8Array(size).fill(nth >> 8, 0, 1).fill(nth & 255, 1, 2), confirmed);
  })();
  const settled = await clock.until(
    sending.then(() => undefined, String),
    () => setImmediate(),
  );
  while (clock.next()) await setImmediate();
  return { came, settled, air, clock };
}

const order = ({ came }: Awaited<ReturnType<typeof sent>>) => came.map(({ nth }) => nth);
const upTo = (count: number) => Array.from({ length: count }, (_, i) => i);

test("a fair day carries everything in order", async () => {
  expect(order(await sent(100, { latency: 30, rate: 40_000 }))).toEqual(upTo(100));
});

test("the rate is what was asked for", async () => {
  const { clock } = await sent(100, { rate: 1000 });
  expect(clock.elapsed()).toBe(2000);
});

test("about the share that was asked for is lost", async () => {
  const { length } = order(await sent(1000, { loss: 0.2 }));
  expect(Math.abs(length - 800)).toBeLessThan(40);
});

test("values come late by up to the places that were asked for, and not by more", async () => {
  const places = order(await sent(1000, { rate: 1_000_000, disorder: 40 })).map((nth, at) => at - nth);
  expect([Math.max(...places) > 30, Math.max(...places) <= 41]).toEqual([true, true]);
});

test("with disorder alone nothing is lost", async () => {
  const came = order(await sent(500, { rate: 40_000, disorder: 40 }));
  expect(came.toSorted((a, b) => a - b)).toEqual(upTo(500));
});

test("copies come", async () => {
  expect(order(await sent(500, { duplicates: 0.1 })).length).toBeGreaterThan(520);
});

test("confirmed writes are neither lost nor disordered", async () => {
  expect(order(await sent(100, { loss: 0.5, disorder: 20 }, { confirmed: true }))).toEqual(upTo(100));
});

test("a confirmed write is answered after the way there and back", async () => {
  const { came, clock } = await sent(1, { latency: 30 }, { confirmed: true });
  expect([came[0]?.at, clock.elapsed()]).toEqual([30, 60]);
});

test.each([
  ["lost", 0, undefined],
  ["cut", 100, undefined],
  ["refused", 0, "ExchangeError: transport.closed: too large"],
] as const)("a value too large is %s", async (oversize, length, error) => {
  const { came, settled } = await sent(1, { largest: { central: 100 }, oversize }, { size: 200 });
  expect([came[0]?.length ?? 0, settled]).toEqual([length, error]);
});

test("a stack that floods loses what is above its buffer", async () => {
  expect(order(await sent(20, { floods: true, buffer: 5, rate: 1000 }))).toEqual(upTo(5));
});

test("a stack with back-pressure loses nothing", async () => {
  expect(order(await sent(20, { buffer: 5, rate: 1000 }))).toEqual(upTo(20));
});

test("the connection drops at the value that was asked for", async () => {
  const { settled, air } = await sent(20, { dropsAfter: 10 });
  expect([settled, air.open, air.values]).toEqual(["ExchangeError: transport.closed", false, 11]);
});

test("after it fell silent nothing comes, and nobody is told", async () => {
  const clock = new FakeClock();
  const air = new Air(clock);
  let came = 0;
  air.peripheral.receive(() => came++);
  air.fallSilent();
  await air.central.send(new Uint8Array(20), false);
  clock.advance(1000);
  expect([came, air.open]).toEqual([0, true]);
});
