// Opening a vault the way its owner can, and naming one thing in it.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { ExchangeError } from "../../src-shared/errors.ts";
import type { VaultItemView } from "../../src-shared/vault/model.ts";
import { passphraseSecret } from "../../src-shared/vault/open-vault.ts";
import type { KeyState, KeyStore } from "../../src-shared/vault/ports.ts";
import { nodePrimitives } from "../platform/primitives.ts";
import { createSqliteVault, openSqliteVault } from "../platform/sqlite-vault.ts";
import { systemClock } from "../platform/system-clock.ts";
import { findItem, findSlot, VaultService } from "./vaults.ts";

class FakeKeyStore implements KeyStore {
  readonly keys = new Map<string, Uint8Array>();
  override: KeyState | undefined;

  async state(name: string): Promise<KeyState> {
    return this.override ?? (this.keys.has(name) ? "present" : "missing");
  }
  async get(name: string): Promise<Uint8Array> {
    const key = this.keys.get(name);
    if (key === undefined || this.override === "locked") throw new ExchangeError("internal.bug", { detail: "asked for what is not to be had" });
    return key.slice();
  }
  async put(name: string, key: Uint8Array): Promise<void> {
    this.keys.set(name, key.slice());
  }
  async remove(name: string): Promise<boolean> {
    return this.keys.delete(name);
  }
}

/** Quick, and different for different passphrases. */
const passphraseKdf = async (passphrase: Uint8Array, salt: Uint8Array) => nodePrimitives.sha256(passphrase, salt);

function make(keyStore?: FakeKeyStore) {
  const directory = mkdtempSync(join(tmpdir(), "keyferry-unit-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const service = new VaultService({
    primitives: nodePrimitives,
    clock: systemClock(),
    passphraseKdf,
    createStore: createSqliteVault,
    openStore: openSqliteVault,
    ...(keyStore ? { keyStore } : {}),
  });
  return { directory, service };
}

function typing(...passphrases: readonly string[]) {
  const asked: number[] = [];
  const passphrase = async (attempt: number) => {
    asked.push(attempt);
    return passphraseSecret(passphrases[attempt - 1] ?? "");
  };
  return { asked, owner: { tries: 3, passphrase, recoveryKey: async () => "" } };
}

async function created(keyStore?: FakeKeyStore) {
  const made = make(keyStore);
  const { vault, recoveryKey } = await made.service.create(made.directory, passphraseSecret("right"));
  if (keyStore !== undefined) await vault.addSlot({ provider: "key-store" });
  vault.close();
  return { ...made, recoveryKey };
}

test("a wrong passphrase may be corrected", async () => {
  const { service, directory } = await created();
  const { owner, asked } = typing("wrong", "right");
  (await service.open(directory, "any", owner)).close();
  expect(asked).toEqual([1, 2]);
});

test("after the last try the error stands", async () => {
  const { service, directory } = await created();
  await expect(service.open(directory, "any", typing("a", "b", "c", "right").owner)).rejects.toMatchObject({ code: "vault.wrong-key" });
});

test("a failure leaves the vault free for the next", async () => {
  const { service, directory } = await created();
  await service.open(directory, "any", { ...typing("wrong").owner, tries: 1 }).catch(() => undefined);
  const vault = await service.open(directory, "any", typing("right").owner);
  expect(vault.views()).toEqual([]);
  vault.close();
});

test("the recovery key opens it", async () => {
  const { service, directory, recoveryKey } = await created();
  const vault = await service.open(directory, "recovery-key", { ...typing().owner, recoveryKey: async () => recoveryKey });
  expect(vault.slots().map(({ provider }) => provider)).toEqual(["passphrase", "recovery"]);
  vault.close();
});

test("a key store that holds the key opens it unasked", async () => {
  const { service, directory } = await created(new FakeKeyStore());
  const { owner, asked } = typing("right");
  (await service.open(directory, "any", owner)).close();
  expect(asked).toEqual([]);
});

test.each(["locked", "unavailable", "missing"] as const)("a key store that is %s is passed over, and said so", async (state) => {
  const keyStore = new FakeKeyStore();
  const { service, directory } = await created(keyStore);
  keyStore.override = state;
  const told: string[] = [];
  const owner = { ...typing("right").owner, keyStoreFailed: ({ code }: ExchangeError) => void told.push(code) };
  (await service.open(directory, "any", owner)).close();
  expect(told).toEqual([`key-store.${state}`]);
});

test("a locked key store is asked for its key by whoever chose it", async () => {
  const keyStore = new FakeKeyStore();
  const { service, directory } = await created(keyStore);
  keyStore.state = async () => "locked";
  const vault = await service.open(directory, "key-store", typing().owner);
  expect(vault.slots().length).toBe(3);
  vault.close();
});

test("a key store that is not there is told before a slot is promised", async () => {
  const keyStore = new FakeKeyStore();
  keyStore.override = "unavailable";
  await expect(make(keyStore).service.needKeyStore()).rejects.toMatchObject({ code: "key-store.unavailable" });
});

const views = ["Mail", "Bank", "Bank"].map((title, i) => ({ title, id: Uint8Array.of(1, 2, 3, i, 5, 6) })) as unknown as readonly VaultItemView[];

test.each([
  ["its id", "AQIDAAUG", "Mail"],
  ["the beginning of its id", "AQIDAA", "Mail"],
  ["its title", "Mail", "Mail"],
])("an item is found by %s", (_by, name, title) => {
  expect(findItem(views, name).title).toBe(title);
});

test.each([
  ["several with that title", "Bank", "usage.invalid"],
  ["several that begin so", "AQID", "usage.invalid"],
  ["none", "Nothing", "vault.item-missing"],
  ["too few letters", "AQI", "vault.item-missing"],
])("%s", (_what, name, code) => {
  expect(() => findItem(views, name)).toThrow(expect.objectContaining({ code }));
});

test.each(["", "abc", "ffff"])("%j names no slot", (name) => {
  expect(() => findSlot([{ slotId: Uint8Array.of(1, 2, 3), provider: "recovery", addedAt: 0 }], name)).toThrow(/no such slot/);
});
