// The self-test: for each part what is said when it is there, when it is not, and when it is weak.

import { describe, expect, it, test } from "vitest";
import { ExchangeError } from "../../src-shared/errors.ts";
import { SELF_TEST_SUBJECTS, type SelfTestRow, type SelfTestSubject } from "../../src-shared/ipc/views-self-test.ts";
import type { Refusal } from "../../src-shared/presence/presence.ts";
import { FakePresence } from "../../src-shared/testing/fake-presence.ts";
import type { SlotProvider } from "../../src-shared/vault/model.ts";
import type { HardwareProvider, HardwareState, KeyHardware, KeyState } from "../../src-shared/vault/ports.ts";
import { type SelfTestAbout, type SelfTestPorts, type SelfTestProbes, selfTest } from "./self-test.ts";

type Computer = {
  readonly slots?: readonly SlotProvider[];
  readonly presence?: FakePresence;
  readonly keyStore?: KeyState;
  readonly hardware?: readonly KeyHardware[];
  readonly probes?: Partial<SelfTestProbes>;
  readonly about?: Partial<SelfTestAbout>;
};

const GOOD: SelfTestProbes = {
  memory: () => ({ guarded: true, closed: true }),
  readableByOthers: async () => false,
  screen: () => "asks",
  origin: () => "installed",
};

const never = async (): Promise<never> => {
  throw new Error("the self-test asks nobody");
};

function chip(state: HardwareState, trouble?: string, provider: HardwareProvider = "tpm"): KeyHardware {
  return { provider, state: async () => state, trouble: async () => trouble, wrap: never, unwrap: never, forget: never };
}

/** A computer where everything is there and nothing in hardware is used yet. */
function rowsOf({ slots = ["passphrase", "recovery"], presence = new FakePresence(), keyStore = "present", hardware = [], probes, about }: Computer = {}) {
  const ports: SelfTestPorts = {
    presence,
    keyStore: { state: async () => keyStore, get: never, put: never, remove: never },
    hardware,
    probes: { ...GOOD, ...probes },
  };
  return selfTest(ports, {
    slots: slots.map((provider) => ({ provider })),
    opensWithKeyStore: async () => true,
    vaultDirectory: "/vault",
    platform: "linux",
    identity: "tpm",
    approval: { passphraseOnExport: true, confirmReveal: true },
    clipboard: { marks: true, seconds: 30 },
    ...about,
  });
}

async function row(subject: SelfTestSubject, computer: Computer = {}): Promise<readonly unknown[]> {
  const found = (await rowsOf(computer)).find((one): one is SelfTestRow => one.subject === subject);
  return [found?.grade, found?.finding, ...(found?.code ? [found.code] : [])];
}

const without = (refusal: Refusal): Computer => ({ presence: FakePresence.without(refusal) });

test("there is one row for each subject, in their order", async () => {
  expect((await rowsOf()).map(({ subject }) => subject)).toEqual(SELF_TEST_SUBJECTS);
});

test("without a window nothing is said of screen and clipboard", async () => {
  const rows = await rowsOf({ about: { clipboard: undefined } });
  expect(rows.map(({ subject }) => subject).filter((subject) => subject === "screen" || subject === "clipboard")).toEqual([]);
});

test("nobody is asked anything", async () => {
  const presence = new FakePresence();
  await rowsOf({ presence, slots: ["passphrase", "key-store", "tpm"], hardware: [chip("ready")] });
  expect(presence.asked).toEqual([]);
});

describe("the vault's files", () => {
  it.each<[string, Computer, readonly unknown[]]>([
    ["closed, with two ways to type", {}, ["strong", "two-ways"]],
    ["with one way to type", { slots: ["passphrase", "key-store"] }, ["fair", "one-way"]],
    ["with two passphrases and no recovery key", { slots: ["passphrase", "passphrase"] }, ["fair", "one-way"]],
    ["that others may read", { probes: { readableByOthers: async () => true } }, ["weak", "readable"]],
    ["of which the system says nothing", { probes: { readableByOthers: async () => undefined } }, ["strong", "two-ways"]],
  ])("%s", async (_, computer, expected) => {
    expect(await row("vault-file", computer)).toEqual(expected);
  });
});

describe("memory", () => {
  it.each([
    [true, true, ["strong", "closed"]],
    [true, false, ["fair", "guarded"]],
    [false, false, ["weak", "ordinary"]],
  ])("guarded %s, closed %s", async (guarded, closed, expected) => {
    expect(await row("memory", { probes: { memory: () => ({ guarded, closed }) } })).toEqual(expected);
  });
});

describe("the key store", () => {
  const used: Computer = { slots: ["passphrase", "recovery", "key-store"] };
  const opening = (opensWithKeyStore: () => Promise<boolean>): Computer => ({ ...used, about: { opensWithKeyStore } });
  const gone = async () => {
    throw new ExchangeError("key-store.missing");
  };
  it.each<[string, Computer, readonly unknown[]]>([
    ["not used", {}, ["strong", "unused"]],
    ["open to programs of the same user", used, ["weak", "readable"]],
    ["of macOS", { ...used, about: { platform: "macos" } }, ["fair", "asks-others"]],
    ["locked", { ...used, keyStore: "locked" }, ["fair", "locked", "key-store.locked"]],
    ["not there", { ...used, keyStore: "unavailable" }, ["fair", "unavailable", "key-store.unavailable"]],
    ["without the key", opening(gone), ["fair", "missing", "key-store.missing"]],
    ["with another key", opening(async () => false), ["fair", "missing", "key-store.missing"]],
  ])("%s", async (_, computer, expected) => {
    expect(await row("key-store", computer)).toEqual(expected);
  });
});

describe("the security chip", () => {
  const slots: readonly SlotProvider[] = ["passphrase", "recovery", "tpm"];
  it.each<[string, Computer, readonly unknown[]]>([
    ["used", { slots, hardware: [chip("ready")] }, ["strong", "ready"]],
    ["not used", { hardware: [chip("ready")] }, ["fair", "unused"]],
    ["locked", { slots, hardware: [chip("locked-out")] }, ["fair", "locked-out", "hardware.locked-out"]],
    ["closed to this user", { slots, hardware: [chip("unavailable", "no-permission")] }, ["fair", "no-permission", "hardware.unavailable"]],
    ["without its tools", { hardware: [chip("unavailable", "no-tools")] }, ["fair", "no-tools"]],
    ["unavailable for a reason nobody knows", { hardware: [chip("unavailable", "moon")] }, ["fair", "unavailable"]],
    ["of another computer", { slots, hardware: [] }, ["fair", "no-device", "hardware.unavailable"]],
    ["of another kind than here", { slots, hardware: [chip("ready", undefined, "windows-hello")] }, ["fair", "no-device", "hardware.unavailable"]],
    ["that this computer has not", {}, ["fair", "no-device"]],
  ])("%s", async (_, computer, expected) => {
    expect(await row("hardware", computer)).toEqual(expected);
  });
});

describe("approval", () => {
  const keyStore: readonly SlotProvider[] = ["passphrase", "recovery", "key-store"];
  it.each<[SelfTestSubject, string, Computer, readonly unknown[]]>([
    ["unlock", "typed", without("presence.unavailable"), ["strong", "typed"]],
    ["unlock", "by the key store after the prompt", { slots: keyStore }, ["strong", "prompt"]],
    ["unlock", "by the key store unasked", { slots: keyStore, ...without("presence.not-installed") }, ["weak", "unasked", "presence.not-installed"]],
    ["export", "by prompt and passphrase", {}, ["strong", "both"]],
    ["export", "by the prompt alone", { about: { approval: { passphraseOnExport: false, confirmReveal: true } } }, ["fair", "prompt"]],
    ["export", "by the passphrase alone", without("presence.no-agent"), ["fair", "passphrase", "presence.no-agent"]],
    ["export", "where a rule approves unasked", without("presence.silent-allow"), ["weak", "passphrase", "presence.silent-allow"]],
    ["import", "by the prompt", {}, ["strong", "prompt"]],
    ["import", "by the passphrase", without("presence.not-active-session"), ["fair", "passphrase", "presence.not-active-session"]],
    ["reveal", "by the prompt", {}, ["strong", "prompt"]],
    ["reveal", "by the passphrase", without("presence.unavailable"), ["fair", "passphrase", "presence.unavailable"]],
    ["reveal", "without a question", { about: { approval: { passphraseOnExport: true, confirmReveal: false } } }, ["fair", "unasked"]],
  ])("%s %s", async (subject, _, computer, expected) => {
    expect(await row(subject, computer)).toEqual(expected);
  });
});

describe("what is left", () => {
  it.each<[SelfTestSubject, string, Computer, readonly unknown[]]>([
    ["identity", "in hardware", {}, ["strong", "hardware"]],
    ["identity", "in the vault", { about: { identity: "software" } }, ["fair", "software"]],
    ["screen", "behind a question", {}, ["fair", "asks"]],
    ["screen", "open to the display", { probes: { screen: () => "shared" } }, ["weak", "shared"]],
    ["clipboard", "marked", {}, ["fair", "marked"]],
    ["clipboard", "without a mark", { about: { clipboard: { marks: false, seconds: 30 } } }, ["fair", "unmarked"]],
    ["clipboard", "never cleared", { about: { clipboard: { marks: true, seconds: 0 } } }, ["weak", "stays"]],
    ["package", "installed", {}, ["strong", "installed"]],
    ["package", "from its sources", { probes: { origin: () => "source" } }, ["fair", "source"]],
  ])("%s %s", async (subject, _, computer, expected) => {
    expect(await row(subject, computer)).toEqual(expected);
  });
});
