// The key this device signs with: where it is made, that it stays, and what happens when the vault comes to another computer.

import { describe, expect, test } from "vitest";
import { hex, utf8 } from "../../src-shared/bytes.ts";
import { ExchangeError } from "../../src-shared/errors.ts";
import { memoryVault } from "../../src-shared/testing/vault-fixture.ts";
import type { Vault } from "../../src-shared/vault/model.ts";
import type { HardwareState, IdentityHardware } from "../../src-shared/vault/ports.ts";
import { nodePrimitives as primitives } from "../platform/primitives.ts";
import { deviceIdentity, identityHolder } from "./device-identity.ts";

const MESSAGE = utf8("a receipt");

/** Knows the keys it made; those of another one are strange to it. */
class FakeIdentity implements IdentityHardware {
  readonly provider = "tpm";
  is: HardwareState = "ready";
  /** Signs with another key than it says. */
  lies = false;
  readonly made = new Map<string, Uint8Array>();

  async state(): Promise<HardwareState> {
    return this.is;
  }

  async create() {
    const { privateKey, publicKey } = primitives.generateSigningKey();
    const key = primitives.random(16);
    this.made.set(hex(key), this.lies ? primitives.generateSigningKey().privateKey : privateKey);
    return { key, publicKey };
  }

  async sign(key: Uint8Array, message: Uint8Array): Promise<Uint8Array> {
    if (this.is === "unavailable") throw new ExchangeError("hardware.unavailable");
    const privateKey = this.made.get(hex(key));
    if (privateKey === undefined) throw new ExchangeError("hardware.changed");
    return primitives.sign(privateKey, message);
  }
}

async function identity(vault: Vault, identityHardware?: IdentityHardware) {
  const { publicKey, sign } = await deviceIdentity({ primitives, identityHardware }, vault, "this");
  return { key: hex(publicKey), signs: primitives.verify(publicKey, MESSAGE, await sign(MESSAGE)) };
}

describe("without hardware", () => {
  test("the key is in the vault, signs, and stays", async () => {
    const { vault } = await memoryVault();
    const first = await identity(vault);
    expect([first.signs, await identity(vault), await identityHolder(vault, undefined)]).toEqual([true, first, "software"]);
  });
});

describe("with hardware", () => {
  test("a new vault's key is in it, signs, and stays", async () => {
    const { vault } = await memoryVault();
    const chip = new FakeIdentity();
    const first = await identity(vault, chip);
    expect([first.signs, await identity(vault, chip), chip.made.size, await identityHolder(vault, chip)]).toEqual([true, first, 1, "tpm"]);
  });

  test("a vault that has its own key already keeps it", async () => {
    const { vault } = await memoryVault();
    const chip = new FakeIdentity();
    const before = await identity(vault);
    expect([await identity(vault, chip), chip.made.size, await identityHolder(vault, chip)]).toEqual([before, 0, "software"]);
  });

  test("that is away when the vault is new, the key is in the vault", async () => {
    const { vault } = await memoryVault();
    const chip = new FakeIdentity();
    chip.is = "unavailable";
    expect([(await identity(vault, chip)).signs, chip.made.size, await identityHolder(vault, chip)]).toEqual([true, 0, "software"]);
  });

  test("that signs with another key than it says is not used", async () => {
    const { vault } = await memoryVault();
    const chip = new FakeIdentity();
    chip.lies = true;
    await identity(vault, chip);
    chip.lies = false;
    expect([(await identity(vault, chip)).signs, chip.made.size]).toEqual([true, 1]);
  });

  test("wrong PINs that lock the chip do not keep the key from signing", async () => {
    const { vault } = await memoryVault();
    const chip = new FakeIdentity();
    const first = await identity(vault, chip);
    chip.is = "locked-out";
    expect(await identity(vault, chip)).toEqual(first);
  });
});

describe("a vault that comes to another computer", () => {
  test("has a key there of its own, and its old one when it comes back", async () => {
    const { vault } = await memoryVault();
    const [here, there] = [new FakeIdentity(), new FakeIdentity()];
    const first = await identity(vault, here);
    const second = await identity(vault, there);
    expect([second.signs, second.key === first.key, await identity(vault, there), await identity(vault, here)]).toEqual([true, false, second, first]);
  });

  test("without hardware has a key in the vault there, and its old one when it comes back", async () => {
    const { vault } = await memoryVault();
    const here = new FakeIdentity();
    const first = await identity(vault, here);
    const second = await identity(vault);
    expect([second.signs, second.key === first.key, await identity(vault, here)]).toEqual([true, false, first]);
  });

  test("remembers no more keys than it has room for", async () => {
    const { vault } = await memoryVault();
    for (let i = 0; i < 10; i++) await identity(vault, new FakeIdentity());
    expect(vault.setting("device-identity-hardware")).toHaveLength(8);
  });
});

test.each([
  ["device-identity", "text"],
  ["device-identity", { privateKey: "text", publicKey: utf8("x") }],
  ["device-identity-hardware", "text"],
  ["device-identity-hardware", [{ provider: "tpm", key: "text", publicKey: utf8("x") }]],
])("what is stored as %s and is no key is said to be damaged", async (setting, value) => {
  const { vault } = await memoryVault();
  vault.putSetting(setting, value);
  await expect(identity(vault, new FakeIdentity())).rejects.toMatchObject({ code: "vault.corrupt" });
});
