import { describe, expect, it } from "vitest";
import type { LinkKind } from "./channel.ts";
import { estimated, isMeasured, MOST_PROBES, nextProbe, type Probe, packingPays, rateOf } from "./link-rate.ts";

/** The probes over a link of `rate` bytes a second. */
function probed(rate: number, roundTrip: number, kind: LinkKind = "lan"): readonly Probe[] {
  const done: Probe[] = [];
  for (let bytes = nextProbe(kind, done); bytes !== undefined; bytes = nextProbe(kind, done))
    done.push({ bytes, milliseconds: roundTrip + (bytes / rate) * 1000 });
  return done;
}

describe("the rate", () => {
  it.each([
    [5000, 60],
    [50_000, 30],
    [1.25e6, 20],
    [12.5e6, 5],
    [100e6, 1],
  ])("of %d bytes a second is found behind a round trip of %d ms", (rate, roundTrip) => {
    expect(rateOf(probed(rate, roundTrip)) / rate).toBeCloseTo(1, 5);
  });

  it("is that of the fastest probe: a computer that was busy once does not count", () => {
    const [first, ...others] = probed(100e6, 1);
    const busy = others.map((probe, i) => ({ ...probe, milliseconds: probe.milliseconds + (i === 3 ? 0 : 50) }));
    expect(rateOf([first as Probe, ...busy]) / 100e6).toBeCloseTo(1, 5);
  });

  it("is bounded where the probes take no time", () => {
    expect(rateOf(probed(Number.POSITIVE_INFINITY, 0))).toBe(245_504_000);
  });

  it("is nothing before anything was probed", () => {
    expect(rateOf([])).toBe(0);
  });
});

describe("the probes", () => {
  it("over Bluetooth are a small one and one of 4 KiB", () => {
    expect(probed(1e6, 1, "ble").map(({ bytes }) => bytes)).toEqual([256, 4096]);
  });

  it("over a fast link are as many as there may be", () => {
    expect(probed(100e6, 1)).toHaveLength(MOST_PROBES);
  });

  it("go on behind a long round trip until there is a rate", () => {
    expect(probed(100e6, 300)).toHaveLength(2);
  });
});

describe("a link is measured", () => {
  it.each([
    ["lan", true],
    ["ble", true],
    ["camera", false],
    ["local", false],
    ["memory", false],
  ] as const)("%s: %s", (kind, measured) => {
    expect(isMeasured({ kind })).toBe(measured);
  });

  it("not when it says how fast it is", () => {
    expect(isMeasured({ kind: "ble", knownRate: 1 })).toBe(false);
  });
});

describe("packing", () => {
  /** 40 ns a byte, to 37 %. */
  const weighed = { plain: 1e6, packed: 370_000, milliseconds: 40 };

  it.each([
    ["400 kbit/s", 50_000, true],
    ["100 Mbit/s", 12.5e6, true],
    ["1 Gbit/s", 125e6, false],
  ])("over %s", (_, rate, pays) => {
    expect(packingPays(5e6, rate, weighed)).toBe(pays);
  });

  it("does not pay when it makes nothing smaller", () => {
    expect(packingPays(5e6, 1000, { ...weighed, packed: 1e6 })).toBe(false);
  });

  it("does not pay for nothing", () => {
    expect(packingPays(0, 1000, { plain: 0, packed: 0, milliseconds: 0 })).toBe(false);
  });

  it("counts what of the work is not done while the review is read", () => {
    expect([5e6, 5e9].map((bytes) => packingPays(bytes, 15e6, weighed))).toEqual([true, false]);
  });
});

it("an estimate says when the items are there and when the files are", () => {
  expect(estimated("ble", 40_000, 400_000, 1_600_000)).toEqual({ link: "ble", bytesPerSecond: 40_000, bytes: 2_031_616, seconds: 51, itemSeconds: 10 });
});
