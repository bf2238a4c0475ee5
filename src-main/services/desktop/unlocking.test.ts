// The window's ways in that are not typed alone: a PIN for the security chip, the system's prompt before the key store, and setting up the chip.

import { describe, expect, test } from "vitest";
import { ExchangeError } from "../../../src-shared/errors.ts";
import { FakeHardware } from "../../../src-shared/testing/fake-hardware.ts";
import { FakePresence, no } from "../../../src-shared/testing/fake-presence.ts";
import { openDesktop, PASSPHRASE } from "./testing/open-desktop.ts";

const rejected = (code: string, detail?: string) => expect.objectContaining({ code, ...(detail !== undefined && { detail }) });
const PIN = "246810";

/** Locked, with these ways in beside the passphrase and the recovery key. */
async function locked(...ways: readonly ("tpm" | "key-store")[]) {
  const opened = await openDesktop();
  const { call } = opened;
  if (ways.includes("tpm")) await call("settings.hardware", { on: true, pin: PIN, secret: PASSPHRASE });
  if (ways.includes("key-store")) await call("settings.keyStore", { on: true, secret: PASSPHRASE });
  await call("session.lock", undefined);
  return opened;
}

/** The same, while a transfer holds the vault. */
async function paused(way: "tpm" | "key-store") {
  const opened = await locked(way);
  await opened.call("session.unlock", { by: "passphrase", secret: PASSPHRASE });
  opened.desktop.session.hold();
  await opened.call("session.lock", undefined);
  return opened;
}

const phaseOf = ({ desktop }: { readonly desktop: { readonly board: { get(name: "app"): { readonly phase: { readonly name: string } } } } }) =>
  desktop.board.get("app").phase.name;
const ways = async ({ call }: Awaited<ReturnType<typeof openDesktop>>) => (await call("settings.protection", undefined)).slots.map(({ way }) => way);

describe.each([
  ["locked", () => locked("tpm")],
  ["paused", () => paused("tpm")],
] as const)("a %s vault", (_, make) => {
  test("opens with the chip's PIN", async () => {
    const opened = await make();
    await opened.call("session.unlock", { by: "tpm", secret: PIN });
    expect(phaseOf(opened)).toBe("open");
  });

  test("stays shut with a wrong one, then says that the chip locked itself, and opens with the passphrase", async () => {
    const opened = await make();
    const codes: string[] = [];
    for (let i = 0; i < 4; i++) await opened.call("session.unlock", { by: "tpm", secret: "135790" }).catch(({ code }) => codes.push(code));
    await opened.call("session.unlock", { by: "passphrase", secret: PASSPHRASE });
    expect([codes, phaseOf(opened)]).toEqual([["hardware.wrong-pin", "hardware.wrong-pin", "hardware.wrong-pin", "hardware.locked-out"], "open"]);
  });
});

describe.each([
  ["locked", () => locked("key-store")],
  ["paused", () => paused("key-store")],
] as const)("a %s vault and the key store", (_, make) => {
  test("opens when the system's prompt is answered with yes", async () => {
    const opened = await make();
    await opened.call("session.unlock", { by: "key-store", secret: "" });
    expect([phaseOf(opened), opened.ports.presence.asked.map(({ text }) => text)]).toEqual(["open", ["open your vault"]]);
  });

  test("stays shut when it is refused", async () => {
    const opened = await make();
    opened.ports.presence.answers = no("presence.denied");
    await expect(opened.call("session.unlock", { by: "key-store", secret: "" })).rejects.toEqual(rejected("presence.denied"));
    expect(phaseOf(opened)).toBe("locked");
  });

  test("takes the prompt away when the owner chooses another way", async () => {
    const opened = await make();
    opened.ports.presence.answers = undefined;
    const opening = opened.call("session.unlock", { by: "key-store", secret: "" });
    await opened.ports.presence.shown();
    await opened.call("session.stopUnlock", undefined);
    await expect(opening).rejects.toEqual(rejected("presence.cancelled"));
    await opened.call("session.unlock", { by: "passphrase", secret: PASSPHRASE });
    expect([opened.ports.presence.open, phaseOf(opened)]).toEqual([0, "open"]);
  });

  test("takes the prompt away when it is locked again, and a late yes opens nothing", async () => {
    const opened = await make();
    const { presence } = opened.ports;
    presence.answers = undefined;
    presence.heedsSignal = false;
    const opening = opened.call("session.unlock", { by: "key-store", secret: "" });
    await presence.shown();
    opened.desktop.session.lock("system");
    presence.answer({ approved: true, kind: "asserted" });
    await expect(opening).rejects.toEqual(rejected("vault.locked"));
    expect(phaseOf(opened)).toBe("locked");
  });
});

test("the prompt's line is in the owner's language", async () => {
  const { call, ports } = await locked("key-store");
  await call("session.unlock", { by: "passphrase", secret: PASSPHRASE });
  await call("settings.set", { language: "de" });
  await call("session.lock", undefined);
  await call("session.unlock", { by: "key-store", secret: "" });
  expect(ports.presence.asked.at(-1)?.text).toBe("deinen Tresor öffnen");
});

test("where the system cannot ask, the key store opens as its owner chose", async () => {
  const opened = await locked("key-store");
  opened.ports.presence.is = FakePresence.without("presence.not-installed").is;
  await opened.call("session.unlock", { by: "key-store", secret: "" });
  expect(phaseOf(opened)).toBe("open");
});

describe("the security chip", () => {
  test("is set up with passphrase and PIN, again with another PIN, and taken away", async () => {
    const opened = await openDesktop();
    for (const pin of ["135790", PIN]) await opened.call("settings.hardware", { on: true, pin, secret: PASSPHRASE });
    const added = await ways(opened);
    await opened.call("settings.hardware", { on: false, pin: "", secret: PASSPHRASE });
    expect([added, await ways(opened)]).toEqual([
      ["passphrase", "recovery-key", "tpm"],
      ["passphrase", "recovery-key"],
    ]);
  });

  test("that was set up again opens with the new PIN alone", async () => {
    const { call } = await locked("tpm");
    await call("session.unlock", { by: "tpm", secret: PIN });
    await call("settings.hardware", { on: true, pin: "135790", secret: PASSPHRASE });
    await call("session.lock", undefined);
    await expect(call("session.unlock", { by: "tpm", secret: PIN })).rejects.toEqual(rejected("hardware.wrong-pin"));
    await expect(call("session.unlock", { by: "tpm", secret: "135790" })).resolves.toBeUndefined();
  });

  test.each(["", "12345", "1234e\u0301"])("takes no PIN of fewer than six characters (%j)", async (pin) => {
    const opened = await openDesktop();
    await expect(opened.call("settings.hardware", { on: true, pin, secret: PASSPHRASE })).rejects.toEqual(rejected("usage.invalid", "pin"));
    expect(opened.ports.hardware[0].gestures).toEqual([]);
  });

  test("is not asked before the passphrase is right", async () => {
    const opened = await openDesktop();
    await expect(opened.call("settings.hardware", { on: true, pin: PIN, secret: "wrong" })).rejects.toEqual(rejected("vault.wrong-key"));
    expect(opened.ports.hardware[0].gestures).toEqual([]);
  });

  test("that refuses leaves the ways in as they were", async () => {
    const opened = await openDesktop();
    opened.ports.hardware[0].refuses = new ExchangeError("hardware.unavailable");
    await expect(opened.call("settings.hardware", { on: true, pin: PIN, secret: PASSPHRASE })).rejects.toEqual(rejected("hardware.unavailable"));
    expect(await ways(opened)).toEqual(["passphrase", "recovery-key"]);
  });

  test.each([
    ["ready", { way: "tpm", state: "ready" }],
    ["locked-out", { way: "tpm", state: "locked-out" }],
    ["unavailable", { way: "tpm", state: "unavailable", reason: "no-device" }],
  ] as const)("that is %s is said to be", async (state, view) => {
    const { call, ports } = await openDesktop();
    ports.hardware[0].is = state;
    expect((await call("settings.protection", undefined)).hardware).toEqual(view);
  });

  test("has its PIN wiped", async () => {
    const { call, ports } = await locked("tpm");
    await call("session.unlock", { by: "tpm", secret: PIN });
    expect(ports.hardware[0].gestures.map(({ pin }) => pin?.wiped)).toEqual([true, true, true]);
  });
});

test("Touch ID needs no PIN", async () => {
  const { ports, call, vault } = await openDesktop();
  const finger = new FakeHardware(ports.exchange.primitives, "secure-enclave");
  (ports.hardware as unknown as FakeHardware[]).splice(0, 1, finger);
  await call("settings.hardware", { on: true, pin: "", secret: PASSPHRASE });
  await call("session.lock", undefined);
  await call("session.unlock", { by: "secure-enclave", secret: "" });
  expect([vault().slots().length, finger.gestures.map(({ pin }) => pin)]).toEqual([3, [undefined, undefined, undefined]]);
});
