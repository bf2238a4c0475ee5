// A session that loses its link, or gets a better one, at every frame: the same transfer all the same. docs/protocol.md §10

import { setImmediate } from "node:timers/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { complaint, framesOfOne, meeting, over } from "../../e2e/harness/resumed-session.ts";
import { seededRandom } from "../testing/random.ts";
import { Switchboard, type Verdict } from "../testing/switchboard.ts";
import { documentOf, loginItem } from "../testing/vault-fixture.ts";

let frames: { readonly first: number; readonly count: number };
beforeAll(async () => {
  frames = await framesOfOne();
});

const range = (from: number, to: number) => Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);

describe.each<Verdict>(["cut-before", "cut-after", "lose"])("a link that ends like this at one frame: %s", (verdict) => {
  it("leaves the same transfer over another one, whichever frame it is", async () => {
    const wrong: string[] = [];
    for (const nth of range(frames.first, frames.count)) {
      const { outcome, board } = await meeting(new Map([[nth, verdict]]));
      const why = complaint(outcome) ?? (nth < frames.count - 2 && board.carried.exporter.at(-1) !== "ble" ? "not over the other link" : undefined);
      if (why) wrong.push(`frame ${nth} of ${frames.count}: ${why}`);
    }
    expect(wrong).toEqual([]);
  });
});

it("moves to a better link at any frame, while the one of now still carries", async () => {
  const wrong: string[] = [];
  for (const nth of range(frames.first, frames.count)) {
    const { outcome, board } = await meeting(new Map([[nth, "pass"]]));
    const why = complaint(outcome) ?? (nth < frames.count - 5 && board.carried.exporter.join() !== "memory,ble" ? `${board.carried.exporter}` : undefined);
    if (why) wrong.push(`frame ${nth}: ${why}`);
  }
  expect(wrong).toEqual([]);
});

it.each<Verdict>(["cut-before", "cut-after", "lose"])("survives that the first frames of the other link end like this too: %s", async (verdict) => {
  const wrong: string[] = [];
  for (const nth of range(frames.first, frames.count).filter((one) => one % 4 === 1)) {
    for (const later of range(1, 6)) {
      const { outcome } = await meeting(
        new Map<number, Verdict>([
          [nth, "cut-after"],
          [nth + later, verdict],
        ]),
      );
      const why = complaint(outcome);
      if (why) wrong.push(`frames ${nth} and ${nth + later}: ${why}`);
    }
  }
  expect(wrong).toEqual([]);
});

it("takes one of several links that come at once", async () => {
  const watch = ({ count }: { readonly count: number }) => {
    if (count === 15) for (const kind of ["lan", "ble", "lan", "ble", "lan", "ble"] as const) board.connect(kind);
    return "pass" as const;
  };
  const board: Switchboard = new Switchboard(watch);
  const { outcome } = await over(board);
  expect([complaint(outcome), board.carried.exporter.slice(-2)]).toEqual([undefined, board.carried.importer.slice(-2)]);
});

it("brings 2,000 items through 100 losses at random frames, on two kinds of link in turn", async () => {
  const random = seededRandom("hundred losses");
  const below = (limit: number) => (random(1)[0] ?? 0) % limit;
  let [left, chunks, after] = [100, 3, 0];
  const board: Switchboard = new Switchboard(({ length }) => {
    // so many chunks later, and then any frame of either side; while nothing is sent no link is lost
    if (chunks > 0 ? length < 4096 || --chunks > 0 : --after >= 0) return "pass";
    if (left === 0 || chunks > 0) return "pass";
    [left, chunks, after] = [left - 1, 2 + below(4), below(4)];
    void setImmediate().then(() => board.connect(left % 2 === 0 ? "lan" : "ble"));
    return (["cut-before", "cut-after", "lose", "pass"] as const)[below(4)] ?? "lose";
  });
  const items = range(1, 2000).map((n) => loginItem(`item-${n}`, `Login ${n}`, "ann".repeat(300)));
  const { outcome } = await over(board, { content: { document: documentOf(items), files: [] } });
  expect([complaint(outcome, 2000), left, board.links, new Set(board.carried.exporter)]).toEqual([
    undefined,
    0,
    101,
    new Set(["memory", undefined, "ble", "lan"]),
  ]);
});
