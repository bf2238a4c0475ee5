// The command line on computers with a TPM 2.0 (in software): a PIN opens the vault, and a receipt is signed by a key that cannot leave the chip.

import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { argon2id } from "../../src-main/platform/passphrase-kdf.ts";
import { nodePrimitives } from "../../src-main/platform/primitives.ts";
import { openSqliteVault } from "../../src-main/platform/sqlite-vault.ts";
import { systemClock } from "../../src-main/platform/system-clock.ts";
import { base64url } from "../../src-shared/bytes.ts";
import type { Setting } from "../../src-shared/vault/model.ts";
import { openVault, passphraseSecret, unlockWithPassphrase } from "../../src-shared/vault/open-vault.ts";
import { type Answers, ENTRY, type Ended, makeVault, PASSPHRASE, runCli, temporaryDirectory } from "../harness/cli.ts";
import { startTpm, tpmMissing } from "../harness/swtpm.ts";
import { type Json, receiptOf, transfer } from "../harness/transfer.ts";

const PIN = "246810";
const BITWARDEN = join(import.meta.dirname, "../cli/fixtures/bitwarden.json");

/** A computer whose chip is `tcti`: how the command line is started on it. */
const on = (tcti: string) => ["env", `TPM2TOOLS_TCTI=${tcti}`, process.execPath, ENTRY];

function run(tcti: string, words: readonly string[], answers: Answers): Promise<Ended> {
  return runCli(words, { answers, command: on(tcti) });
}

async function vaultWithSlot() {
  const { tcti } = await startTpm();
  const vault = await makeVault(join(temporaryDirectory(), "vault"));
  const made = await run(tcti, ["vault", "slots", "add", "tpm", "--vault", vault], { passphrase: PASSPHRASE, "new-pin": PIN });
  if (made.code !== 0) throw new Error(made.stdout + made.stderr);
  return { tcti, vault };
}

const asked = ({ events }: Ended) => events.filter(({ event }) => event === "prompt").map(({ kind }) => kind);

/** What a vault keeps under a name. */
async function settingOf(directory: string, name: string): Promise<Setting | undefined> {
  const ports = { primitives: nodePrimitives, clock: systemClock(), passphraseKdf: argon2id, store: openSqliteVault(directory) };
  const vault = openVault(ports, await unlockWithPassphrase(ports, passphraseSecret(PASSPHRASE)));
  try {
    return vault.setting(name);
  } finally {
    vault.close();
  }
}

const keyOf = (receipt: Json) => (receipt.counterpart as Json).key;

describe.skipIf(tpmMissing !== undefined)(`the command line and a TPM${tpmMissing === undefined ? "" : ` (${tpmMissing})`}`, () => {
  test("the PIN opens the vault", async () => {
    const { tcti, vault } = await vaultWithSlot();
    const ended = await run(tcti, ["vault", "digest", "--vault", vault], { pin: PIN });
    expect([ended.code, asked(ended)]).toEqual([0, ["pin"]]);
  });

  test("after the third wrong PIN the chip is locked, and the passphrase opens the vault", async () => {
    const { tcti, vault } = await vaultWithSlot();
    const ends: Ended[] = [];
    for (const pin of ["135791", "135792", "135793", PIN]) ends.push(await run(tcti, ["vault", "digest", "--vault", vault], { pin, passphrase: PASSPHRASE }));
    const both = ["pin", "passphrase"];
    expect(ends.map((ended) => [ended.code, asked(ended)])).toEqual([
      [0, both],
      [0, both],
      [0, both],
      [0, ["passphrase"]],
    ]);
  });

  test("on another computer the passphrase is asked, and the slot there opens nothing", async () => {
    const { vault } = await vaultWithSlot();
    const { tcti } = await startTpm();
    const ended = await run(tcti, ["vault", "digest", "--vault", vault], { pin: PIN, passphrase: PASSPHRASE });
    expect([ended.code, asked(ended)]).toEqual([0, ["pin", "passphrase"]]);
  });

  test("receipts are signed by keys in both chips, which no vault holds", async () => {
    const [here, there] = [await startTpm(), await startTpm()];
    const root = temporaryDirectory();
    const [from, to] = await Promise.all([makeVault(join(root, "from"), BITWARDEN), makeVault(join(root, "to"))]);
    const ended = await transfer({ from, to, senderCommand: on(here.tcti), receiverCommand: on(there.tcti) });
    const keys = [keyOf(receiptOf(ended.receiver)), keyOf(receiptOf(ended.sender))];
    const kept = await Promise.all([from, to].map(async (vault) => [await settingOf(vault, "device-identity"), await hardwareKeys(vault)]));
    expect(kept).toEqual(keys.map((key) => [undefined, [key]]));
  });

  test("a vault that comes to another chip signs with a new key there, and remembers the old one", async () => {
    const [here, there] = [await startTpm(), await startTpm()];
    const root = temporaryDirectory();
    const [from, to] = await Promise.all([makeVault(join(root, "from"), BITWARDEN), makeVault(join(root, "to"))]);
    const first = await transfer({ from, to, senderCommand: on(here.tcti), receiverCommand: on(there.tcti) });
    const second = await transfer({ from, to, senderCommand: on(there.tcti), receiverCommand: on(there.tcti) });
    const [old, fresh] = [first, second].map(({ receiver }) => keyOf(receiptOf(receiver)));
    expect([await hardwareKeys(from), old === fresh]).toEqual([[fresh, old], false]);
  });
});

async function hardwareKeys(vault: string): Promise<readonly unknown[]> {
  const kept = (await settingOf(vault, "device-identity-hardware")) as readonly { readonly publicKey: Uint8Array }[] | undefined;
  return (kept ?? []).map(({ publicKey }) => base64url(publicKey));
}
