import { describe, expect, it } from "vitest";
import { hex } from "../bytes.ts";
import { ExchangeError } from "../errors.ts";
import { fixturePassphrase, memoryVault, type VaultFixture } from "../testing/vault-fixture.ts";
import { openVault, readSlots, unlockWithKeyStore, unlockWithPassphrase } from "./open-vault.ts";
import type { KeyStore, VaultPorts } from "./ports.ts";

const code = (value: string) => expect.objectContaining({ code: value });

describe("the key store", () => {
  it("says of a vault that is open whether its key would open it", async () => {
    const { vault, keys } = await withKeyStore();
    const before = await vault.opensWithKeyStore();
    await vault.addSlot({ provider: "key-store" });
    const after = await vault.opensWithKeyStore();
    for (const name of keys.keys()) keys.set(name, new Uint8Array(32));
    expect([before, after, await vault.opensWithKeyStore()]).toEqual([false, true, false]);
  });

  it("opens the vault", async () => {
    const { vault, ports } = await withKeyStore();
    await vault.addSlot({ provider: "key-store" });
    expect(openVault(ports, await unlockWithKeyStore(ports)).id).toEqual(vault.id);
  });

  it("holds no key of the vault itself", async () => {
    const { vault, ports, keys } = await withKeyStore();
    await vault.addSlot({ provider: "key-store" });
    const vaultKey = (await unlockWithKeyStore(ports)).use((bytes) => hex(bytes));
    expect(Array.from(keys.values(), hex)).not.toContain(vaultKey);
  });

  it.each(["key-store.locked", "key-store.missing", "key-store.unavailable"] as const)(
    "that answers %s is believed, and no new key is made",
    async (answer) => {
      const { vault, ports, keys } = await withKeyStore();
      await vault.addSlot({ provider: "key-store" });
      const before = Array.from(keys.keys());
      const broken: KeyStore = { ...ports.keyStore, get: async () => Promise.reject(new ExchangeError(answer)) };
      await expect(unlockWithKeyStore({ ...ports, keyStore: broken })).rejects.toEqual(code(answer));
      expect(Array.from(keys.keys())).toEqual(before);
    },
  );

  it("with another key in it does not open", async () => {
    const { vault, ports, keys } = await withKeyStore();
    await vault.addSlot({ provider: "key-store" });
    for (const name of keys.keys()) keys.set(name, new Uint8Array(32));
    await expect(unlockWithKeyStore(ports)).rejects.toEqual(code("vault.wrong-key"));
  });

  it("that lost the key of one slot opens with that of another", async () => {
    const { vault, ports, keys } = await withKeyStore();
    await vault.addSlot({ provider: "key-store" });
    keys.clear();
    await vault.addSlot({ provider: "key-store" });
    expect(openVault(ports, await unlockWithKeyStore(ports)).id).toEqual(vault.id);
  });

  it("is not asked when the vault has no slot for it", async () => {
    const { ports } = await withKeyStore();
    await expect(unlockWithKeyStore(ports)).rejects.toEqual(code("key-store.missing"));
  });

  it("that is not there cannot get a slot", async () => {
    const { vault } = await memoryVault();
    await expect(vault.addSlot({ provider: "key-store" })).rejects.toEqual(code("key-store.unavailable"));
  });

  it("that forgets what it was given gets no slot", async () => {
    const { ports, vault } = await withKeyStore({ get: async () => new Uint8Array(32) });
    await expect(vault.addSlot({ provider: "key-store" })).rejects.toEqual(code("vault.wrong-key"));
    expect(readSlots(ports).length).toBe(1);
  });

  it("loses its key with its slot", async () => {
    const { vault, keys } = await withKeyStore();
    const { slot } = await vault.addSlot({ provider: "key-store" });
    await vault.removeSlot(slot.slotId);
    expect(keys.size).toBe(0);
  });
});

async function withKeyStore(
  changed: Partial<KeyStore> = {},
): Promise<Omit<VaultFixture, "ports"> & { keys: Map<string, Uint8Array>; ports: VaultPorts & { keyStore: KeyStore } }> {
  const fixture = await memoryVault();
  const keys = new Map<string, Uint8Array>();
  const keyStore: KeyStore = {
    state: async (name) => (keys.has(name) ? "present" : "missing"),
    get: async (name) => keys.get(name)?.slice() ?? Promise.reject(new ExchangeError("key-store.missing")),
    put: async (name, key) => void keys.set(name, key.slice()),
    remove: async (name) => keys.delete(name),
    ...changed,
  };
  const ports = { ...fixture.ports, keyStore };
  const vault = openVault(ports, await unlockWithPassphrase(ports, fixturePassphrase()));
  return { ...fixture, ports, vault, keys };
}
