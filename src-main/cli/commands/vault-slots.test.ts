// Ways in that this computer's hardware keeps: adding one, opening by it at the command line, and what is asked where it does not open.

import { EventEmitter } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { describe, expect, onTestFinished, test } from "vitest";
import { toExchangeError } from "../../../src-shared/errors.ts";
import { FakeHardware } from "../../../src-shared/testing/fake-hardware.ts";
import { passphraseSecret } from "../../../src-shared/vault/open-vault.ts";
import type { HardwareProvider } from "../../../src-shared/vault/ports.ts";
import { nodePrimitives } from "../../platform/primitives.ts";
import { createSqliteVault, openSqliteVault } from "../../platform/sqlite-vault.ts";
import { systemClock } from "../../platform/system-clock.ts";
import { VaultService } from "../../services/vaults.ts";
import type { Context, Runner } from "../context.ts";
import { Output } from "../output.ts";
import type { Question } from "../prompter.ts";
import { addVaultSlots } from "./vault-slots.ts";

const PASSPHRASE = "right";
const PIN = "246810";

class Screen extends EventEmitter {
  text = "";

  write(text: string): boolean {
    this.text += text;
    return true;
  }
}

type Typed = readonly (readonly [kind: string, text: string])[];

/** A vault with a passphrase, and one owner who runs `vault slots` on it. */
async function computer(hardware = new FakeHardware(nodePrimitives)) {
  const directory = mkdtempSync(join(tmpdir(), "keyferry-slots-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const vaults = new VaultService({
    primitives: nodePrimitives,
    clock: systemClock(),
    passphraseKdf: async (passphrase, salt) => nodePrimitives.sha256(passphrase, salt),
    hardware: [hardware],
    createStore: createSqliteVault,
    openStore: openSqliteVault,
  });
  (await vaults.create(directory, passphraseSecret(PASSPHRASE))).vault.close();

  /** Types these answers, each to a question of that kind; any other question fails the run. */
  async function slots(words: string, typed: Typed, tries = 3) {
    const [screen, left, asked] = [new Screen(), [...typed], [] as Question[]];
    const answer = async (question: Question) => {
      const { kind } = question;
      asked.push(question);
      const [wanted, text = ""] = left.shift() ?? [];
      if (wanted !== kind) throw new Error(`asked for ${kind}, not ${wanted}`);
      return text;
    };
    const context = {
      output: new Output({ json: false, color: false, out: screen, err: screen, elapsed: () => 0 }),
      host: { vaults, hardware: [hardware] },
      prompter: { tries, secret: answer, newSecret: answer },
      signal: new AbortController().signal,
      vaultDirectory: directory,
      unlockBy: "any",
    } as unknown as Context;
    const run: Runner =
      (work) =>
      (...given) =>
        work(context, {} as never, ...(given.slice(0, -2) as never));
    const program = new Command();
    addVaultSlots(program, run);
    const ended = await program.parseAsync(["slots", ...words.split(" ")], { from: "user" }).then(
      () => "done",
      (thrown) => toExchangeError(thrown).cause ?? toExchangeError(thrown).code,
    );
    return { ended, text: screen.text, left, asked };
  }

  const withChip = () =>
    slots("add tpm", [
      ["passphrase", PASSPHRASE],
      ["new-pin", PIN],
    ]);
  return { hardware, slots, withChip };
}

describe("adding the security chip", () => {
  test("takes a PIN, and says that the vault opens with both", async () => {
    const { ended, text } = await (await computer()).withChip();
    expect([ended, text]).toEqual(["done", expect.stringContaining("opens with this computer's security chip and the PIN too")]);
  });

  test("tells that it locks itself, and what opens the vault then", async () => {
    const { asked } = await (await computer()).withChip();
    expect(asked.at(-1)?.about?.join(" ")).toMatch(/locks itself .* the passphrase and the recovery key open the vault/);
  });

  test("asks for a longer PIN than five characters", async () => {
    const { slots } = await computer();
    const { ended } = await slots("add tpm", [
      ["passphrase", PASSPHRASE],
      ["new-pin", "12345"],
      ["new-pin", PIN],
    ]);
    expect(ended).toBe("done");
  });

  test("ends when it is too short each time", async () => {
    const { slots } = await computer();
    expect(
      (
        await slots(
          "add tpm",
          [
            ["passphrase", PASSPHRASE],
            ["new-pin", "12345"],
          ],
          1,
        )
      ).ended,
    ).toBe("usage.invalid");
  });

  test.each(["locked-out", "unavailable"] as const)("asks for no PIN where it is %s", async (state) => {
    const { hardware, slots } = await computer();
    hardware.is = state;
    expect((await slots("add tpm", [["passphrase", PASSPHRASE]])).ended).toBe(`hardware.${state}`);
  });

  test("is refused where this computer has none", async () => {
    expect((await (await computer()).slots("add windows-hello", [["passphrase", PASSPHRASE]])).ended).toBe("hardware.unavailable");
  });

  test.each(["secure-enclave", "windows-hello"] as const satisfies readonly HardwareProvider[])(
    "asks for no PIN where the system asks itself: %s",
    async (provider) => {
      const { hardware, slots } = await computer(new FakeHardware(nodePrimitives, provider));
      const { ended } = await slots(`add ${provider}`, [["passphrase", PASSPHRASE]]);
      expect([ended, hardware.gestures[0]?.pin]).toEqual(["done", undefined]);
    },
  );
});

describe("opening with it", () => {
  test("the PIN opens the vault, and nothing else is asked", async () => {
    const { slots, withChip } = await computer();
    await withChip();
    const { ended, text } = await slots("list", [["pin", PIN]]);
    expect([ended, text]).toEqual(["done", expect.stringContaining("this computer's security chip")]);
  });

  test("Enter goes on to the passphrase", async () => {
    const { slots, withChip } = await computer();
    await withChip();
    expect(
      (
        await slots("list", [
          ["pin", ""],
          ["passphrase", PASSPHRASE],
        ])
      ).ended,
    ).toBe("done");
  });

  test("a wrong PIN may be corrected", async () => {
    const { slots, withChip } = await computer();
    await withChip();
    expect(
      (
        await slots("list", [
          ["pin", "111111"],
          ["pin", PIN],
        ])
      ).ended,
    ).toBe("done");
  });

  test("a chip that locked itself says so, and the passphrase opens the vault", async () => {
    const { slots, withChip } = await computer();
    await withChip();
    await slots("list", [
      ["pin", "1"],
      ["pin", "2"],
      ["pin", "3"],
      ["passphrase", PASSPHRASE],
    ]);
    const { ended, text } = await slots("list", [["passphrase", PASSPHRASE]]);
    expect([ended, text]).toEqual(["done", expect.stringContaining("locked itself after wrong PINs")]);
  });

  test("the PIN changes no ways in: what is typed does", async () => {
    const { slots, withChip } = await computer();
    await withChip();
    const { ended, left } = await slots("add recovery", [
      ["pin", PIN],
      ["passphrase", PASSPHRASE],
    ]);
    expect([ended, left]).toEqual(["done", []]);
  });
});

describe("removing it", () => {
  test("makes the chip forget what it kept, and no PIN is asked any more", async () => {
    const { hardware, slots, withChip } = await computer();
    await withChip();
    const id = /(\w{8})\s+this computer's security chip/.exec((await slots("list", [["pin", PIN]])).text)?.[1];
    await slots(`remove ${id}`, [
      ["pin", ""],
      ["passphrase", PASSPHRASE],
    ]);
    const { ended } = await slots("list", [["passphrase", PASSPHRASE]]);
    expect([ended, hardware.forgotten.length]).toEqual(["done", 1]);
  });
});
