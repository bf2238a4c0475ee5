// Where a session that can be resumed ends all the same, and what it costs nobody: losses in vain, no link, strangers, forged frames. docs/protocol.md §10

import { setImmediate } from "node:timers/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { complaint, framesOfOne, over } from "../../e2e/harness/resumed-session.ts";
import { smallSetting } from "../../e2e/harness/two-computers.ts";
import { memoryChannels, type Tampering, tamperingChannel } from "../testing/memory-channel.ts";
import { MemoryVault } from "../testing/memory-vault.ts";
import { Switchboard, type Watch } from "../testing/switchboard.ts";
import { type Ends, type SideName, transferBetween } from "../testing/two-computers.ts";
import type { Channel } from "./channel.ts";

const EMPTY = new MemoryVault().digest();
const SIDES: readonly SideName[] = ["exporter", "importer"];
/** RS1, RS2, and the ALIVE of either side. */
const HANDSHAKE = 4;

let frames: { readonly first: number; readonly count: number };
beforeAll(async () => {
  frames = await framesOfOne();
});

/** Cuts the first link at frame `nth`, and the next `cuts` behind their handshake. */
function vain(nth: number, cuts: number): Switchboard {
  const seen = new Map<number, number>();
  const watch: Watch = ({ count, link }) => {
    seen.set(link, (seen.get(link) ?? 0) + 1);
    if (link === 0 ? count !== nth : link > cuts || seen.get(link) !== HANDSHAKE) return "pass";
    void setImmediate().then(() => board.connect("ble"));
    return "cut-after";
  };
  const board: Switchboard = new Switchboard(watch);
  return board;
}

describe("a session whose links end behind their handshake", () => {
  it("ends on both sides after nine", async () => {
    const { outcome, board } = await over(vain(15, 30));
    const { exporter, importer, target, clock } = outcome;
    const known = ["transport.closed", "counterpart.unavailable", "transport.timed-out"];
    const both = [exporter, importer].every(({ error }) => known.includes(error?.code ?? ""));
    expect([both, board.links <= 12, target.digest(), clock.pending]).toEqual([true, true, EMPTY, 0]);
  });

  it("is whole when the eighth holds", async () => {
    const { outcome } = await over(vain(15, 7));
    expect(complaint(outcome)).toBeUndefined();
  });
});

describe("a session that finds no other link", () => {
  /** No link from frame `nth` on. */
  const alone = (nth: number) => over(new Switchboard(({ count }) => (count === nth ? "cut-after" : "pass")));

  it("waits ten minutes on both sides, and ends as timed out", async () => {
    const { outcome } = await alone(15);
    expect([outcome.exporter.error?.code, outcome.importer.error?.code, outcome.clock.elapsed()]).toEqual([
      "transport.timed-out",
      "transport.timed-out",
      600_000,
    ]);
  });

  it("waits half a minute when the other side has never said that it can resume", async () => {
    const { importer: links } = new Switchboard();
    const setting = smallSetting({ tamper: ({ exporter, importer }) => ({ exporter: closingAfter(exporter, 4), importer }) });
    const outcome = await transferBetween({ ...setting, links: { importer: links, exporter: undefined, moves: () => 0 } });
    expect([outcome.exporter.error?.code, outcome.importer.error?.code, outcome.clock.elapsed()]).toEqual(["transport.closed", "transport.closed", 30_000]);
  });

  it("ends by these limits wherever it was, with a vault that is whole, and leaves no timer", async () => {
    const wrong: string[] = [];
    for (let nth = 1; nth <= frames.count; nth++) {
      const { outcome } = await alone(nth);
      const { importer, target, clock } = outcome;
      const whole = importer.error === undefined ? target.document.accounts.length === 1 : target.digest() === EMPTY;
      if (!whole || clock.pending > 0 || clock.elapsed() > 700_000)
        wrong.push(`${nth}: ${importer.error?.code} after ${clock.elapsed()}, ${clock.pending} timers`);
    }
    expect(wrong).toEqual([]);
  });
});

it("without further links on the other side, a session goes on as ever on the one it has", async () => {
  for (const side of SIDES) {
    const { [side]: links, moves } = new Switchboard();
    const none = { exporter: undefined, importer: undefined, moves };
    const outcome = await transferBetween(smallSetting({ links: { ...none, [side]: links } }));
    expect(complaint(outcome)).toBeUndefined();
  }
});

it("a link that falls silent is left after a minute", async () => {
  let dead = false;
  const board: Switchboard = new Switchboard(({ count, link }) => {
    dead ||= count === 15;
    return dead && link === 0 ? "lose" : "pass";
  });
  const again = reconnecting(board);
  const { outcome } = await over(board);
  again.stop();
  expect([complaint(outcome), outcome.clock.elapsed() >= 60_000 && outcome.clock.elapsed() < 100_000]).toEqual([undefined, true]);
});

it("goes on when both sides end the link at once", async () => {
  const board: Switchboard = new Switchboard(({ count }) => {
    if (count === 16) void setImmediate().then(() => board.connect("lan"));
    if (count === 16) board.cut();
    return "pass";
  });
  expect(complaint((await over(board)).outcome)).toBeUndefined();
});

it.each(SIDES)("tells the other side what ends a session that was resumed, when it is the %s", async (side) => {
  const stop = new AbortController();
  const board: Switchboard = new Switchboard(({ count, link }) => {
    if (count === 16) void setImmediate().then(() => board.connect("lan"));
    if (link === 1 && ++seen === 8) stop.abort();
    return count === 16 ? "cut-after" : "pass";
  });
  let seen = 0;
  const { outcome } = await over(board, { signals: { [side]: stop.signal } });
  const other = side === "exporter" ? "importer" : "exporter";
  expect([outcome[side].error?.code, outcome[other].error?.code]).toEqual(["owner.cancelled", "counterpart.cancelled"]);
});

describe("a forged frame", () => {
  const FORGERIES: readonly (readonly [string, Tampering])[] = [
    ["altered", { kind: "alter", at: 33, mask: 0x40 }],
    ["cut short", { kind: "truncate", length: 20 }],
    ["sent twice", { kind: "duplicate" }],
    ["dropped", { kind: "drop" }],
    ["swapped with the next", { kind: "reorder" }],
    ["replaced by garbage", { kind: "replace", frame: new Uint8Array(200).fill(7) }],
  ];

  it.each(FORGERIES)("%s costs the link and not the session, whichever it is", async (_, tampering) => {
    const wrong: string[] = [];
    for (const side of SIDES) {
      for (let nth = 3; nth < frames.count / 2 - 2; nth += 2) {
        const board: Switchboard = new Switchboard();
        const tamper = (ends: Ends) => {
          const first = board.first(ends);
          return { ...first, [side]: tamperingChannel(first[side], nth, tampering) };
        };
        const again = reconnecting(board);
        const outcome = await transferBetween(smallSetting({ links: board, tamper }));
        again.stop();
        const why = complaint(outcome);
        if (why) wrong.push(`${side} ${nth}: ${why}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it("that is followed by another with nothing new in between ends the session with its code", async () => {
    const board: Switchboard = new Switchboard(({ count }) => {
      forging ||= count === 15;
      return "pass";
    });
    let forging = false;
    const forged = (channel: Channel): Channel => ({
      kind: channel.kind,
      chunkSize: channel.chunkSize,
      send: (frame) => channel.send(forging && frame.length !== 1200 ? frame.map((byte) => byte ^ 1) : frame),
      frames: () => channel.frames(),
      close: () => channel.close(),
    });
    const again = reconnecting(board, forged);
    const outcome = await transferBetween(
      smallSetting({
        links: board,
        tamper: (ends) => {
          const first = board.first(ends);
          return { ...first, exporter: forged(first.exporter) };
        },
      }),
    );
    again.stop();
    expect([outcome.importer.error?.code, outcome.target.digest()]).toEqual(["counterpart.not-authenticated", EMPTY]);
  });
});

/** A new link whenever one side has none. */
function reconnecting(board: Switchboard, atExporter?: (channel: Channel) => Channel): { readonly stop: () => void } {
  let going = true;
  void (async () => {
    for (let known = 0; going; ) {
      await setImmediate();
      const losses = Math.max(...SIDES.map((side) => board.carried[side].filter((kind) => kind === undefined).length));
      if (losses <= known) continue;
      known = losses;
      board.connect("ble", atExporter);
    }
  })();
  return {
    stop: () => {
      going = false;
    },
  };
}

describe("a stranger", () => {
  type Stranger = (channel: Channel) => Promise<void>;
  const STRANGERS: readonly (readonly [string, Stranger])[] = [
    ["who hangs up", async (channel) => channel.close()],
    ["who says nothing", async () => {}],
    ["who sends garbage", (channel) => channel.send(new Uint8Array(1318).fill(0x83))],
    ["who sends nothing in a frame", (channel) => channel.send(new Uint8Array(0))],
    ["who sends the largest frame there is", (channel) => channel.send(new Uint8Array(1 << 18))],
    ["who sends back what he hears", echo],
  ];

  it.each(STRANGERS)("%s on further links of both sides, at every frame, changes nothing", async (_, act) => {
    const wrong: string[] = [];
    for (let nth = frames.first; nth <= frames.count; nth += 4) {
      const board: Switchboard = new Switchboard(({ count }) => {
        if (count === nth) for (const side of SIDES) for (let i = 0; i < 3; i++) board.offer(side, met(act));
        return "pass";
      });
      const why = complaint((await over(board)).outcome) ?? (board.carried.exporter.join() === "memory" ? undefined : "moved");
      if (why) wrong.push(`frame ${nth}: ${why}`);
    }
    expect(wrong).toEqual([]);
  });

  it("who passes on what he heard earlier gets no second answer and no session", async () => {
    const questions: Uint8Array[] = [];
    let answers = 0;
    const replayed = (board: Switchboard) => {
      for (const question of questions.slice(0, 2))
        board.offer(
          "exporter",
          met(async (channel) => {
            await channel.send(question);
            for await (const _ of channel.frames()) answers++;
          }),
        );
    };
    const board: Switchboard = new Switchboard(({ count }) => {
      if (count === 12)
        board.offer(
          "importer",
          met(async (channel) => void questions.push(await firstOf(channel))),
        );
      if (count === 15) replayed(board);
      if (count === 17) replayed(board);
      return "pass";
    });
    const { outcome } = await over(board);
    expect([complaint(outcome), questions.length, answers, board.carried.importer]).toEqual([undefined, 1, 1, ["memory"]]);
  });

  /** The other end of a link that `act` holds. */
  function met(act: Stranger): Channel {
    const [theirs, ours] = memoryChannels("lan");
    void act(theirs).catch(() => {});
    return ours;
  }

  async function echo(channel: Channel): Promise<void> {
    for await (const frame of channel.frames()) await channel.send(frame);
  }

  async function firstOf(channel: Channel): Promise<Uint8Array> {
    for await (const frame of channel.frames()) return frame;
    throw new Error("nothing came");
  }
});

function closingAfter(channel: Channel, frames: number): Channel {
  let count = 0;
  const send = async (frame: Uint8Array) => {
    await channel.send(frame);
    if (++count === frames) channel.close();
  };
  return { kind: channel.kind, chunkSize: channel.chunkSize, send, frames: () => channel.frames(), close: () => channel.close() };
}
