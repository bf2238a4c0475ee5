// What a person hears when the vault was made and the key store then refuses.

import { EventEmitter } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { expect, onTestFinished, test } from "vitest";
import { ExchangeError } from "../../../src-shared/errors.ts";
import type { KeyStore } from "../../../src-shared/vault/ports.ts";
import { nodePrimitives } from "../../platform/primitives.ts";
import { createSqliteVault, openSqliteVault } from "../../platform/sqlite-vault.ts";
import { systemClock } from "../../platform/system-clock.ts";
import { VaultService } from "../../services/vaults.ts";
import type { Context, Runner } from "../context.ts";
import { Output } from "../output.ts";
import { addVaultCreate } from "./vault-create.ts";

class Screen extends EventEmitter {
  text = "";

  write(text: string): boolean {
    this.text += text;
    return true;
  }
}

const denying: KeyStore = {
  state: async () => "missing",
  get: () => Promise.reject(new ExchangeError("key-store.missing")),
  put: () => Promise.reject(new ExchangeError("key-store.denied")),
  remove: async () => false,
};

async function create() {
  const directory = mkdtempSync(join(tmpdir(), "keyferry-create-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const screen = new Screen();
  const vaults = new VaultService({
    primitives: nodePrimitives,
    clock: systemClock(),
    passphraseKdf: async (passphrase, salt) => nodePrimitives.sha256(passphrase, salt),
    keyStore: denying,
    createStore: createSqliteVault,
    openStore: openSqliteVault,
  });
  const output = new Output({ json: false, color: false, out: screen, err: screen, elapsed: () => 0 });
  const context = { output, host: { vaults }, prompter: { newSecret: async () => "right" }, vaultDirectory: directory } as unknown as Context;
  const run: Runner =
    (work) =>
    (...given) =>
      work(context, given[0] as never, ...([] as never));
  const program = new Command();
  addVaultCreate(program, run);
  const ended = await program.parseAsync(["create", "--key-store"], { from: "user" }).then(
    () => "done",
    ({ code }) => code,
  );
  return { ended, text: screen.text };
}

test("a key store that denies is an error, after the recovery key was shown", async () => {
  const { ended, text } = await create();
  expect([ended, /[0-9A-Z]{4}(-[0-9A-Z]{4}){6}/.test(text)]).toEqual(["key-store.denied", true]);
});

test("a key store that denies leaves no doubt that the vault is there, and how to try again", async () => {
  expect((await create()).text).toMatch(/The vault is there .* vault slots add key-store/);
});
