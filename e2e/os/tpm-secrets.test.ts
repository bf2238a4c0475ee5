// Neither PIN nor key is where somebody else can look while the TPM's tools run: arguments, environment, files, the chip's bus.

import { createHash, randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { tpmHardware } from "../../src-main/platform/tpm.ts";
import { TpmTools } from "../../src-main/platform/tpm-tools.ts";
import { passphraseSecret } from "../../src-shared/vault/open-vault.ts";
import type { KeyHardware } from "../../src-shared/vault/ports.ts";
import { startTpm, tpmMissing } from "../harness/swtpm.ts";
import { watchBus, watchTools } from "../harness/watched-tools.ts";

const PIN = "a PIN that stands out";

/** What the chip itself is told instead of the PIN (src-main/platform/tpm.ts). */
const DIGEST = createHash("sha256").update("keyferry tpm pin v1\0").update(PIN).digest().subarray(0, 16);

/** Everything that must not be seen, in the forms it might have. */
function secretsOf(key: Buffer): readonly Buffer[] {
  const forms = [key, DIGEST].flatMap((bytes) => [bytes, ...(["hex", "base64", "base64url"] as const).map((form) => Buffer.from(bytes.toString(form)))]);
  return [Buffer.from(PIN), Buffer.from(PIN, "utf16le"), ...forms];
}

function found(key: Buffer, seen: Buffer): readonly string[] {
  return secretsOf(key).flatMap((secret) => (seen.includes(secret) ? [secret.toString("latin1")] : []));
}

/** A key that goes in and comes out, and a wrong PIN. */
async function use(hardware: KeyHardware, key: Buffer): Promise<void> {
  const wrapped = await hardware.wrap(key, { pin: passphraseSecret(PIN), text: "" });
  const back = await hardware.unwrap(wrapped, { pin: passphraseSecret(PIN), text: "" });
  if (!key.equals(back)) throw new Error("another key came out");
  await hardware.unwrap(wrapped, { pin: passphraseSecret(`${PIN}!`), text: "" }).catch(() => {});
}

describe.skipIf(tpmMissing !== undefined)(`secrets on their way to the TPM${tpmMissing === undefined ? "" : ` (${tpmMissing})`}`, () => {
  test("are in no argument, no environment and no file of any child", async () => {
    const { tcti } = await startTpm();
    const { folders, ...tools } = watchTools();
    const key = randomBytes(32);
    await use(tpmHardware(new TpmTools({ tcti, folders })), key);
    const seen = tools.seen();
    const watched = ["tpm2_create\0", "tpm2_unseal\0", "TPM2TOOLS_TCTI=", "fixedtpm|fixedparent|userwithauth"].filter((text) => seen.includes(text));
    expect([watched.length, found(key, seen)]).toEqual([4, []]);
  });

  test("would be found there, if they were", async () => {
    const { tcti } = await startTpm();
    const { folders, ...tools } = watchTools();
    const key = randomBytes(32);
    await new TpmTools({ tcti, folders }).sequence(async ({ file, run }) => {
      writeFileSync(file("leaked"), key);
      await run("tpm2_getrandom", ["4", "-o", file("random"), "-T", tcti, "--hex", "-S", DIGEST.toString("hex")]).catch(() => {}); // it has no such session
    });
    expect(found(key, tools.seen())).toEqual([key.toString("latin1"), DIGEST.toString("hex")]);
  });

  test("do not cross the chip's bus", async () => {
    const { socket } = await startTpm();
    const bus = await watchBus(socket);
    const key = randomBytes(32);
    await use(tpmHardware(new TpmTools({ tcti: bus.tcti })), key);
    expect([bus.seen().length > 1000, found(key, bus.seen())]).toEqual([true, []]);
  });

  test("would be found on the bus without the session", async () => {
    const { socket } = await startTpm();
    const bus = await watchBus(socket);
    const key = randomBytes(32);
    await new TpmTools({ tcti: bus.tcti }).sequence(async ({ file, run }) => {
      await run("tpm2_createprimary", ["-Q", "-C", "o", "-c", file("primary")]);
      const given = { input: key, secret: Buffer.from(DIGEST.toString("hex")) };
      await run("tpm2_create", ["-Q", "-C", file("primary"), "-i", "-", "-p", "file:/dev/fd/3", "-u", file("public"), "-r", file("private")], given);
    });
    expect(found(key, bus.seen())).toEqual([key.toString("latin1"), DIGEST.toString("hex")]);
  });
});
