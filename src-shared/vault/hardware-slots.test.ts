// Key slots whose key this computer's hardware keeps: what opens them, what does not, and what stays when the hardware is lost.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hex, utf8 } from "../bytes.ts";
import { type CborValue, decodeCbor, encodeCbor } from "../cbor/codec.ts";
import { ExchangeError } from "../errors.ts";
import { FakeHardware } from "../testing/fake-hardware.ts";
import type { MemoryRecordStore } from "../testing/memory-record-store.ts";
import { fixturePassphrase, memoryVault } from "../testing/vault-fixture.ts";
import { openVault, passphraseSecret, readSlots, unlockWithHardware, unlockWithPassphrase } from "./open-vault.ts";
import { type Gesture, HARDWARE_PROVIDERS, type HardwareProvider, MAXIMUM_HARDWARE_BLOB } from "./ports.ts";

const code = (value: string) => expect.objectContaining({ code: value });
const PIN = "246810";
const gesture = (pin = PIN): Gesture => ({ pin: passphraseSecret(pin), text: "open" });

async function withHardware(provider: HardwareProvider = "tpm") {
  const fixture = await memoryVault();
  const hardware = new FakeHardware(fixture.ports.primitives, provider);
  const ports = { ...fixture.ports, hardware: [hardware] };
  const vault = openVault(ports, await unlockWithPassphrase(ports, fixturePassphrase()));
  return { ...fixture, ports, vault, hardware, other: () => ({ ...ports, hardware: [new FakeHardware(ports.primitives, provider)] }) };
}

/** With a slot that `PIN` opens. */
async function withSlot(provider: HardwareProvider = "tpm") {
  const made = await withHardware(provider);
  const { slot } = await made.vault.addSlot({ provider, gesture: gesture() });
  return { ...made, slot };
}

describe("hardware", () => {
  it.each(HARDWARE_PROVIDERS)("(%s) opens the vault", async (provider) => {
    const { vault, ports } = await withSlot(provider);
    expect(openVault(ports, await unlockWithHardware(ports, provider, gesture())).id).toEqual(vault.id);
  });

  it("is given no key of the vault itself", async () => {
    const { vault, ports, hardware } = await withHardware();
    const given: string[] = [];
    const wrap = hardware.wrap.bind(hardware);
    hardware.wrap = (key, made) => {
      given.push(hex(key));
      return wrap(key, made);
    };
    await vault.addSlot({ provider: "tpm", gesture: gesture() });
    const vaultKey = (await unlockWithHardware(ports, "tpm", gesture())).use(hex);
    expect([given.length, given.includes(vaultKey)]).toEqual([1, false]);
  });

  it("with a wrong PIN does not open it, until it is locked, and the passphrase does all the time", async () => {
    const { ports } = await withSlot();
    const codes: string[] = [];
    for (let i = 0; i < 4; i++) await unlockWithHardware(ports, "tpm", gesture("135790")).catch(({ code }) => codes.push(code));
    const opened = await unlockWithPassphrase(ports, fixturePassphrase());
    expect([codes, opened.length]).toEqual([["hardware.wrong-pin", "hardware.wrong-pin", "hardware.wrong-pin", "hardware.locked-out"], 32]);
  });

  it("of another computer does not open it", async () => {
    const { other } = await withSlot();
    await expect(unlockWithHardware(other(), "tpm", gesture())).rejects.toEqual(code("hardware.changed"));
  });

  it("that is not there does not", async () => {
    const { ports } = await withSlot();
    await expect(unlockWithHardware({ ...ports, hardware: [] }, "tpm", gesture())).rejects.toEqual(code("hardware.unavailable"));
  });

  it("is not asked when the vault has no slot for it", async () => {
    const { ports, hardware } = await withHardware();
    await expect(unlockWithHardware(ports, "tpm", gesture())).rejects.toEqual(code("hardware.changed"));
    expect(hardware.gestures).toEqual([]);
  });

  it("whose prompt was not answered with yes is believed", async () => {
    const { ports, hardware } = await withSlot("secure-enclave");
    hardware.refuses = new ExchangeError("presence.cancelled");
    await expect(unlockWithHardware(ports, "secure-enclave", { text: "open" })).rejects.toEqual(code("presence.cancelled"));
  });

  it("gets its slot only after the very gesture opened it", async () => {
    const { hardware } = await withSlot();
    expect(hardware.gestures.map(({ pin }) => pin?.use((bytes) => Buffer.from(bytes).toString()))).toEqual([PIN, PIN]);
  });

  it("that forgets what it was given gets no slot, and is told to let go", async () => {
    const { vault, ports, hardware } = await withHardware();
    hardware.forgets = true;
    await expect(vault.addSlot({ provider: "tpm", gesture: gesture() })).rejects.toEqual(code("vault.wrong-key"));
    expect([readSlots(ports).length, hardware.forgotten.length]).toEqual([1, 1]);
  });

  it("that wraps into too much gets no slot", async () => {
    const { vault, hardware, ports } = await withHardware();
    hardware.wrap = async () => new Uint8Array(MAXIMUM_HARDWARE_BLOB + 1);
    await expect(vault.addSlot({ provider: "tpm", gesture: gesture() })).rejects.toEqual(code("internal.bug"));
    expect(readSlots(ports)).toHaveLength(1);
  });

  it("lets go of what it keeps when its slot is removed", async () => {
    const { vault, hardware, slot } = await withSlot();
    await vault.removeSlot(slot.slotId);
    expect([hardware.forgotten.length, vault.slots().map(({ provider }) => provider)]).toEqual([1, ["passphrase"]]);
  });

  it("lets go of what it keeps when its slot could not be written", async () => {
    const { vault, hardware, store } = await withHardware();
    store.failAt = store.writes + 1;
    await expect(vault.addSlot({ provider: "tpm", gesture: gesture() })).rejects.toEqual(code("vault.write-failed"));
    expect([hardware.forgotten.length, vault.slots().length]).toEqual([1, 1]);
  });

  it("that is gone does not keep its slot from being removed", async () => {
    const { ports, slot } = await withSlot();
    const elsewhere = { ...ports, hardware: [] };
    const vault = openVault(elsewhere, await unlockWithPassphrase(elsewhere, fixturePassphrase()));
    await vault.removeSlot(slot.slotId);
    expect(vault.slots()).toHaveLength(1);
  });
});

describe("an open vault", () => {
  it("says of its hardware that it opens it, and of hardware without a slot that it does not", async () => {
    const { vault } = await withSlot();
    expect([await vault.opensWithHardware("tpm", gesture()), await vault.opensWithHardware("windows-hello", gesture())]).toEqual([true, false]);
  });

  it("says of a wrong PIN what it is", async () => {
    const { vault } = await withSlot();
    await expect(vault.opensWithHardware("tpm", gesture("135790"))).rejects.toEqual(code("hardware.wrong-pin"));
  });

  it("is opened by the second of two slots, where the first has another PIN or is of another computer", async () => {
    const { vault, ports, other } = await withSlot();
    const away = other();
    const there = openVault(away, await unlockWithPassphrase(away, fixturePassphrase()));
    await there.addSlot({ provider: "tpm", gesture: gesture("777777") });
    expect((await unlockWithHardware(away, "tpm", gesture("777777"))).length).toBe(32);
    expect((await unlockWithHardware(ports, "tpm", gesture())).length).toBe(32);
    expect(vault.id).toEqual(there.id);
  });

  it("keeps the last way in that does not depend on this computer", async () => {
    const { vault } = await withSlot();
    const { slotId } = vault.slots().find(({ provider }) => provider === "passphrase") ?? { slotId: utf8("") };
    await expect(vault.removeSlot(slotId)).rejects.toEqual(code("vault.last-slot"));
  });

  it("lets the passphrase go where the recovery key stays", async () => {
    const { vault } = await withSlot();
    await vault.addSlot({ provider: "recovery" });
    const { slotId } = vault.slots().find(({ provider }) => provider === "passphrase") ?? { slotId: utf8("") };
    await vault.removeSlot(slotId);
    expect(vault.slots().map(({ provider }) => provider)).toEqual(["tpm", "recovery"]);
  });

  it("takes no slot that its header has no room for, and asks no hardware then", async () => {
    const { vault, hardware, ports } = await withHardware();
    const key = ports.primitives.random(32);
    hardware.wrap = async (wrapped) => {
      key.set(wrapped);
      return new Uint8Array(MAXIMUM_HARDWARE_BLOB).fill(1);
    };
    hardware.unwrap = async () => key.slice();
    const filling = async () => {
      for (let i = 0; i < 32; i++) await vault.addSlot({ provider: "tpm", gesture: gesture() });
    };
    await expect(filling()).rejects.toEqual(code("usage.invalid"));
    expect(openVault(ports, await unlockWithPassphrase(ports, fixturePassphrase())).slots().length).toBeGreaterThan(10);
  });
});

describe("a header", () => {
  it("with a blob of another provider's slot opens nothing", async () => {
    const { ports, store } = await withSlot();
    change(store, ([slotId, addedAt, , parameters, wrapped]) => [slotId, addedAt, "windows-hello", parameters, wrapped]);
    const moved = { ...ports, hardware: [{ ...hardwareLike(ports.hardware), provider: "windows-hello" as const }] };
    await expect(unlockWithHardware(moved, "windows-hello", gesture())).rejects.toEqual(code("vault.wrong-key"));
  });

  it.each([
    ["an empty blob", new Uint8Array(0)],
    ["a blob that is too large", new Uint8Array(MAXIMUM_HARDWARE_BLOB + 1)],
    ["no blob", "text"],
  ])("with %s is refused", async (_, blob) => {
    const { ports, store } = await withSlot();
    change(store, ([slotId, addedAt, provider, , wrapped]) => [slotId, addedAt, provider, [blob], wrapped]);
    await expect(unlockWithHardware(ports, "tpm", gesture())).rejects.toEqual(code("vault.corrupt"));
  });

  it("with an altered blob opens nothing, whatever byte it is", async () => {
    const { ports, store, hardware } = await withSlot();
    const header = store.header() ?? utf8("");
    const tried = async (at: number, bit: number) => {
      change(store, ([slotId, addedAt, provider, members, wrapped]) => {
        const [blob] = members as [Uint8Array];
        const place = at % blob.length;
        return [slotId, addedAt, provider, [blob.with(place, (blob[place] as number) ^ (1 << bit))], wrapped];
      });
      await expect(unlockWithHardware(ports, "tpm", gesture())).rejects.toEqual(code("hardware.changed"));
      store.writeHeader(header);
    };
    await fc.assert(fc.asyncProperty(fc.nat(10_000), fc.nat(7), tried), { numRuns: 60 });
    expect(await hardware.state()).toBe("ready");
  });
});

/** The slot of the hardware, which is the last. */
function change(store: MemoryRecordStore, edit: (slot: CborValue[]) => unknown[]): void {
  const [version, id, slots, mac] = decodeCbor(store.header() ?? utf8("")) as CborValue[];
  const all = slots as CborValue[][];
  store.writeHeader(encodeCbor([version, id, [...all.slice(0, -1), edit(all.at(-1) ?? [])], mac] as CborValue[]));
}

function hardwareLike([hardware]: readonly FakeHardware[]) {
  if (hardware === undefined) throw new Error("no hardware");
  return {
    state: () => hardware.state(),
    wrap: hardware.wrap.bind(hardware),
    unwrap: hardware.unwrap.bind(hardware),
    forget: hardware.forget.bind(hardware),
  };
}
