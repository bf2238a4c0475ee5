// Who approves, and how often they may be wrong.

import { expect, test } from "vitest";
import { ExchangeError } from "../../../src-shared/errors.ts";
import type { Approval } from "../../../src-shared/ipc/views-transfer.ts";
import { Approvals } from "./approvals.ts";

function asked(signal = new AbortController().signal) {
  const approvals = new Approvals({ approves: async (secret) => secret === "right" });
  const shown: Approval[] = [];
  const answer = approvals.ask("passphrase", (approval) => shown.push(approval), signal);
  answer.catch(() => {}); // heard by the test that wants it
  return { approvals, shown, answer };
}

test("the right proof is a yes", async () => {
  const { approvals, answer } = asked();
  await approvals.prove("right");
  expect(await answer).toBe(true);
});

test("a wrong proof is said and asked again", async () => {
  const { approvals, shown } = asked();
  await approvals.prove("wrong");
  expect(shown).toEqual([
    { by: "passphrase", wrong: false },
    { by: "passphrase", wrong: true },
  ]);
});

test("the fifth wrong proof is a no", async () => {
  const { approvals, answer } = asked();
  for (let i = 0; i < 5; i++) await approvals.prove("wrong");
  expect(await answer).toBe(false);
});

test("a proof under which the vault was locked is not counted, and can be given again", async () => {
  let locked = true;
  const approves = async () => {
    if (locked) throw new ExchangeError("vault.locked");
    return true;
  };
  const approvals = new Approvals({ approves });
  const shown: Approval[] = [];
  const answer = approvals.ask("passphrase", (approval) => shown.push(approval), new AbortController().signal);
  await expect(approvals.prove("right")).rejects.toThrow("vault.locked");
  locked = false;
  await approvals.prove("right");
  expect([await answer, shown.length]).toEqual([true, 1]);
});

test("declining needs no proof", async () => {
  const { approvals, answer } = asked();
  approvals.decline();
  expect(await answer).toBe(false);
});

test("two proofs are not looked at at once", async () => {
  const { approvals } = asked();
  const first = approvals.prove("wrong");
  await expect(approvals.prove("right")).rejects.toThrow("usage.invalid");
  await first;
});

test("a proof that comes after the end changes nothing", async () => {
  const stop = new AbortController();
  const { approvals, shown } = asked(stop.signal);
  const proving = approvals.prove("wrong");
  stop.abort();
  await proving;
  expect(shown).toHaveLength(1);
});

test("who waits no more hears that it was cancelled", async () => {
  const stop = new AbortController();
  const { answer } = asked(stop.signal);
  stop.abort();
  await expect(answer).rejects.toThrow("owner.cancelled");
});
