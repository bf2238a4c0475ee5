// What a person sees of the core's progress.

import fc from "fast-check";
import { expect, test } from "vitest";
import { PHASES, type Progress } from "../../../src-shared/exchange/ports.ts";
import { type Meter, metered, NO_METER, overAnotherLink, progressView } from "./progress-view.ts";

const QUIET = { items: undefined, link: undefined, paused: false, disclosed: false };
const sending = (done: number, total = 10_000): Progress => ({ phase: "sending", done, total, unit: "bytes" });

function after(...reports: readonly (readonly [at: number, progress: Progress])[]): Meter {
  return reports.reduce((meter, [at, progress]) => metered(meter, progress, at), NO_METER);
}

test("nothing is known at first", () => {
  expect(progressView(NO_METER, QUIET)).toEqual({ stage: "preparing", done: 0, total: 0, unit: "items", paused: false, disclosed: false });
});

test("a rate and a time left come from the last seconds", () => {
  const meter = after([0, sending(0)], [1000, sending(1000)], [2000, sending(2000)]);
  expect(progressView(meter, QUIET)).toMatchObject({ rate: 1000, secondsLeft: 8 });
});

test("what was long ago does not count", () => {
  const meter = after([0, sending(0)], [10_000, sending(1000)], [11_000, sending(3000)]);
  expect(progressView(meter, QUIET).rate).toBe(2000);
});

test("no rate is told from two readings close together", () => {
  expect(progressView(after([0, sending(0)], [100, sending(5000)]), QUIET).rate).toBeUndefined();
});

test("no rate is told while it is paused", () => {
  const meter = after([0, sending(0)], [1000, sending(1000)]);
  expect(progressView(meter, { ...QUIET, paused: true })).not.toHaveProperty("secondsLeft");
});

test("after another link took over no rate is told that was the old one's, and how far it is stays", () => {
  const meter = overAnotherLink(after([0, sending(0)], [1000, sending(1000)]));
  const view = progressView(meter, { ...QUIET, link: "ble" });
  expect([view.link, view.done, view.rate, view.secondsLeft]).toEqual(["ble", 1000, undefined, undefined]);
});

test("verifying begins at nothing, whatever was sent", () => {
  const meter = after([0, sending(9900)], [1000, sending(10_000)], [1100, { phase: "verifying", done: 0, total: 50, unit: "items" }]);
  expect(progressView(meter, { ...QUIET, items: 50 })).toMatchObject({ stage: "verifying", done: 0, items: { done: 0, total: 50 } });
});

test("items of a stage counted in bytes are their share", () => {
  expect(progressView(after([0, sending(5000)]), { ...QUIET, items: 7 }).items).toEqual({ done: 3, total: 7 });
});

test("pairing and the end are no stages", () => {
  const meter = after([0, sending(5000)], [1, { phase: "done", done: 7, total: 7, unit: "items" }]);
  expect(progressView(meter, QUIET)).toMatchObject({ stage: "sending", done: 5000 });
});

test("nothing is ever more than all, and every number can be shown", () => {
  const progress = fc.record({
    phase: fc.constantFrom(...PHASES),
    done: fc.nat(1_000_000),
    total: fc.nat(1_000_000),
    unit: fc.constantFrom("bytes" as const, "items" as const),
  });
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(3000), progress), { maxLength: 40 }), fc.option(fc.nat(1000), { nil: undefined }), (steps, items) => {
      let at = 0;
      let meter = NO_METER;
      for (const [later, one] of steps) {
        at += later;
        meter = metered(meter, one, at);
        const view = progressView(meter, { ...QUIET, items });
        const numbers = [view.done, view.total, view.rate ?? 0, view.secondsLeft ?? 0, view.items?.done ?? 0];
        if (!numbers.every((number) => Number.isSafeInteger(number) && number >= 0)) return false;
        if (view.done > view.total || (view.items !== undefined && view.items.done > view.items.total)) return false;
      }
      return true;
    }),
  );
});
