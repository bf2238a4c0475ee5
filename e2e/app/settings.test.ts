// Settings at the window: what cannot move is written down and named on both computers after a transfer; questions are turned off and on;
// the self-test says something of everything.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SELF_TEST_SUBJECTS, type SelfTestRow } from "../../src-shared/ipc/views-self-test.ts";
import { electronPath } from "../harness/app.ts";
import { approve, makeVaults, openSide, openTwo, PASSPHRASE, type Side, upToReview, type Vaults } from "../harness/app-transfer.ts";

const replyOf = <T>({ page }: Side, call: string): Promise<T> => page.evaluate<T>(`window.api.call(${call}).then(({ value }) => value)`);

async function writeDown({ person }: Side): Promise<void> {
  await person.go("nav.settings");
  await person.press("stays.add");
  await person.type("stays.name", "Bank key");
  await person.type("stays.site", "https://bank.example/login");
  await person.press("app.save");
  await person.page.getByRole("listitem").filter({ hasText: "bank.example" }).waitFor();
}

describe.skipIf(electronPath === undefined)("the settings", () => {
  const endings: (() => unknown)[] = [];
  let vaults: Vaults;
  beforeAll(async () => {
    vaults = await makeVaults((work) => endings.push(work));
  });
  afterAll(() => Promise.all(endings.map((work) => work())));

  test("keep what cannot move on a list, and both computers' receipts name it with what to do", async () => {
    const { old, other } = await openTwo(vaults.full, vaults.empty);
    await writeDown(old);
    await upToReview({ old, other });
    await approve(old);
    const sides = [old, other];
    await Promise.all(sides.map(({ person }) => person.button("app.done").waitFor()));
    const next = String(old.person.says("stays.next.security-key"));
    const named = await Promise.all(sides.map(({ page }) => page.getByText("Bank key").locator("xpath=../..").getByText("bank.example").count()));
    const told = await Promise.all(sides.map(({ page }) => page.getByText(next).count()));
    const safe = await Promise.all([
      replyOf(old, `"view", { name: "send" }`).then((view) => (view as { receipt: { safe: unknown } }).receipt.safe),
      replyOf(other, `"view", { name: "receive" }`).then((view) => (view as { receipt: { safe: unknown } }).receipt.safe),
    ]);
    await Promise.all(sides.map((side) => side.close()));
    const no = { answer: false, reason: "stays-here", count: 1 };
    expect({ named, told, safe }).toEqual({ named: [1, 1], told: [1, 1], safe: [no, no] });
  });

  test("put back a line that was removed", async () => {
    const side = await openSide(vaults.full);
    await writeDown(side);
    const before = await replyOf(side, `"stays.list"`);
    await side.page.getByRole("button", { name: side.person.says("stays.remove") }).click();
    await side.person.press("stays.undo");
    await side.page.getByRole("listitem").filter({ hasText: "bank.example" }).waitFor();
    const after = await replyOf(side, `"stays.list"`);
    await side.close();
    expect(after).toEqual(before);
  });

  test("turn a question off for the passphrase only", async () => {
    const side = await openSide(vaults.full);
    const { person, page } = side;
    await person.go("nav.settings");
    await page
      .locator("label")
      .filter({ hasText: person.says("settings.approval.passphraseOnExport") })
      .click();
    await person.typeAndEnter("settings.proof.passphrase", "another passphrase");
    await page.getByText(person.says("settings.proof.wrong")).waitFor();
    const refused = await replyOf(side, `"view", { name: "vault" }`);
    await person.typeAndEnter("settings.proof.passphrase", PASSPHRASE);
    await page.getByRole("dialog").waitFor({ state: "detached" });
    const changed = await replyOf(side, `"view", { name: "vault" }`);
    await side.close();
    expect([refused, changed]).toMatchObject([{ approval: { passphraseOnExport: true } }, { approval: { passphraseOnExport: false } }]);
  });

  test("say of everything how well it is protected", async () => {
    const side = await openSide(vaults.full);
    await side.person.go("nav.settings");
    const rows = await replyOf<readonly SelfTestRow[]>(side, `"settings.selfTest"`);
    const panel = side.page.locator("section", { has: side.page.getByRole("heading", { name: side.person.says("selfTest.title") }) });
    await panel.getByText(side.person.says("selfTest.package.source")).waitFor();
    await panel.getByRole("button").last().click();
    await panel
      .getByRole("listitem")
      .nth(SELF_TEST_SUBJECTS.length - 1)
      .waitFor();
    const shown = await panel.getByRole("listitem").count();
    await side.close();
    expect([rows.map(({ subject }) => subject), shown]).toEqual([SELF_TEST_SUBJECTS, SELF_TEST_SUBJECTS.length]);
  });

  test("look for what lies between only where the other computer's address is one", async () => {
    const side = await openSide(vaults.full);
    const { person, page } = side;
    await person.go("nav.settings");
    await person.typeAndEnter("doctor.address", "annas-laptop");
    await page.getByText(person.says("doctor.failed")).waitFor();
    await person.typeAndEnter("doctor.address", "");
    await page.getByText(person.says("doctor.listening.fine")).waitFor();
    const failed = await page.getByText(person.says("doctor.failed")).count();
    await side.close();
    expect(failed).toBe(0);
  });
});
