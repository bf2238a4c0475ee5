// Who wins of several ways, and what becomes of the others.

import { expect, test } from "vitest";
import { ExchangeError } from "../../../src-shared/errors.ts";
import { FakeClock } from "../../../src-shared/testing/fake-clock.ts";
import { type Attempt, firstOf } from "./first-of.ts";

const HEAD_START = 1500;

class Way {
  readonly #answer = Promise.withResolvers<string>();
  signal: AbortSignal | undefined;
  readonly attempt: Attempt<string> = (signal) => {
    this.signal = signal;
    return this.#answer.promise;
  };

  get begun(): boolean {
    return this.signal !== undefined;
  }

  arrives(what: string): Promise<void> {
    this.#answer.resolve(what);
    return settled();
  }

  fails(code: "transport.unreachable" | "transport.timed-out" | "bluetooth.off"): Promise<void> {
    this.#answer.reject(new ExchangeError(code));
    return settled();
  }
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

function racing() {
  const [clock, stop, ways, late] = [new FakeClock(), new AbortController(), [new Way(), new Way()] as const, [] as string[]];
  const race = firstOf(
    ways.map(({ attempt }) => attempt),
    { clock, headStart: HEAD_START, signal: stop.signal, discard: (one) => late.push(one) },
  );
  race.catch(() => {}); // each test looks for itself
  return { clock, stop, first: ways[0], second: ways[1], late, race };
}

test("the second begins when the first had its head start", () => {
  const { clock, second } = racing();
  clock.advance(HEAD_START - 1);
  const before = second.begun;
  clock.advance(1);
  expect([before, second.begun]).toEqual([false, true]);
});

test("the second begins at once when the first fails", async () => {
  const { first, second } = racing();
  await first.fails("transport.unreachable");
  expect(second.begun).toBe(true);
});

test("the first to arrive wins and calls the other off", async () => {
  const { clock, first, second, race } = racing();
  clock.advance(HEAD_START);
  await second.arrives("second");
  expect([await race, first.signal?.aborted]).toEqual(["second", true]);
});

test("who arrives later is let go", async () => {
  const { clock, first, second, late } = racing();
  clock.advance(HEAD_START);
  await second.arrives("second");
  await first.arrives("first");
  expect(late).toEqual(["first"]);
});

test("one that fails does not end the other", async () => {
  const { clock, first, second, race } = racing();
  clock.advance(HEAD_START);
  await second.fails("bluetooth.off");
  await first.arrives("first");
  expect(await race).toBe("first");
});

test("when all fail the first one's reason is told", async () => {
  const { first, second, race } = racing();
  await first.fails("transport.timed-out");
  await second.fails("bluetooth.off");
  await expect(race).rejects.toThrow("transport.timed-out");
});

test("a stop calls all off", async () => {
  const { first, stop, race, clock } = racing();
  stop.abort();
  await expect(race).rejects.toThrow("owner.cancelled");
  expect([first.signal?.aborted, clock.pending]).toEqual([true, 0]);
});
