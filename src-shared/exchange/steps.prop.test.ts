// Any input at any moment: each role ends in done or failed, and what must come first has always come first. docs/protocol.md §9

import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { smallContent } from "../../e2e/harness/two-computers.ts";
import { nodeCredentialKeys } from "../../src-main/platform/credential-keys.ts";
import { nodePrimitives } from "../../src-main/platform/primitives.ts";
import { sameBytes } from "../bytes.ts";
import { openRecord } from "../crypto/record.ts";
import { ExchangeError } from "../errors.ts";
import { copyOf, type RecordedSession, recordSession } from "../testing/recorded-session.ts";
import { exporterStep } from "./exporter.ts";
import { importerStep } from "./importer.ts";
import { decodeMessage, type MessageName } from "./messages.ts";
import type { Secured } from "./secured.ts";
import type { CommonInput } from "./session.ts";

const p = nodePrimitives;
const RUNS = { numRuns: 400, seed: 20_260_309 };

let session: RecordedSession;
beforeAll(async () => {
  session = await recordSession(p, nodeCredentialKeys, smallContent());
});

type Move =
  | { readonly kind: "honest" }
  | { readonly kind: "frame" | "answer"; readonly nth: number; readonly own: boolean }
  | { readonly kind: "mutated"; readonly nth: number; readonly at: number; readonly mask: number; readonly cut: number }
  | { readonly kind: "garbage"; readonly frame: Uint8Array }
  | { readonly kind: "common"; readonly input: CommonInput };

const moves = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: fc.constant<Move>({ kind: "honest" }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant("frame" as const), nth: fc.nat(), own: fc.boolean() }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant("answer" as const), nth: fc.nat(), own: fc.constant(true) }) },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant("mutated" as const), nth: fc.nat(), at: fc.nat(), mask: fc.integer({ min: 1, max: 255 }), cut: fc.nat(40) }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("garbage" as const), frame: fc.uint8Array({ maxLength: 300 }) }) },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom<CommonInput>(
          { type: "closed" },
          { type: "timeout" },
          { type: "cancel" },
          { type: "failed", error: new ExchangeError("vault.write-failed") },
        )
        .map((input): Move => ({ kind: "common", input })),
    },
  ),
  { maxLength: 25 },
);

type AnyInput = { readonly type: string; readonly frame?: Uint8Array; readonly text?: string };
type AnyState = { readonly name: string; readonly link?: Secured };
type AnyEffect = { readonly do: string; readonly frame?: Uint8Array };
type Step = (state: AnyState, input: AnyInput) => readonly [AnyState, readonly AnyEffect[]];
type Log = { readonly given: AnyInput[]; readonly sent: MessageName[]; readonly effects: string[]; readonly names: string[]; last: AnyState };

/** Replays the honest beginning up to `from`, then makes the moves, then ends everything that can be ended. */
function play(role: "exporter" | "importer", from: number, plan: readonly Move[], check: (log: Log) => void): Log {
  const recorded = session[role] as readonly { readonly state: AnyState; readonly input: AnyInput }[];
  const step: Step = (state, input) =>
    role === "exporter" ? exporterStep(p, state as never, input as never) : importerStep(p, state as never, input as never);
  const start = from % recorded.length;
  const log: Log = {
    given: recorded.slice(0, start).map(({ input }) => input),
    sent: [],
    effects: [],
    names: [],
    last: copyOf(recorded[start]?.state as AnyState),
  };
  let next = start;
  const ending: readonly AnyInput[] = [{ type: "closed" }, { type: "timeout" }, { type: "failed", error: new ExchangeError("internal.bug") } as AnyInput];
  const inputs = [...plan.map((move) => () => inputOf(role, move, () => recorded[next++]?.input)), ...ending.map((input) => () => input)];
  for (const makeInput of inputs) {
    const input = makeInput();
    if (input === undefined) continue;
    const before = copyOf(log.last.link);
    log.given.push(copyOf(input));
    const [state, effects] = step(log.last, copyOf(input));
    log.last = state;
    log.names.push(state.name);
    for (const effect of effects) {
      log.effects.push(effect.do);
      const name = effect.frame && (nameOf(effect.frame, state.link) ?? nameOf(effect.frame, before));
      if (name) log.sent.push(name);
      check(log);
    }
  }
  return log;
}

function inputOf(role: "exporter" | "importer", move: Move, honest: () => AnyInput | undefined): AnyInput | undefined {
  const frames = (side: "exporter" | "importer") => session[side].flatMap(({ input }) => (input.type === "frame" ? [input.frame] : []));
  const pick = <T>(list: readonly T[], nth: number) => list[nth % list.length];
  switch (move.kind) {
    case "honest":
      return honest();
    case "frame":
      return { type: "frame", frame: pick(frames(move.own ? role : role === "exporter" ? "importer" : "exporter"), move.nth) ?? new Uint8Array(0) };
    case "answer":
      return pick([...answersOf(role), { type: "code", text: "00000000" } as AnyInput], move.nth);
    case "mutated": {
      const frame = (pick(frames(role), move.nth) ?? new Uint8Array(1)).slice();
      frame[move.at % frame.length] = (frame[move.at % frame.length] ?? 0) ^ move.mask;
      return { type: "frame", frame: frame.subarray(0, Math.max(0, frame.length - move.cut)) };
    }
    case "garbage":
      return { type: "frame", frame: move.frame };
    case "common":
      return move.input;
  }
}

function answersOf(role: "exporter" | "importer"): readonly AnyInput[] {
  return (session[role] as readonly { readonly input: AnyInput }[]).map(({ input }) => input).filter(({ type }) => type !== "frame");
}

function nameOf(frame: Uint8Array, link: Secured | undefined): MessageName | undefined {
  if (link === undefined) return undefined;
  try {
    const sequence = frame[7] ?? 0;
    return decodeMessage(openRecord(p, link.sendKey, sequence, frame)).name;
  } catch {
    return undefined; // a hello, a REVEAL, or sealed under keys of before
  }
}

function wasGiven(log: Log, role: "exporter" | "importer", is: (input: AnyInput, stateName: string) => boolean): boolean {
  const wanted = (session[role] as readonly { readonly state: AnyState; readonly input: AnyInput }[]).find(({ state, input }) => is(input, state.name))?.input;
  return (
    wanted !== undefined &&
    log.given.some((input) => input.type === wanted.type && (!wanted.frame || (input.frame !== undefined && sameBytes(input.frame, wanted.frame))))
  );
}

it("the exporter always ends, and never throws", () => {
  fc.assert(
    fc.property(fc.nat(), moves, (from, plan) => {
      expect(["done", "failed"]).toContain(play("exporter", from, plan, () => {}).last.name);
    }),
    RUNS,
  );
});

it("the importer always ends, and never throws", () => {
  fc.assert(
    fc.property(fc.nat(), moves, (from, plan) => {
      expect(["done", "failed"]).toContain(play("importer", from, plan, () => {}).last.name);
    }),
    RUNS,
  );
});

it("nothing of the payload leaves before the code, the importer's REQUEST and the owner's approval", () => {
  const check = (log: Log) => {
    if (!log.sent.includes("start") && !log.sent.includes("chunk")) return;
    const code = log.given.find(({ type }) => type === "code")?.text === answersOf("exporter").find(({ type }) => type === "code")?.text;
    const request = wasGiven(log, "exporter", (input, state) => state === "waiting-request" && input.type === "frame");
    const approved = log.given.some(({ type }) => type === "approved");
    expect({ code, request, approved }).toEqual({ code: true, request: true, approved: true });
  };
  fc.assert(
    fc.property(fc.nat(), moves, (from, plan) => {
      play("exporter", from, plan, check);
    }),
    RUNS,
  );
});

it("the key never leaves before the importer's HELD has come", () => {
  const check = (log: Log) => {
    if (!log.sent.includes("key")) return;
    const lastFrameWhileSending = session.exporter.findLast(({ state, input }) => state.name === "sending" && input.type === "frame")?.input;
    const frame = lastFrameWhileSending?.type === "frame" ? lastFrameWhileSending.frame : new Uint8Array(0);
    expect(log.given.some((input) => input.frame !== undefined && sameBytes(input.frame, frame))).toBe(true);
  };
  fc.assert(
    fc.property(fc.nat(), moves, (from, plan) => {
      play("exporter", from, plan, check);
    }),
    RUNS,
  );
});

it("the importer vouches for its chunks only when each is held", () => {
  const chunks = session.importer.filter(({ input }) => input.type === "held").length;
  const check = (log: Log) => {
    if (log.sent.includes("held")) expect(log.given.filter(({ type }) => type === "held").length).toBeGreaterThanOrEqual(chunks);
  };
  fc.assert(
    fc.property(fc.nat(), moves, (from, plan) => {
      play("importer", from, plan, check);
    }),
    RUNS,
  );
});

it("a commit is asked for only after the key, the opened payload and the plan, and at most once", () => {
  const check = (log: Log) => {
    const commits = log.effects.filter((effect) => effect === "commit").length;
    if (commits === 0) return;
    const key = wasGiven(log, "importer", (input, state) => state === "waiting-key" && input.type === "frame");
    const opened = log.given.some(({ type }) => type === "opened");
    const planned = log.given.some(({ type }) => type === "planned");
    expect({ commits, key, opened, planned }).toEqual({ commits: 1, key: true, opened: true, planned: true });
  };
  fc.assert(
    fc.property(fc.nat(), moves, (from, plan) => {
      play("importer", from, plan, check);
    }),
    RUNS,
  );
});

it("an importer that was told it committed never says it failed", () => {
  fc.assert(
    fc.property(fc.nat(), moves, (from, plan) => {
      const { names } = play("importer", from, plan, () => {});
      const proving = names.indexOf("proving");
      expect(proving >= 0 && names.slice(proving).includes("failed")).toBe(false);
    }),
    RUNS,
  );
});

it("whoever has ended does nothing any more", () => {
  fc.assert(
    fc.property(fc.constantFrom("exporter" as const, "importer" as const), fc.nat(), moves, (role, from, plan) => {
      let ended = 0;
      play(role, from, plan, (log) => {
        if (log.names.slice(0, -1).some((name) => name === "done" || name === "failed")) ended++;
      });
      expect(ended).toBe(0);
    }),
    RUNS,
  );
});
