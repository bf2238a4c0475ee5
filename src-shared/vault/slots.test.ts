import { describe, expect, it } from "vitest";
import { utf8 } from "../bytes.ts";
import { type CborValue, decodeCbor, encodeCbor } from "../cbor/codec.ts";
import { Secret } from "../secret.ts";
import { MemoryRecordStore } from "../testing/memory-record-store.ts";
import { fixturePassphrase, loginItem, memoryVault } from "../testing/vault-fixture.ts";
import { createVault, openVault, passphraseSecret, readSlots, unlockWithPassphrase, unlockWithRecoveryKey } from "./open-vault.ts";

const code = (value: string) => expect.objectContaining({ code: value });

describe("a passphrase", () => {
  it("opens the vault", async () => {
    const { vault, reopen } = await memoryVault();
    vault.add(loginItem("a"));
    expect((await reopen()).views().length).toBe(1);
  });

  it("that is wrong does not", async () => {
    const { ports } = await memoryVault();
    await expect(unlockWithPassphrase(ports, passphraseSecret("wrong"))).rejects.toEqual(code("vault.wrong-key"));
  });

  it("is the same however its letters are composed", async () => {
    const ports = { ...(await memoryVault()).ports, store: new MemoryRecordStore() };
    await createVault(ports, { provider: "passphrase", passphrase: passphraseSecret("ka\u0308se") });
    expect((await unlockWithPassphrase(ports, passphraseSecret("k\u00e4se"))).length).toBe(32);
  });
});

describe("an open vault", () => {
  it.each([
    ["its passphrase", "correct horse battery staple", true],
    ["another of its passphrases", "second", true],
    ["a wrong one", "third", false],
  ])("says of %s whether it opens it", async (_, text, opens) => {
    const { vault } = await memoryVault();
    await vault.addSlot({ provider: "passphrase", passphrase: passphraseSecret("second") });
    expect(await vault.opensWith(passphraseSecret(text))).toBe(opens);
  });

  it("says that no passphrase opens it when there is a recovery key only", async () => {
    const { vault } = await memoryVault();
    await vault.addSlot({ provider: "recovery" });
    const [{ slotId } = { slotId: utf8("") }] = vault.slots();
    await vault.removeSlot(slotId);
    expect(await vault.opensWith(fixturePassphrase())).toBe(false);
  });

  it("says of its recovery key that it opens it, however it is typed, and of others that they do not", async () => {
    const { vault } = await memoryVault();
    const { recoveryKey = "" } = await vault.addSlot({ provider: "recovery" });
    const { recoveryKey: strange = "" } = await (await memoryVault("other")).vault.addSlot({ provider: "recovery" });
    const tries = [recoveryKey, recoveryKey.toLowerCase().replaceAll("-", ""), strange, "not a key", ""];
    expect(await Promise.all(tries.map((text) => vault.opensWithRecoveryKey(text)))).toEqual([true, true, false, false, false]);
  });

  it("does not ask slots that were put into its header", async () => {
    const [mine, other] = [await memoryVault(), await memoryVault("other")];
    mine.store.writeHeader(other.store.header() ?? utf8(""));
    await expect(mine.vault.opensWith(fixturePassphrase())).rejects.toEqual(code("vault.tampered"));
  });

  it("wipes every key it made from the passphrase, and leaves the passphrase", async () => {
    const made: Uint8Array[] = [];
    const kept = <T extends Uint8Array | undefined>(bytes: T): T => {
      if (bytes !== undefined) made.push(bytes);
      return bytes;
    };
    const { ports } = await memoryVault();
    const { primitives: p, passphraseKdf: kdf } = ports;
    const primitives = {
      ...p,
      open: (...given: Parameters<typeof p.open>) => kept(p.open(...given)),
      hkdfSha256: (...given: Parameters<typeof p.hkdfSha256>) => kept(p.hkdfSha256(...given)),
    };
    const watched = { ...ports, primitives, passphraseKdf: async (...given: Parameters<typeof kdf>) => kept(await kdf(...given)) };
    const vault = openVault(watched, await unlockWithPassphrase(ports, fixturePassphrase()));
    const passphrase = fixturePassphrase();
    made.length = 0;
    await vault.opensWith(passphrase);
    expect([made.length, made.some((key) => key.some((byte) => byte !== 0)), passphrase.wiped]).toEqual([3, false, false]);
  });
});

describe("a recovery key", () => {
  it("opens the vault as it was printed", async () => {
    const { vault, ports } = await memoryVault();
    const { recoveryKey = "" } = await vault.addSlot({ provider: "recovery" });
    expect(openVault(ports, await unlockWithRecoveryKey(ports, recoveryKey)).id).toEqual(vault.id);
  });

  it("that is another's does not", async () => {
    const { vault, ports } = await memoryVault();
    await vault.addSlot({ provider: "recovery" });
    const other = await (await memoryVault("other")).vault.addSlot({ provider: "recovery" });
    await expect(unlockWithRecoveryKey(ports, other.recoveryKey ?? "")).rejects.toEqual(code("vault.wrong-key"));
  });

  it("is not kept in the store", async () => {
    const { vault, store } = await memoryVault();
    const { recoveryKey = "" } = await vault.addSlot({ provider: "recovery" });
    expect(Buffer.from(store.header() ?? []).toString("latin1")).not.toContain(recoveryKey.slice(0, 9));
  });
});

describe("slots", () => {
  it("are listed while the vault is locked", async () => {
    const { vault, ports } = await memoryVault();
    await vault.addSlot({ provider: "recovery" });
    expect(readSlots(ports).map(({ provider }) => provider)).toEqual(["passphrase", "recovery"]);
  });

  it("open nothing once removed", async () => {
    const { vault, ports } = await memoryVault();
    await vault.addSlot({ provider: "recovery" });
    await vault.removeSlot(vault.slots()[0]?.slotId ?? utf8(""));
    await expect(unlockWithPassphrase(ports, fixturePassphrase())).rejects.toEqual(code("vault.wrong-key"));
  });

  it("keep their last one", async () => {
    const { vault } = await memoryVault();
    await expect(vault.removeSlot(vault.slots()[0]?.slotId ?? utf8(""))).rejects.toEqual(code("vault.last-slot"));
  });

  it("that are put back after their removal are noticed", async () => {
    const { vault, store, reopen } = await memoryVault();
    const { slot } = await vault.addSlot({ provider: "recovery" });
    const header = store.header() ?? utf8("");
    await vault.removeSlot(slot.slotId);
    store.writeHeader(header);
    await expect(reopen()).rejects.toEqual(code("vault.tampered"));
  });

  it("that are put back while the vault is open get into no new table", async () => {
    const { vault, store } = await memoryVault();
    const { slot } = await vault.addSlot({ provider: "recovery" });
    const header = store.header() ?? utf8("");
    await vault.removeSlot(slot.slotId);
    store.writeHeader(header);
    await expect(vault.addSlot({ provider: "recovery" })).rejects.toEqual(code("vault.tampered"));
  });

  it("are no more than a vault opens with", async () => {
    const { vault, reopen } = await memoryVault();
    const adding = async () => {
      for (let i = 0; i < 40; i++) await vault.addSlot({ provider: "recovery" });
    };
    await expect(adding()).rejects.toEqual(code("usage.invalid"));
    expect((await reopen()).slots()).toHaveLength(32);
  });

  it("are no more than that when two are added at the same time", async () => {
    const { vault, reopen } = await memoryVault();
    for (let i = 0; i < 30; i++) await vault.addSlot({ provider: "recovery" });
    const ends = await Promise.allSettled([1, 2].map(() => vault.addSlot({ provider: "recovery" })));
    expect(ends.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
    expect((await reopen()).slots()).toHaveLength(32);
  });

  it("of which one is left out are noticed", async () => {
    const { vault, store, reopen } = await memoryVault();
    await vault.addSlot({ provider: "recovery" });
    edit(store, ([version, id, slots, mac]) => [version, id, (slots as CborValue[]).slice(0, 1), mac]);
    await expect(reopen()).rejects.toEqual(code("vault.tampered"));
  });
});

describe("a header", () => {
  it.each<[string, number, number]>([
    ["memory", 1, (1 << 20) + 1],
    ["passes", 2, 21],
    ["lanes", 3, 65],
    ["no passes", 2, 0],
  ])("that asks for too much (%s) is refused before the passphrase is tried", async (_, place, value) => {
    const { ports, store } = await memoryVault();
    edit(store, ([version, id, slots, mac]) => {
      const [slotId, addedAt, provider, parameters, wrapped] = (slots as CborValue[][])[0] ?? [];
      return [version, id, [[slotId, addedAt, provider, (parameters as CborValue[]).with(place, value), wrapped]], mac];
    });
    const kdf = async () => Promise.reject(new TypeError("tried"));
    await expect(unlockWithPassphrase({ ...ports, passphraseKdf: kdf }, fixturePassphrase())).rejects.toEqual(code("vault.corrupt"));
  });

  it("with any flipped bit opens nothing", async () => {
    const { store, reopen } = await memoryVault();
    const header = store.header() ?? utf8("");
    for (let at = 0; at < header.length; at++) {
      store.writeHeader(header.with(at, (header[at] as number) ^ 1));
      await expect(reopen()).rejects.toEqual(expect.objectContaining({ code: expect.stringMatching(/^vault\.(corrupt|tampered|wrong-key)$/) }));
    }
  });
});

it("a key that is not the vault's opens nothing", async () => {
  const { ports } = await memoryVault();
  expect(() => openVault(ports, new Secret(new Uint8Array(32)))).toThrow(code("vault.tampered"));
});

it("the key of a vault that does not open is overwritten", async () => {
  const { ports } = await memoryVault();
  const key = new Secret(new Uint8Array(32).fill(1));
  expect(() => openVault(ports, key)).toThrow();
  expect(() => key.use(() => {})).toThrow("secret was wiped");
});

function edit(store: MemoryRecordStore, change: (table: CborValue[]) => unknown[]): void {
  store.writeHeader(encodeCbor(change(decodeCbor(store.header() ?? utf8("")) as CborValue[]) as CborValue[]));
}
