// A vault's key slot in a real TPM 2.0 (in software): its PIN, its lock-out, another chip, and a chip or tools that are not there.

import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { tpmHardware } from "../../src-main/platform/tpm.ts";
import { TpmTools } from "../../src-main/platform/tpm-tools.ts";
import { fixturePassphrase, memoryVault } from "../../src-shared/testing/vault-fixture.ts";
import { openVault, passphraseSecret, readSlots, unlockWithHardware, unlockWithPassphrase } from "../../src-shared/vault/open-vault.ts";
import type { Gesture } from "../../src-shared/vault/ports.ts";
import { startTpm, tpmMissing } from "../harness/swtpm.ts";

const PIN = "246810";
const gesture = (pin = PIN): Gesture => ({ pin: passphraseSecret(pin), text: "" });
const code = (value: string, detail?: string) => expect.objectContaining({ code: value, ...(detail !== undefined && { detail }) });

async function chip() {
  const { tcti, ...rest } = await startTpm();
  const tools = new TpmTools({ tcti });
  return { ...rest, tcti, tools, hardware: tpmHardware(tools) };
}

/** A vault with a slot in the chip, opened by its passphrase. */
async function vaultWithSlot() {
  const { tools, hardware } = await chip();
  const fixture = await memoryVault();
  const ports = { ...fixture.ports, hardware: [hardware] };
  const vault = openVault(ports, await unlockWithPassphrase(ports, fixturePassphrase()));
  const { slot } = await vault.addSlot({ provider: "tpm", gesture: gesture() });
  return { ...fixture, ports, vault, slot, tools, hardware };
}

type Made = Awaited<ReturnType<typeof vaultWithSlot>>;

/** The codes of so many tries with a wrong PIN. */
async function wrongPins({ ports }: Pick<Made, "ports">, times: number): Promise<string[]> {
  const codes: string[] = [];
  for (let i = 0; i < times; i++) await unlockWithHardware(ports, "tpm", gesture(`wrong ${i}`)).catch(({ code }) => codes.push(code));
  return codes;
}

describe.skipIf(tpmMissing !== undefined)(`a key slot in the TPM${tpmMissing === undefined ? "" : ` (${tpmMissing})`}`, () => {
  test("opens the vault with its PIN", async () => {
    const { vault, ports } = await vaultWithSlot();
    expect(openVault(ports, await unlockWithHardware(ports, "tpm", gesture())).id).toEqual(vault.id);
  });

  test("is locked by the third wrong PIN, and says for how long", async () => {
    const made = await vaultWithSlot();
    await wrongPins(made, 2);
    await expect(unlockWithHardware(made.ports, "tpm", gesture("wrong"))).rejects.toEqual(code("hardware.locked-out", "1000 s"));
  });

  test("that is locked does not open with its PIN either, while the passphrase opens the vault", async () => {
    const made = await vaultWithSlot();
    const codes = await wrongPins(made, 3);
    const right = await unlockWithHardware(made.ports, "tpm", gesture()).catch(({ code }) => code);
    const byPassphrase = await unlockWithPassphrase(made.ports, fixturePassphrase());
    expect([codes, right, await made.hardware.state(), byPassphrase.length]).toEqual([
      ["hardware.wrong-pin", "hardware.wrong-pin", "hardware.locked-out"],
      "hardware.locked-out",
      "locked-out",
      32,
    ]);
  });

  test("opens with its PIN again when the chip takes one again", async () => {
    const made = await vaultWithSlot();
    await wrongPins(made, 3);
    await made.tools.sequence(({ run }) => run("tpm2_dictionarylockout", ["-c"]));
    expect((await unlockWithHardware(made.ports, "tpm", gesture())).length).toBe(32);
  });

  test("cannot be added while the chip is locked, and the vault is as before", async () => {
    const made = await vaultWithSlot();
    await wrongPins(made, 3);
    await expect(made.vault.addSlot({ provider: "tpm", gesture: gesture() })).rejects.toEqual(code("hardware.locked-out"));
    expect(readSlots(made.ports).map(({ provider }) => provider)).toEqual(["passphrase", "tpm"]);
  });

  test("does not open with another chip", async () => {
    const { ports } = await vaultWithSlot();
    const { hardware } = await chip();
    await expect(unlockWithHardware({ ...ports, hardware: [hardware] }, "tpm", gesture())).rejects.toEqual(code("hardware.changed"));
  });

  test("does not open once the chip was cleared", async () => {
    const { ports, tools } = await vaultWithSlot();
    await tools.sequence(({ run }) => run("tpm2_clear", []));
    await expect(unlockWithHardware(ports, "tpm", gesture())).rejects.toEqual(code("hardware.changed"));
  });

  test.each(["file:-", "hex:00", "str:x", "session:x", "pcr:sha256:0", "☃".repeat(40), "tail\n"])("takes %j as a PIN, and no other", async (pin) => {
    const { hardware } = await chip();
    const key = new Uint8Array(32).fill(7);
    const wrapped = await hardware.wrap(key, gesture(pin));
    await expect(hardware.unwrap(wrapped, gesture(pin.slice(0, -1)))).rejects.toEqual(code("hardware.wrong-pin"));
    expect(Uint8Array.from(await hardware.unwrap(wrapped, gesture(pin)))).toEqual(key);
  });

  test("opens for all who ask at once", async () => {
    const { ports } = await vaultWithSlot();
    const opened = await Promise.all([1, 2, 3].map(() => unlockWithHardware(ports, "tpm", gesture())));
    expect(opened.map(({ length }) => length)).toEqual([32, 32, 32]);
  });

  test("leaves nothing in the chip and nothing in the folder for running programs", async () => {
    const folder = mkdtempSync("/dev/shm/keyferry-run-");
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    vi.stubEnv("XDG_RUNTIME_DIR", folder);
    onTestFinished(() => void vi.unstubAllEnvs());
    const made = await vaultWithSlot();
    await wrongPins(made, 1);
    const handles = ["handles-transient", "handles-loaded-session", "handles-saved-session"];
    const left = await made.tools.sequence(async ({ run }) => {
      const said: string[] = [];
      for (const what of handles) said.push(Buffer.from(await run("tpm2_getcap", [what])).toString("utf8"));
      return said;
    });
    expect([left, readdirSync(folder)]).toEqual([["", "", ""], []]);
  });

  test.each([0, 1, 2, 40, 100, 200])("with byte %i of what is kept altered is no slot of this chip", async (at) => {
    const { hardware } = await chip();
    const wrapped = await hardware.wrap(new Uint8Array(32), gesture());
    const altered = wrapped.with(at, (wrapped[at] ?? 0) ^ 1);
    await expect(hardware.unwrap(altered, gesture())).rejects.toEqual(code("hardware.changed"));
    expect(await hardware.state()).toBe("ready");
  });
});

describe.skipIf(tpmMissing !== undefined)("what cannot be used says why", () => {
  test("when the chip does not answer in time", async () => {
    const { tcti, freeze } = await chip();
    freeze();
    const hardware = tpmHardware(new TpmTools({ tcti, deadline: 200 }));
    expect([await hardware.state(), await hardware.trouble?.()]).toEqual(["unavailable", "no-answer"]);
  });

  test("when the chip is gone", async () => {
    const { hardware, stop } = await chip();
    const wrapped = await hardware.wrap(new Uint8Array(32), gesture());
    await stop();
    await expect(hardware.unwrap(wrapped, gesture())).rejects.toEqual(code("hardware.unavailable", "no-answer"));
  });

  test("when an administrator keeps it under a password", async () => {
    const { hardware, tools } = await chip();
    await tools.sequence(({ run }) => run("tpm2_changeauth", ["-c", "owner", "password"]));
    await expect(hardware.wrap(new Uint8Array(32), gesture())).rejects.toEqual(code("hardware.unavailable"));
    expect([await hardware.state(), await hardware.trouble?.()]).toEqual(["unavailable", "owner-password"]);
  });

  test("when there is none", async () => {
    vi.stubEnv("TPM2TOOLS_TCTI", undefined);
    onTestFinished(() => void vi.unstubAllEnvs());
    const hardware = tpmHardware(new TpmTools({ device: "/dev/tpm-that-is-not-there" }));
    const wrapping = hardware.wrap(new Uint8Array(32), gesture());
    await expect(wrapping).rejects.toEqual(code("hardware.unavailable", "no-device"));
    expect([await hardware.state(), await hardware.trouble?.()]).toEqual(["unavailable", "no-device"]);
  });

  test.skipIf(process.getuid?.() === 0)("when this user may not use it (not as root, who may all)", async () => {
    vi.stubEnv("TPM2TOOLS_TCTI", undefined);
    const folder = mkdtempSync("/dev/shm/keyferry-run-");
    onTestFinished(() => {
      vi.unstubAllEnvs();
      rmSync(folder, { recursive: true, force: true });
    });
    writeFileSync(join(folder, "tpm"), "", { mode: 0o000 });
    expect(await tpmHardware(new TpmTools({ device: join(folder, "tpm") })).trouble?.()).toBe("no-permission");
  });

  test("when the tools are not installed", async () => {
    expect(await tpmHardware(new TpmTools({ tcti: "swtpm:path=/nowhere", folders: ["/nowhere"] })).trouble?.()).toBe("no-tools");
  });
});
