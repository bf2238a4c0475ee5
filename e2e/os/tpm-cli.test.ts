// The command line with a key slot in a real TPM 2.0 (in software): added with a PIN, opened by it, locked by wrong ones, and what opens the vault then.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Answers, copyOfVault, type Ended, makeVault, PASSPHRASE, runCli } from "../harness/cli.ts";
import { startTpm, tpmMissing } from "../harness/swtpm.ts";

const PIN = "246810";
const root = mkdtempSync(join(tmpdir(), "keyferry-e2e-"));

describe.skipIf(tpmMissing !== undefined)(`the command line with a TPM${tpmMissing === undefined ? "" : ` (${tpmMissing})`}`, () => {
  beforeAll(() => makeVault(join(root, "vault")));
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  /** A vault with a slot in a chip of its own, and its commands. */
  async function computer() {
    const { tcti } = await startTpm();
    const vault = copyOfVault(join(root, "vault"));
    const env = { ...process.env, TPM2TOOLS_TCTI: tcti };
    const keyferry = (words: readonly string[], answers: Answers) => runCli([...words, "--vault", vault], { answers, env });
    const added = await keyferry(["vault", "slots", "add", "tpm"], { passphrase: PASSPHRASE, "new-pin": PIN });
    return { keyferry, added };
  }

  /** What was asked, with the reason where one was given, and the exit code. */
  function course({ code, events }: Ended): readonly unknown[] {
    const prompts = events.filter(({ event }) => event === "prompt");
    return [...prompts.map(({ kind, detail }) => [kind, (detail as { readonly because?: string }).because].filter(Boolean).join(" ")), code];
  }

  test("a slot is added with a PIN", async () => {
    const { added } = await computer();
    expect(added.events.find(({ event }) => event === "slot")).toMatchObject({ provider: "tpm" });
  });

  test("the PIN opens the vault", async () => {
    const { keyferry } = await computer();
    expect(course(await keyferry(["vault", "digest"], { pin: PIN }))).toEqual(["pin", 0]);
  });

  test("wrong PINs lock the chip, and the passphrase opens the vault all the same", async () => {
    const { keyferry } = await computer();
    const wrong = () => keyferry(["vault", "digest"], { pin: "135791", passphrase: PASSPHRASE });
    const courses = [course(await wrong()), course(await wrong()), course(await wrong()), course(await wrong())];
    expect(courses).toEqual([
      ["pin", "passphrase hardware.wrong-pin", 0],
      ["pin", "passphrase hardware.wrong-pin", 0],
      ["pin", "passphrase hardware.locked-out", 0],
      ["passphrase hardware.locked-out", 0],
    ]);
  });

  test("a slot that is removed asks for no PIN any more", async () => {
    const { keyferry, added } = await computer();
    const id = String(added.events.find(({ event }) => event === "slot")?.id);
    await keyferry(["vault", "slots", "remove", id], { pin: "", passphrase: PASSPHRASE });
    expect(course(await keyferry(["vault", "digest"], { passphrase: PASSPHRASE }))).toEqual(["passphrase", 0]);
  });
});
