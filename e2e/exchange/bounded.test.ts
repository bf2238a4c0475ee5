// A large vault, ten thousand items with files, through two processes: everything arrives, and neither side needs much memory for it.

import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fillVault } from "../../bench/generate-vault.ts";
import { composeHost } from "../../src-main/host/compose-host.ts";
import { passphraseSecret } from "../../src-shared/vault/open-vault.ts";
import { ENTRY, type Ended, makeVault, PASSPHRASE } from "../harness/cli.ts";
import { documentOf, receiptOf, type TransferEnd, transfer } from "../harness/transfer.ts";

const ITEMS = 10_000;
/** MiB of resident memory at most: Node itself, 64 for the passphrase, and a part of what is moved. */
const BOUND = 400;

const root = mkdtempSync(join(tmpdir(), "keyferry-e2e-"));
const [from, to] = [join(root, "from"), join(root, "to")];
const sides: { end?: TransferEnd } = {};

/** The command line, with its peak in KiB as the last word on stderr. */
const tellPeak = 'data:text/javascript,process.on("exit",()=>process.stderr.write(" "+process.resourceUsage().maxRSS))';
const measured = [process.execPath, "--import", tellPeak, ENTRY];

beforeAll(async () => {
  await Promise.all([makeVault(from), makeVault(to)]);
  const passphrase = async () => passphraseSecret(PASSPHRASE);
  const vault = await composeHost().vaults.open(from, "any", { tries: 1, passphrase, recoveryKey: async () => "" });
  try {
    fillVault(vault, ITEMS);
  } finally {
    vault.close();
  }
  sides.end = await transfer({ from, to, senderCommand: measured, receiverCommand: measured });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function endOf(side: keyof TransferEnd): Ended {
  if (sides.end === undefined) throw new Error("no transfer");
  return sides.end[side];
}

test.each(["sender", "receiver"] as const)("the %s's receipt counts and proves every one of them", (side) => {
  expect(receiptOf(endOf(side))).toMatchObject({
    counts: { accounts: 1, items: ITEMS, files: ITEMS * 0.02, credentials: { "basic-auth": ITEMS * 0.9, passkey: ITEMS * 0.2, totp: ITEMS * 0.2 } },
    outcomes: { added: ITEMS },
    proven: ITEMS,
    passkeys: { working: ITEMS * 0.2, failing: 0, untested: 0 },
    totps: { working: ITEMS * 0.2, failing: 0, untested: 0 },
  });
});

test("both vaults hold the same document", async () => {
  const digests = await Promise.all(
    [from, to].map(async (vault) =>
      createHash("sha256")
        .update(JSON.stringify(await documentOf(vault)))
        .digest("hex"),
    ),
  );
  expect(digests[0]).toBe(digests[1]);
});

test.each(["sender", "receiver"] as const)(`the %s's memory stays under ${BOUND} MiB`, (side) => {
  const peak = Number(endOf(side).stderr.split(" ").at(-1)) / 1024;
  expect([Number.isFinite(peak) && peak > 0, peak < BOUND || peak]).toEqual([true, true]);
});
