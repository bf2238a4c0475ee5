// Picking from who is nearby, and waiting for one by name.

import { expect, test } from "vitest";
import { ExchangeError } from "../../src-shared/errors.ts";
import type { Discovery, Nearby } from "../../src-shared/exchange/discovery.ts";
import { FakeClock } from "../../src-shared/testing/fake-clock.ts";
import { DestinationService } from "./destinations.ts";

function nearby(id: string): Nearby {
  return { id, addresses: ["192.168.1.5"], port: 4000 };
}

class FakeDiscovery implements Discovery {
  found: (destination: Nearby) => void = () => {};
  lost: (id: string) => void = () => {};
  trouble: (error: ExchangeError) => void = () => {};
  stopped = false;

  async advertise(): Promise<never> {
    throw new Error("not used here");
  }
  browse(found: (destination: Nearby) => void, lost: (id: string) => void, trouble: (error: ExchangeError) => void = () => {}) {
    this.found = found;
    this.lost = lost;
    this.trouble = trouble;
    return {
      stop: () => {
        this.stopped = true;
      },
    };
  }
}

function make() {
  const [discovery, clock, stop] = [new FakeDiscovery(), new FakeClock(), new AbortController()];
  return { discovery, clock, stop, service: new DestinationService(discovery, clock) };
}

test("the list is who is there at the end", async () => {
  const { discovery, clock, stop, service } = make();
  const list = service.list(4000, stop.signal);
  for (const id of ["a", "b"]) discovery.found(nearby(id));
  discovery.lost("a");
  clock.advance(4000);
  expect([(await list).map(({ id }) => id), discovery.stopped]).toEqual([["b"], true]);
});

test("nobody there because nobody could be asked is the network's error", async () => {
  const { discovery, clock, stop, service } = make();
  const list = service.list(4000, stop.signal);
  discovery.trouble(new ExchangeError("transport.unreachable", { detail: "multicast" }));
  clock.advance(4000);
  await expect(list).rejects.toMatchObject({ detail: "multicast" });
});

test("the one that was named is enough", async () => {
  const { discovery, stop, service } = make();
  const wanted = service.waitFor("b", 30_000, stop.signal);
  for (const id of ["a", "b"]) discovery.found(nearby(id));
  expect(await wanted).toEqual(nearby("b"));
});

test("one that does not come is unreachable", async () => {
  const { clock, stop, service } = make();
  const wanted = service.waitFor("b", 30_000, stop.signal);
  clock.advance(30_000);
  await expect(wanted).rejects.toMatchObject({ code: "transport.unreachable" });
});

test("a stop ends the waiting", async () => {
  const { stop, service, discovery } = make();
  const wanted = service.waitFor("b", 30_000, stop.signal);
  stop.abort();
  await expect(wanted).rejects.toMatchObject({ code: "owner.cancelled" });
  expect(discovery.stopped).toBe(true);
});
