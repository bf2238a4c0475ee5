// Whatever the air does, a Bluetooth channel gives out the beginning of what was given to it; and everything, unless the air loses too much.

import { setImmediate } from "node:timers/promises";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Channel } from "../exchange/channel.ts";
import { Air, type Weather } from "../testing/air.ts";
import { channelsOnAir, fraction } from "../testing/ble-channels.ts";
import { FakeClock } from "../testing/fake-clock.ts";
import { openBleChannel } from "./ble-channel.ts";
import { ackValue, closeValue, dataValue, helloValue, pingValue, probeValue } from "./frame.ts";

const turn = () => setImmediate();
const share = (most: number) => fc.integer({ min: 0, max: 100 }).map((part) => (part / 100) * most);
const largest = fc.integer({ min: 20, max: 512 });
const lengths = fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 1, maxLength: 12 });
const seed = fc.integer({ min: 0, max: 1_000_000 });

/** Without loss above `loss` and without an end. */
const fair = (loss: number): fc.Arbitrary<Weather> =>
  fc.record({
    latency: fc.integer({ min: 0, max: 200 }),
    rate: fc.integer({ min: 10_000, max: 200_000 }),
    loss: share(loss),
    duplicates: share(0.3),
    disorder: fc.integer({ min: 0, max: 40 }),
    largest: fc.record({ central: largest, peripheral: largest }),
    oversize: fc.constantFrom("lost", "cut", "refused"),
    buffer: fc.integer({ min: 1, max: 40 }),
  });

/** Gives the channel frames of these lengths; ends with the first that is refused. */
async function give(channel: Channel, lengths: readonly number[], from: number): Promise<void> {
  for (const [nth, length] of lengths.entries()) await channel.send(frameOf(from, nth, length));
}

const frameOf = (from: number, nth: number, length: number) => Uint8Array.from({ length }, (_, i) => (from * 101 + nth * 17 + i) & 255);
const framesOf = (lengths: readonly number[], from: number) => lengths.map((length, nth) => short(frameOf(from, nth, length)));

/** A frame as a failed run can print it: its length and a sum over every byte and its place. */
const short = (frame: Uint8Array) => `${frame.length} ${frame.reduce((sum, one, i) => (sum * 31 + one + i) >>> 0, 7)}`;

/** What came, until the end, the failure or `count` frames. */
async function take(channel: Channel, count = Number.POSITIVE_INFINITY): Promise<{ readonly frames: string[]; readonly code?: string }> {
  const frames: string[] = [];
  try {
    if (count > 0) for await (const frame of channel.frames()) if (frames.push(short(frame)) >= count) break;
    return { frames };
  } catch (thrown) {
    return { frames, code: (thrown as { code: string }).code };
  }
}

test("with less than 30 % lost everything arrives, in both directions at once", async () => {
  const act = async (weather: Weather, there: readonly number[], back: readonly number[], chance: number) => {
    const { central, peripheral, until } = await channelsOnAir(turn, weather, chance);
    const came = Promise.all([take(peripheral, there.length), take(central, back.length)]);
    await until(Promise.all([give(central, there, 0), give(peripheral, back, 1), came]));
    expect(await came).toEqual([{ frames: framesOf(there, 0) }, { frames: framesOf(back, 1) }]);
  };
  await fc.assert(fc.asyncProperty(fair(0.29), lengths, lengths, seed, act), { numRuns: 60 });
});

test("whatever happens, what comes out is the beginning of what went in", async () => {
  const foul = fc.record({ weather: fair(0.9), floods: fc.boolean(), dropsAfter: fc.integer({ min: 0, max: 400 }) });
  const act = async ({ weather, floods, dropsAfter }: { weather: Weather; floods: boolean; dropsAfter: number }, given: readonly number[], chance: number) => {
    const clock = new FakeClock();
    const air = new Air(clock, { ...weather, floods, dropsAfter, random: fraction(chance) });
    const opening = [air.central, air.peripheral].map((gatt) => openBleChannel(gatt, { clock }).catch(() => undefined));
    const [central, peripheral] = await clock.until(Promise.all(opening), turn);
    if (!central || !peripheral) return air.drop();
    const came = take(peripheral);
    const sending = give(central, given, 0).then(
      () => central.close(),
      () => {},
    );
    const { frames } = await clock.until(
      sending.then(() => came),
      turn,
    );
    air.drop();
    expect(framesOf(given, 0).slice(0, frames.length)).toEqual(frames);
  };
  await fc.assert(fc.asyncProperty(foul, lengths, seed, act), { numRuns: 100 });
});

const byte = fc.integer({ min: 0, max: 255 });
const two = fc.integer({ min: 0, max: 0xffff });
/** Bytes of any kind, and frames in good form that say anything. */
const hostile = fc.oneof(
  fc.uint8Array({ maxLength: 600 }),
  fc.record({ version: fc.constantFrom(1, 1, 1, 2), round: byte, answers: byte, heard: two }).map(helloValue),
  fc.integer({ min: 20, max: 600 }).map(probeValue),
  fc
    .record({ sequence: fc.oneof(fc.integer({ min: 0, max: 70 }), two), last: fc.boolean(), content: fc.uint8Array({ maxLength: 500 }) })
    .chain((data) =>
      fc.option(fc.integer({ min: 0, max: 0xffffff }), { nil: undefined }).map((length) => dataValue(length === undefined ? data : { ...data, length })),
    ),
  fc.record({ next: fc.oneof(fc.integer({ min: 0, max: 70 }), two), credits: byte, beyond: fc.uint8Array({ minLength: 8, maxLength: 8 }) }).map(ackValue),
  fc.constant(pingValue()),
  fc.record({ sequence: two, answer: fc.boolean() }).map(closeValue),
);
const ENDS = [undefined, "transport.closed", "counterpart.protocol-violation", "counterpart.limit-exceeded", "counterpart.unsupported"];

test.each(["central", "peripheral"] as const)("hostile values end the %s's channel in a code of its own, or do nothing", async (role) => {
  const act = async (values: readonly Uint8Array[]) => {
    const { central, peripheral, air, clock } = await channelsOnAir(turn);
    const channel = role === "central" ? central : peripheral;
    channel.send(new Uint8Array(20_000)).catch(() => {}); // so that answers have something to be about
    const came = take(channel);
    for (const value of values) {
      air.inject(role, value);
      clock.advance(0);
      await turn();
    }
    air.drop();
    const { code } = await clock.until(came, turn);
    expect(ENDS).toContain(code);
  };
  await fc.assert(fc.asyncProperty(fc.array(hostile, { maxLength: 60 }), act), { numRuns: 150 });
});
