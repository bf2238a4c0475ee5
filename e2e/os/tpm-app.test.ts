// The real window on a computer with a TPM 2.0 (in software): the chip is set up with a PIN, opens the vault, locks itself, and the passphrase stays.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { REHEARSAL_PASSPHRASE } from "../../src-main/services/rehearsal-vaults.ts";
import { electronPath, type OpenedApp, openApp } from "../harness/app.ts";
import { Person } from "../harness/app-person.ts";
import { makeVaults } from "../harness/app-transfer.ts";
import { startTpm, tpmMissing } from "../harness/swtpm.ts";

const PIN = "246810";
const missing = electronPath === undefined ? "no Electron" : tpmMissing;

describe.skipIf(missing !== undefined)(`the window and a TPM${missing === undefined ? "" : ` (${missing})`}`, () => {
  const endings: (() => unknown)[] = [];
  let opened: OpenedApp;
  let person: Person;
  beforeAll(async () => {
    const onEnd = (work: () => unknown) => endings.unshift(work);
    const [{ full }, { tcti }] = await Promise.all([makeVaults(onEnd), startTpm(onEnd)]);
    opened = await openApp({ vault: full, env: { TPM2TOOLS_TCTI: tcti }, onEnd });
    person = new Person(opened.page);
  });
  afterAll(async () => {
    for (const work of endings) await work();
  });

  async function lock(): Promise<void> {
    await opened.page.evaluate(`void window.api.call("session.lock")`);
    await person.sees("unlock.title");
  }

  const phase = () => opened.page.evaluate<string>(`window.api.call("view", { name: "app" }).then(({ value }) => value.phase.name)`);

  test("sets the chip up in the settings, with the passphrase and a PIN typed twice", async () => {
    await person.unlock(REHEARSAL_PASSPHRASE);
    await person.go("nav.settings");
    await opened.page.getByText(person.says("settings.hardware.tpm"), { exact: true }).click();
    await person.type("settings.proof.passphrase", REHEARSAL_PASSPHRASE);
    await person.type("settings.pin", PIN);
    await person.type("settings.pin.again", PIN);
    await person.press("settings.hardware.add");
    await opened.page.getByText(person.says("settings.hardware.tpm.on")).waitFor();
    const slots = await opened.page.evaluate(`window.api.call("settings.protection").then(({ value }) => value.slots.map(({ way }) => way))`);
    expect(slots).toEqual(["passphrase", "recovery-key", "tpm"]);
  });

  test("opens the vault with the PIN, which is asked first", async () => {
    await lock();
    await person.typeAndEnter("unlock.pin", PIN);
    await opened.page.getByRole("navigation").waitFor();
    expect(await phase()).toBe("open");
  });

  test("says that a PIN is wrong, at the third that the chip locked itself and for how long, and offers the passphrase", async () => {
    await lock();
    const words: string[] = [];
    for (const pin of ["135791", "135792"]) {
      await person.typeAndEnter("unlock.pin", pin);
      const said = opened.page.getByText(person.says("error.hardware.wrong-pin"));
      await said.waitFor();
      words.push((await said.textContent()) ?? "");
      await person.type("unlock.pin", "");
      await said.waitFor({ state: "hidden" });
    }
    await person.typeAndEnter("unlock.pin", "135793");
    const locked = opened.page.getByText(person.says("unlock.lockedOut"));
    await locked.waitFor();
    await person.picture("tpm-locked-out");
    expect([words.length, await locked.textContent(), await person.field("unlock.passphrase").isVisible()]).toEqual([
      2,
      expect.stringContaining("17 minutes"),
      true,
    ]);
  });

  test("opens with the passphrase meanwhile, and says in the settings that the chip is locked", async () => {
    await person.unlock(REHEARSAL_PASSPHRASE);
    await person.go("nav.settings");
    await opened.page.getByText(person.says("settings.hardware.locked-out.on")).waitFor();
    expect(await phase()).toBe("open");
  });
});
