// Conflicts are decided as the owner says: for all by an option, one by one, or from one on.

import { expect, test } from "vitest";
import type { ImportPlan } from "../../src-shared/exchange/ports.ts";
import { decideConflicts } from "./merge-review.ts";
import { Output } from "./output.ts";
import type { Prompter } from "./prompter.ts";

const sink = { write: () => true, once: () => {}, on: () => {} };
const output = new Output({ json: true, color: false, out: sink, err: sink, elapsed: () => 0 });
const conflicts = [1, 2, 3].map((ordinal) => ({ ordinal, title: `item ${ordinal}`, mine: "a", theirs: "b" }));
const counts = { accounts: 1, collections: 0, items: 3, files: 0, credentials: {} };
const plan: ImportPlan = { counts, outcomes: { conflict: 3 }, conflicts };

async function decide(answers: readonly string[], policy: "ask" | "keep-mine" = "ask"): Promise<readonly string[]> {
  const left = [...answers];
  const choose = async () => left.shift();
  const decision = await decideConflicts({ output, prompter: { choose } as unknown as Prompter }, plan, policy);
  return conflicts.map(decision);
}

test("each one is asked", async () => {
  expect(await decide(["keep-both", "keep-mine", "take-theirs"])).toEqual(["keep-both", "keep-mine", "take-theirs"]);
});

test("an answer for all that follow is not asked again", async () => {
  expect(await decide(["keep-both", "take-theirs-always"])).toEqual(["keep-both", "take-theirs", "take-theirs"]);
});

test("an option asks nothing", async () => {
  expect(await decide([], "keep-mine")).toEqual(["keep-mine", "keep-mine", "keep-mine"]);
});
