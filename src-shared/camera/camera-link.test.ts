// Frames over two screens and two cameras that miss pictures, on a clock of the test's own.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { concat, hex, uint32, utf8 } from "../bytes.ts";
import { toExchangeError } from "../errors.ts";
import type { Channel } from "../exchange/channel.ts";
import { FakeClock } from "../testing/fake-clock.ts";
import { seededRandom } from "../testing/random.ts";
import { CameraLink } from "./camera-link.ts";
import { type CameraRole, decodePicture, encodePicture, type Picture } from "./picture.ts";

type Air = { readonly loss: number; readonly seed?: string };

/** Two computers whose cameras miss `loss` percent of the pictures, each way its own. */
function facing({ loss, seed = "air" }: Air) {
  const clock = new FakeClock();
  const random = seededRandom(seed);
  const shown: Record<CameraRole, Uint8Array[]> = { exporter: [], importer: [] };
  const over: CameraRole[] = [];
  const links: { exporter?: CameraLink; importer?: CameraLink } = {};
  let covered = false;
  const open = (role: CameraRole, other: CameraRole) =>
    new CameraLink({
      primitives: { random: seededRandom(`${seed} ${role}`) },
      clock,
      role,
      show: (picture) => {
        shown[role].push(picture);
        if (!covered && (random(1)[0] as number) >= loss * 2.56) links[other]?.saw(picture);
      },
      over: () => over.push(role),
    });
  links.exporter = open("exporter", "importer");
  links.importer = open("importer", "exporter");
  links.exporter.start();
  links.importer.start();
  const cover = () => {
    covered = true;
  };
  return { clock, shown, over, cover, exporter: links.exporter, importer: links.importer };
}

/** Lets time pass in small steps, and what it sets off run, until `done`, or 20 minutes have. */
async function pass(clock: FakeClock, done: () => boolean, most = 1_200_000): Promise<void> {
  for (const end = clock.elapsed() + most; !done() && clock.elapsed() < end; ) {
    clock.advance(50);
    for (let i = 0; i < 10; i++) await Promise.resolve();
  }
}

async function linked(air: Air) {
  const sides = facing(air);
  const met: Channel[] = [];
  for (const link of [sides.exporter, sides.importer]) void link.met.then((channel) => met.push(channel));
  await pass(sides.clock, () => met.length === 2);
  const [from, to] = await Promise.all([sides.exporter.met, sides.importer.met]);
  return { ...sides, from, to };
}

/** Everything that comes, and how it ended. */
function reading(channel: Channel) {
  const got: Uint8Array[] = [];
  const ending: { how?: string } = {};
  const read = async () => {
    for await (const frame of channel.frames()) got.push(frame);
  };
  read().then(
    () => (ending.how = "end"),
    (thrown) => (ending.how = toExchangeError(thrown).code),
  );
  return { got, ending };
}

describe("two cameras that face each other's screen", () => {
  test("carry frames of any length in order, whole, through any loss below 60 %", async () => {
    const setting = fc.record({
      lengths: fc.array(fc.integer({ min: 0, max: 6000 }), { minLength: 1, maxLength: 5 }),
      loss: fc.integer({ min: 0, max: 59 }),
      seed: fc.string(),
    });
    await fc.assert(
      fc.asyncProperty(setting, async ({ lengths, loss, seed }) => {
        const { clock, from, to } = await linked({ loss, seed });
        const sent = lengths.map((length, i) => seededRandom(`frame ${i}`)(length));
        const { got } = reading(to);
        for (const frame of sent) void from.send(frame);
        await pass(clock, () => got.length === sent.length);
        expect(got.map(hex)).toEqual(sent.map(hex));
      }),
      { numRuns: 25 },
    );
  });

  test("carry both ways at once", async () => {
    const { clock, from, to } = await linked({ loss: 30 });
    const [there, back] = [reading(to), reading(from)];
    void from.send(utf8("there"));
    void to.send(utf8("back"));
    await pass(clock, () => there.got.length + back.got.length === 2);
    expect([there.got, back.got]).toEqual([[utf8("there")], [utf8("back")]]);
  });

  test("take what was sent last along when one side closes, and then show nothing any more", async () => {
    const { clock, from, to, over } = await linked({ loss: 30 });
    const { got, ending } = reading(to);
    void from.send(new Uint8Array(3000));
    from.close();
    await pass(clock, () => ending.how !== undefined);
    to.close();
    await pass(clock, () => over.length === 2);
    expect([got.length, ending.how, over.length, clock.pending]).toEqual([1, "end", 2, 0]);
  });

  test("make the sender wait while the other side does not read", async () => {
    const { clock, from } = await linked({ loss: 0 });
    let taken = 0;
    for (let i = 0; i < 10; i++) void from.send(new Uint8Array(200_000)).then(() => taken++);
    await pass(clock, () => false, 600_000);
    expect(taken < 10).toBe(true);
  });

  test("are told that the link is lost a minute after the last picture", async () => {
    const { clock, to, cover } = await linked({ loss: 0 });
    const { ending } = reading(to);
    cover();
    await pass(clock, () => ending.how !== undefined, 61_000);
    expect([ending.how, clock.elapsed() < 63_000]).toEqual(["transport.closed", true]);
  });

  test("carry more at once when nothing is missed, and less when much is", async () => {
    const largest = async (loss: number) => {
      const { clock, from, to, shown } = await linked({ loss });
      const { got } = reading(to);
      void from.send(new Uint8Array(60_000));
      await pass(clock, () => got.length === 1);
      return Math.max(...shown.exporter.slice(-20).map((picture) => picture.length));
    };
    expect((await largest(0)) > 2 * (await largest(58))).toBe(true);
  });
});

describe("a side of it", () => {
  test("does not take pictures of an earlier opening for an answer", async () => {
    const earlier = await linked({ loss: 0, seed: "earlier" });
    await pass(earlier.clock, () => false, 5000);
    const clock = new FakeClock();
    const link = new CameraLink({ primitives: { random: seededRandom("now") }, clock, role: "exporter", show: () => {}, over: () => {} });
    link.start();
    let met = false;
    link.met.then(
      () => (met = true),
      () => {},
    );
    for (const picture of earlier.shown.importer) link.saw(picture);
    await pass(clock, () => met, 1000);
    expect(met).toBe(false);
  });

  test("does not take its own pictures in a mirror", async () => {
    const clock = new FakeClock();
    const mirror: { link?: CameraLink } = {};
    let met = false;
    const show = (picture: Uint8Array) => mirror.link?.saw(picture);
    mirror.link = new CameraLink({ primitives: { random: seededRandom("me") }, clock, role: "importer", show, over: () => {} });
    mirror.link.start();
    mirror.link.met.then(
      () => (met = true),
      () => {},
    );
    await pass(clock, () => met, 5000);
    expect([met, mirror.link.sees(1000)]).toEqual([false, false]);
  });

  test("is not led astray by whatever else stands before its camera", async () => {
    const { clock, from, to, exporter, importer, shown } = await linked({ loss: 10 });
    const { got } = reading(to);
    void from.send(new Uint8Array(2000).fill(7));
    const stranger = decodePicture(shown.exporter[0] ?? new Uint8Array(0)) as Picture;
    const noise = seededRandom("noise");
    await pass(clock, () => {
      importer.saw(noise(100));
      importer.saw(encodePicture({ ...stranger, opening: noise(8), carried: { batch: 0, pieces: 1, bytes: 9, number: 0, symbol: noise(9) } }));
      exporter.saw(encodePicture({ ...stranger, from: "importer", opening: noise(8), heard: { pictures: 9, last: 9, batch: 3, known: 0, pieces: 0 } }));
      return got.length === 1;
    });
    expect(got).toEqual([new Uint8Array(2000).fill(7)]);
  });

  test("ends the link at a frame that is larger than any may be", async () => {
    const { clock, to, importer, shown } = await linked({ loss: 0 });
    const { ending } = reading(to);
    const last = decodePicture(shown.exporter.at(-1) ?? new Uint8Array(0)) as Picture;
    const symbol = concat(uint32((1 << 18) + 1), new Uint8Array(60));
    importer.saw(encodePicture({ ...last, shown: last.shown + 1, carried: { batch: 0, pieces: 1, bytes: symbol.length, number: 0, symbol } }));
    await pass(clock, () => ending.how !== undefined, 1000);
    expect(ending.how).toBe("counterpart.limit-exceeded");
  });
});
