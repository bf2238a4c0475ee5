// Stopping at any moment: either side cancels in any state, falls silent after any frame, or its vault fails. docs/protocol.md §9

import { beforeAll, describe, expect, it } from "vitest";
import { smallSetting } from "../../e2e/harness/two-computers.ts";
import { ExchangeError } from "../errors.ts";
import { MemoryVault } from "../testing/memory-vault.ts";
import { type Outcome, type SideName, transferBetween } from "../testing/two-computers.ts";
import type { Channel } from "./channel.ts";
import type { ImportTarget } from "./ports.ts";

const SIDES: readonly SideName[] = ["exporter", "importer"];
const EMPTY = new MemoryVault().digest();
const COMMITTED = new Set(["committing", "proving", "signing", "waiting-done", "done"]);

let honest: Outcome;
beforeAll(async () => {
  honest = await transferBetween(smallSetting());
});

function cancelledIn(side: SideName, state: string): Promise<Outcome> {
  const stop = new AbortController();
  const onState = (where: SideName, name: string) => {
    if (where === side && name === state) stop.abort();
  };
  return transferBetween(smallSetting({ signals: { [side]: stop.signal }, onState }));
}

/** A vault that changed belongs to an importer that says so; one that did not, to one that failed. */
function isWhole({ importer, target }: Outcome): boolean {
  return importer.error === undefined ? target.document.accounts.length === 1 : target.digest() === EMPTY;
}

describe.each(SIDES)("the %s", (side) => {
  it("cancels in any state, and the vault is what the importer says it is", async () => {
    const wrong: string[] = [];
    for (const state of new Set(honest[side].states)) {
      const outcome = await cancelledIn(side, state);
      const own = outcome[side].error?.code;
      const late = state === "done" || (side === "importer" && COMMITTED.has(state));
      if (!isWhole(outcome) || (late ? own !== undefined : own !== "owner.cancelled")) wrong.push(`${state}: ${own}`);
    }
    expect(wrong).toEqual([]);
  });

  it("falls silent after any frame: both sides stop in time, and no timer is left", async () => {
    const count = honest.frames.filter(({ from }) => from === side).length;
    const wrong: string[] = [];
    for (let heard = 0; heard < count; heard++) {
      const outcome = await transferBetween(smallSetting({ tamper: (ends) => ({ ...ends, [side]: silentAfter(ends[side], heard) }) }));
      const codes = [outcome.exporter.error?.code, outcome.importer.error?.code].filter((code) => code !== undefined);
      if (!isWhole(outcome) || outcome.clock.pending > 0 || codes.some((code) => code !== "transport.timed-out" && code !== "transport.closed"))
        wrong.push(`${heard}: ${codes}`);
    }
    expect(wrong).toEqual([]);
  });
});

it("an exporter that cancels after the key was handed over says so", async () => {
  const { exporter } = await cancelledIn("exporter", "waiting-receipt");
  expect([exporter.error?.code, exporter.error?.detail]).toEqual(["owner.cancelled", "key handed over"]);
});

it("an exporter that cancels while sending has handed over no key", async () => {
  const { frames } = await cancelledIn("exporter", "sending");
  expect(frames.some(({ state }) => state === "waiting-receipt")).toBe(false);
});

it("tells the other side that its owner cancelled", async () => {
  const { importer } = await cancelledIn("exporter", "reviewing");
  expect(importer.error?.code).toBe("counterpart.cancelled");
});

it("tells the exporter that the importing owner cancelled while the code was shown", async () => {
  const { exporter } = await cancelledIn("importer", "showing-code");
  expect(exporter.error?.code).toBe("counterpart.cancelled");
});

describe("an importer whose vault", () => {
  const failing = (broken: Partial<ImportTarget>): Promise<Outcome> => transferBetween(smallSetting({ targetOf: (whole) => ({ ...bound(whole), ...broken }) }));
  const full = () => {
    throw new ExchangeError("vault.write-failed");
  };

  it("cannot hold a chunk does not vouch for it, and gets no key", async () => {
    const { importer, exporter } = await failing({ hold: (sequence) => (sequence === 8 ? full() : undefined) });
    expect([importer.error?.code, exporter.states.includes("waiting-receipt")]).toEqual(["vault.write-failed", false]);
  });

  it.each([0, 7, 8])("cannot hold chunk %i tells the exporter so, and does not just hang up", async (last) => {
    const { exporter } = await failing({ hold: (sequence) => (sequence === last ? full() : undefined) });
    expect(exporter.error?.code).toBe("counterpart.unavailable");
  });

  it("cannot stage an entry fails with its own code", async () => {
    const { importer } = await failing({ stage: full });
    expect(importer.error?.code).toBe("vault.write-failed");
  });

  it("cannot commit fails with its own code, and tells the exporter that something went wrong there", async () => {
    const { importer, exporter } = await failing({ commit: async () => full() });
    expect([importer.error?.code, exporter.error?.code]).toEqual(["vault.write-failed", "counterpart.unavailable"]);
  });

  it("cannot be read back after the commit has the items, but no receipt that is worth something", async () => {
    const { importer } = await failing({ committed: full });
    expect([importer.receipt?.acknowledged, importer.receipt?.safeToCloseOldService.answer]).toEqual([false, "no"]);
  });
});

it("a link that breaks while the vault commits leaves a committed vault that is not called failed", async () => {
  const stop = new AbortController();
  const onState = (side: SideName, state: string) => {
    if (side === "importer" && state === "committing") stop.abort();
  };
  const { importer, target } = await transferBetween(smallSetting({ signals: { exporter: stop.signal }, onState }));
  expect([importer.receipt?.acknowledged, target.document.accounts.length]).toEqual([false, 1]);
});

function bound(target: ImportTarget): ImportTarget {
  return {
    hold: (sequence, chunk) => target.hold(sequence, chunk),
    held: (sequence) => target.held(sequence),
    stage: (entry) => target.stage(entry),
    plan: () => target.plan(),
    commit: (decide) => target.commit(decide),
    committed: () => target.committed(),
    discard: () => target.discard(),
  };
}

/** Passes `heard` frames on and swallows the rest. */
function silentAfter(channel: Channel, heard: number): Channel {
  let count = 0;
  return {
    kind: channel.kind,
    chunkSize: channel.chunkSize,
    send: async (frame) => {
      if (count++ < heard) await channel.send(frame);
    },
    frames: () => channel.frames(),
    close: () => channel.close(),
  };
}
