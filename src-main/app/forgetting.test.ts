import { describe, expect, test } from "vitest";
import type { Phase } from "../../src-shared/ipc/views-app.ts";
import { Forgetting } from "./forgetting.ts";

const LOCKED: Phase = { name: "locked", ways: ["passphrase"], because: "owner", paused: false };
const PAUSED: Phase = { ...LOCKED, paused: true };
const OPEN: Phase = { name: "open" };
const RECOVERY_KEY: Phase = { name: "recovery-key" };
const UNUSABLE: Phase = { name: "unusable", code: "vault.corrupt" };

/** What was done when the program went through these phases: where the window was sent, and how often memory was swept. */
function done(phases: readonly Phase[], { destroyed = false, crashed = false } = {}) {
  const sent: string[] = [];
  let sweeps = 0;
  const loadURL = async (address: string) => void sent.push(address);
  const forgetting = new Forgetting({ isDestroyed: () => destroyed, loadURL, webContents: { isCrashed: () => crashed } }, () => sweeps++);
  for (const phase of phases) forgetting.follow(phase);
  return { sent, sweeps };
}

describe("the page gets another process and memory is swept", () => {
  test.each([
    ["an open vault is locked", [LOCKED, OPEN, LOCKED]],
    ["it is locked while a transfer waits", [OPEN, PAUSED]],
    ["an open vault cannot be used any more", [OPEN, UNUSABLE]],
    ["a recovery key was shown and the vault is closed", [RECOVERY_KEY, LOCKED]],
  ] satisfies [string, Phase[]][])("when %s", (_what, phases) => {
    expect(done(phases)).toEqual({ sent: ["about:blank"], sweeps: 1 });
  });

  test("every time", () => {
    expect(done([OPEN, LOCKED, OPEN, LOCKED])).toEqual({ sent: ["about:blank", "about:blank"], sweeps: 2 });
  });
});

test("memory is swept again when the transfer behind the lock has ended", () => {
  expect(done([OPEN, PAUSED, LOCKED])).toEqual({ sent: ["about:blank"], sweeps: 2 });
});

test.each([
  ["there is no window any more", { destroyed: true }],
  ["its page has crashed", { crashed: true }],
])("memory is swept when %s", (_what, window) => {
  expect(done([OPEN, LOCKED], window)).toEqual({ sent: [], sweeps: 1 });
});

describe("nothing is done", () => {
  test.each([
    ["the program starts with a locked vault", [LOCKED]],
    ["the vault is opened", [LOCKED, OPEN]],
    ["the recovery key was confirmed", [RECOVERY_KEY, OPEN]],
    ["a locked vault is told again", [LOCKED, LOCKED]],
  ] satisfies [string, Phase[]][])("when %s", (_what, phases) => {
    expect(done(phases)).toEqual({ sent: [], sweeps: 0 });
  });
});
