// Which way opens a vault: what the system's prompt says before the key store does, and when hardware is asked.

import { describe, expect, test } from "vitest";
import { ExchangeError } from "../../src-shared/errors.ts";
import type { Refusal } from "../../src-shared/presence/presence.ts";
import { FakeHardware } from "../../src-shared/testing/fake-hardware.ts";
import { FakePresence, no, YES } from "../../src-shared/testing/fake-presence.ts";
import { fixturePassphrase, memoryVault } from "../../src-shared/testing/vault-fixture.ts";
import { openVault, passphraseSecret, unlockWithPassphrase } from "../../src-shared/vault/open-vault.ts";
import type { KeyStore } from "../../src-shared/vault/ports.ts";
import { openingKey, type UnlockOwner } from "./vault-opening.ts";

const code = (value: string) => expect.objectContaining({ code: value });
const PIN = "246810";

class Owner implements UnlockOwner {
  readonly asked: string[] = [];
  readonly failures: string[] = [];
  readonly tries = 3;
  readonly pins: (string | undefined)[];
  signal = new AbortController().signal;

  /** Typed one after the other; undefined is no PIN. */
  constructor(...pins: (string | undefined)[]) {
    this.pins = pins;
  }

  async passphrase() {
    this.asked.push("passphrase");
    return fixturePassphrase();
  }

  async recoveryKey(): Promise<string> {
    throw new Error("not asked in these tests");
  }

  async gesture(provider: string) {
    this.asked.push(provider);
    const pin = this.pins.shift();
    return pin === undefined ? undefined : { pin: passphraseSecret(pin), text: "" };
  }

  keyStoreFailed = ({ code }: ExchangeError) => void this.failures.push(code);
  hardwareFailed = ({ code }: ExchangeError) => void this.failures.push(code);
}

/** A vault with these ways in beside its passphrase. */
async function computer(...ways: readonly ("key-store" | "tpm")[]) {
  const fixture = await memoryVault();
  const keys = new Map<string, Uint8Array>();
  const keyStore: KeyStore = {
    state: async (name) => (keys.has(name) ? "present" : "missing"),
    get: async (name) => keys.get(name)?.slice() ?? Promise.reject(new ExchangeError("key-store.missing")),
    put: async (name, key) => void keys.set(name, key.slice()),
    remove: async (name) => keys.delete(name),
  };
  const hardware = new FakeHardware(fixture.ports.primitives);
  const presence = FakePresence.answering(YES);
  const ports = { ...fixture.ports, keyStore, hardware: [hardware], presence };
  const vault = openVault(ports, await unlockWithPassphrase(ports, fixturePassphrase()));
  for (const way of ways) await vault.addSlot(way === "tpm" ? { provider: way, gesture: { pin: passphraseSecret(PIN), text: "" } } : { provider: way });
  return { ports, presence, hardware, keys };
}

describe("the key store", () => {
  test("opens the vault after the system's prompt was answered with yes", async () => {
    const { ports, presence } = await computer("key-store");
    const owner = new Owner();
    await openingKey(ports, "any", owner);
    expect([owner.asked, presence.asked.map(({ action }) => action)]).toEqual([[], ["unlock"]]);
  });

  test.each(["presence.cancelled", "presence.denied", "presence.timed-out", "presence.unavailable", "presence.locked-out"] as const)(
    "stays shut when the prompt ends with %s, and the passphrase is next",
    async (refusal: Refusal) => {
      const { ports, presence } = await computer("key-store");
      presence.answers = no(refusal);
      const owner = new Owner();
      await openingKey(ports, "any", owner);
      expect([owner.failures, owner.asked]).toEqual([[refusal], ["passphrase"]]);
    },
  );

  test.each(["presence.no-agent", "presence.locked-out"] as const)("stays shut where the system has a prompt and %s", async (refusal) => {
    const { ports } = await computer("key-store");
    const owner = new Owner();
    await openingKey({ ...ports, presence: FakePresence.without(refusal) }, "any", owner);
    expect([owner.failures, owner.asked]).toEqual([[refusal], ["passphrase"]]);
  });

  test.each(["presence.not-installed", "presence.not-active-session", "presence.unavailable", "presence.silent-allow"] as const)(
    "opens as its owner chose where the system cannot ask: %s",
    async (refusal) => {
      const { ports } = await computer("key-store");
      const owner = new Owner();
      await openingKey({ ...ports, presence: FakePresence.without(refusal) }, "any", owner);
      expect([owner.failures, owner.asked]).toEqual([[], []]);
    },
  );

  test("brings up no prompt when it has no key to give", async () => {
    const { ports, presence, keys } = await computer("key-store");
    keys.clear();
    await openingKey(ports, "any", new Owner());
    expect(presence.asked).toEqual([]);
  });

  test("gives no key to an answer that comes after the prompt was taken away", async () => {
    const { ports, presence } = await computer("key-store");
    presence.answers = undefined;
    const stop = new AbortController();
    const owner = new Owner();
    owner.signal = stop.signal;
    const opening = openingKey(ports, "any", owner);
    await presence.shown();
    stop.abort();
    await opening;
    expect([owner.failures, owner.asked]).toEqual([["presence.cancelled"], ["passphrase"]]);
  });
});

describe("hardware", () => {
  test("opens the vault with its PIN", async () => {
    const { ports } = await computer("tpm");
    const owner = new Owner(PIN);
    await openingKey(ports, "any", owner);
    expect(owner.asked).toEqual(["tpm"]);
  });

  test("takes another try after a wrong PIN", async () => {
    const { ports } = await computer("tpm");
    const owner = new Owner("135790", PIN);
    await openingKey(ports, "tpm", owner);
    expect(owner.asked).toEqual(["tpm", "tpm"]);
  });

  test("gives way to the passphrase when no PIN is typed", async () => {
    const { ports } = await computer("tpm");
    const owner = new Owner(undefined);
    await openingKey(ports, "any", owner);
    expect([owner.asked, owner.failures]).toEqual([["tpm", "passphrase"], []]);
  });

  test("that is locked is not asked, and said so", async () => {
    const { ports, hardware } = await computer("tpm");
    hardware.is = "locked-out";
    const owner = new Owner(PIN);
    await openingKey(ports, "any", owner);
    expect([owner.asked, owner.failures]).toEqual([["passphrase"], ["hardware.locked-out"]]);
  });

  test("that was chosen and locks itself is the answer", async () => {
    const { ports } = await computer("tpm");
    await expect(openingKey(ports, "tpm", new Owner("1", "2", "3"))).rejects.toEqual(code("hardware.wrong-pin"));
    await expect(openingKey(ports, "tpm", new Owner(PIN))).rejects.toEqual(code("hardware.locked-out"));
  });

  test("is asked for nothing where the vault has no slot for it", async () => {
    const { ports } = await computer();
    const owner = new Owner(PIN);
    await openingKey(ports, "any", owner);
    expect(owner.asked).toEqual(["passphrase"]);
  });

  test("comes after the key store", async () => {
    const { ports, presence } = await computer("key-store", "tpm");
    presence.answers = no("presence.cancelled");
    const owner = new Owner(PIN);
    await openingKey(ports, "any", owner);
    expect([owner.failures, owner.asked]).toEqual([["presence.cancelled"], ["tpm"]]);
  });

  test("has every PIN wiped", async () => {
    const { ports, hardware } = await computer("tpm");
    hardware.gestures.length = 0;
    await openingKey(ports, "tpm", new Owner("135790", PIN));
    expect(hardware.gestures.map(({ pin }) => pin?.wiped)).toEqual([true, true]);
  });
});
