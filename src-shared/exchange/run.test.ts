// The loop between a role and the world, with a role of two states.

import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { ExchangeError } from "../errors.ts";
import { FakeClock } from "../testing/fake-clock.ts";
import { memoryChannels } from "../testing/memory-channel.ts";
import type { Progress } from "./ports.ts";
import { type Role, run, turns } from "./run.ts";
import type { CommonEffect, CommonInput } from "./session.ts";

type State = { readonly name: "waiting" | "done" | "failed"; readonly because: string };
type Effect = { readonly do: "work"; readonly work: () => void | Promise<void> } | CommonEffect;

/** Ends with whatever input comes first, and asks for `effects` at the start. */
function roleAsking(...effects: readonly Effect[]): Role<State, CommonInput, Effect> {
  return {
    start: [{ name: "waiting", because: "" }, effects],
    step: (_, input) => [{ name: input.type === "frame" ? "done" : "failed", because: input.type === "failed" ? input.error.code : input.type }, []],
    perform: (effect) => (effect as Extract<Effect, { do: "work" }>).work(),
  };
}

const idle: Effect = { do: "deadline", milliseconds: 1000 };

function running(role: Role<State, CommonInput, Effect>, more: { signal?: AbortSignal; progress?: (progress: Progress) => void } = {}) {
  const clock = new FakeClock();
  const [mine, theirs] = memoryChannels();
  const observer = more.progress && { progress: more.progress };
  const end = run<State, CommonInput, Effect>(role, { channel: mine, clock, ...(more.signal && { signal: more.signal }), ...(observer && { observer }) });
  return { clock, theirs, end };
}

describe("ends with", () => {
  it("a frame", async () => {
    const { theirs, end } = running(roleAsking());
    await theirs.send(Uint8Array.of(1));
    expect((await end).name).toBe("done");
  });

  it("the other side closing", async () => {
    const { theirs, end } = running(roleAsking());
    theirs.close();
    expect((await end).because).toBe("closed");
  });

  it("its deadline", async () => {
    const { clock, end } = running(roleAsking(idle));
    clock.advance(1000);
    expect((await end).because).toBe("timeout");
  });

  it("a cancellation", async () => {
    const stop = new AbortController();
    const { end } = running(roleAsking(), { signal: stop.signal });
    stop.abort();
    expect((await end).because).toBe("cancel");
  });

  it("a cancellation from before", async () => {
    expect((await running(roleAsking(), { signal: AbortSignal.abort() }).end).because).toBe("cancel");
  });

  it("work that fails at once", async () => {
    const fails = () => {
      throw new ExchangeError("vault.write-failed");
    };
    expect((await running(roleAsking({ do: "work", work: fails })).end).because).toBe("vault.write-failed");
  });

  it("work that fails later", async () => {
    const fails = () => Promise.reject(new ExchangeError("vault.write-failed"));
    expect((await running(roleAsking({ do: "work", work: fails })).end).because).toBe("vault.write-failed");
  });

  it("anything else that is thrown, as a mistake of ours", async () => {
    const fails = () => Promise.reject(new RangeError("out of range"));
    expect((await running(roleAsking({ do: "work", work: fails })).end).because).toBe("internal.bug");
  });
});

it("a new deadline takes the place of the one before", async () => {
  const { clock, theirs, end } = running(roleAsking(idle, { do: "deadline", milliseconds: 5000 }));
  clock.advance(2000);
  await theirs.send(Uint8Array.of(1));
  expect((await end).name).toBe("done");
});

it("sends nothing that stands behind an effect which failed", async () => {
  const fails = () => {
    throw new ExchangeError("vault.write-failed");
  };
  const { theirs, end } = running(roleAsking({ do: "work", work: fails }, { do: "send", frame: Uint8Array.of(9) }));
  await end;
  const heard: Uint8Array[] = [];
  for await (const frame of theirs.frames()) heard.push(frame);
  expect(heard).toEqual([]);
});

it("leaves no timer and no open channel behind", async () => {
  const { clock, theirs, end } = running(roleAsking(idle));
  await theirs.send(Uint8Array.of(1));
  await end;
  await expect(theirs.send(Uint8Array.of(2))).rejects.toThrow("transport.closed");
  expect(clock.pending).toBe(0);
});

it("reports at most ten times a second within a phase, and always its end", async () => {
  const shown: number[] = [];
  const report = (done: number): Effect => ({ do: "progress", progress: { phase: "sending", done, total: 100, unit: "bytes" } });
  const { theirs, end } = running(roleAsking(...Array.from({ length: 101 }, (_, i) => report(i))), { progress: ({ done }) => shown.push(done) });
  await theirs.send(Uint8Array.of(1));
  await end;
  expect(shown).toEqual([0, 100]);
});

it("long work gives way only after its turn", async () => {
  const clock = new FakeClock();
  const rest = turns(clock);
  const before = rest();
  clock.advance(8);
  const after = rest();
  clock.advance(0);
  await Promise.all([setImmediate(), after]);
  expect([before, after instanceof Promise]).toEqual([undefined, true]);
});
