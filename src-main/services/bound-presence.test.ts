// The prompt of a vault with a key that comes out only after the owner's gesture.

import { expect, test } from "vitest";
import { type ErrorCode, ExchangeError } from "../../src-shared/errors.ts";
import { FakeClock } from "../../src-shared/testing/fake-clock.ts";
import { FakePresence } from "../../src-shared/testing/fake-presence.ts";
import type { SlotProvider } from "../../src-shared/vault/model.ts";
import type { Gesture } from "../../src-shared/vault/ports.ts";
import { boundPresence } from "./bound-presence.ts";

function vaultWith(providers: readonly SlotProvider[], opens: () => boolean | Promise<boolean> = () => true) {
  const gestures: Gesture[] = [];
  const slots = providers.map((provider) => ({ slotId: new Uint8Array(16), provider, addedAt: 0 }));
  const opensWithHardware = async (_: SlotProvider, gesture: Gesture) => {
    gestures.push(gesture);
    return opens();
  };
  return { gestures, slots: () => slots, opensWithHardware };
}

/** A computer that has both kinds of hardware. */
const here = (clock = new FakeClock()) => ({ clock, hardware: [{ provider: "secure-enclave" }, { provider: "windows-hello" }] as const });

const QUESTION = { action: "export", text: "send 2 items" } as const;
const options = (signal = new AbortController().signal) => ({ signal, deadline: 60_000 });
const failing = (code: ErrorCode) => () => {
  throw new ExchangeError(code);
};

test.each([
  ["secure-enclave", "touch-id"],
  ["windows-hello", "windows-hello"],
] as const)("a key in %s is asked for by the prompt %s", async (provider, prompt) => {
  const bound = boundPresence(new FakePresence(), vaultWith(["passphrase", provider]), here());
  expect(await bound.state("export")).toEqual({ ready: true, prompt });
});

test.each<readonly SlotProvider[]>([["passphrase"], ["tpm", "passphrase"]])("without such a key (%s) the system's prompt stays what it was", (...providers) => {
  const presence = new FakePresence();
  expect(boundPresence(presence, vaultWith(providers), here())).toBe(presence);
});

test("a key that another computer has leaves this one's prompt what it was", () => {
  const presence = new FakePresence();
  expect(boundPresence(presence, vaultWith(["passphrase", "secure-enclave"]), { ...here(), hardware: [{ provider: "tpm" }] })).toBe(presence);
});

test("the key that opens this vault is a yes, and the mere yes is not asked for", async () => {
  const presence = new FakePresence();
  const vault = vaultWith(["secure-enclave"]);
  const answer = await boundPresence(presence, vault, here()).verify(QUESTION, options());
  expect([answer.approved, vault.gestures, presence.asked]).toEqual([true, [{ text: "send 2 items" }], []]);
});

test("a key that does not open it is no yes", async () => {
  const bound = boundPresence(
    new FakePresence(),
    vaultWith(["secure-enclave"], () => false),
    here(),
  );
  expect(await bound.verify(QUESTION, options())).toEqual({ approved: false, refusal: "presence.unavailable" });
});

test.each<[ErrorCode, ErrorCode]>([
  ["presence.cancelled", "presence.cancelled"],
  ["presence.denied", "presence.denied"],
  ["hardware.locked-out", "presence.locked-out"],
  ["hardware.changed", "presence.unavailable"],
  ["hardware.unavailable", "presence.unavailable"],
  ["internal.bug", "presence.unavailable"],
])("hardware that ends in %s is no yes but %s", async (code, refusal) => {
  const bound = boundPresence(new FakePresence(), vaultWith(["windows-hello"], failing(code)), here());
  expect(await bound.verify(QUESTION, options())).toEqual({ approved: false, refusal });
});

test("nothing is asked once nobody waits", async () => {
  const stop = new AbortController();
  stop.abort();
  const vault = vaultWith(["windows-hello"]);
  const answer = await boundPresence(new FakePresence(), vault, here()).verify(QUESTION, options(stop.signal));
  expect([answer, vault.gestures]).toEqual([{ approved: false, refusal: "presence.cancelled" }, []]);
});

test("what the hardware answers after the deadline is no yes", async () => {
  const clock = new FakeClock();
  const gesture = Promise.withResolvers<boolean>();
  const bound = boundPresence(
    new FakePresence(),
    vaultWith(["secure-enclave"], () => gesture.promise),
    here(clock),
  );
  const answer = bound.verify(QUESTION, options());
  clock.advance(60_000);
  gesture.resolve(true);
  expect(await answer).toEqual({ approved: false, refusal: "presence.timed-out" });
});
