// What happens around a running transfer: the vault is locked, the window is closed, somebody stops it on the way.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { electronPath } from "../harness/app.ts";
import { approve, differencesOf, makeVaults, openTwo, PASSPHRASE, type Side, upToCode, upToReview, type Vaults } from "../harness/app-transfer.ts";

/** Enough that sending them takes a while on any computer. */
const MANY = 10_000;

const itemsIn = ({ page }: Side) => page.evaluate<number>(`window.api.call("view", { name: "vault" }).then(({ value }) => value.items)`);

describe.skipIf(electronPath === undefined)("around a running transfer", () => {
  const endings: (() => unknown)[] = [];
  let vaults: Required<Vaults>;
  beforeAll(async () => {
    vaults = (await makeVaults((work) => endings.push(work), MANY)) as Required<Vaults>;
  });
  afterAll(() => Promise.all(endings.map((work) => work())));

  test("locking pauses it, and unlocking finishes it", async () => {
    const two = await openTwo(vaults.large, vaults.empty);
    const { old, other } = two;
    await upToReview(two);
    await old.person.pressAt("send", "progress", "nav.lock");
    await approve(old);
    await old.page.getByText(old.person.says("unlock.paused")).waitFor();
    const whileLocked = await itemsIn(other);
    await old.person.typeAndEnter("unlock.passphrase", PASSPHRASE);
    await Promise.all([old.person.button("app.done").waitFor({ timeout: 120_000 }), other.person.button("app.done").waitFor({ timeout: 120_000 })]);
    await Promise.all([old.close(), other.close()]);
    expect({ whileLocked, differences: await differencesOf(old.vault, other.vault) }).toEqual({ whileLocked: 0, differences: [] });
  });

  test("stopping before the key is handed over keeps nothing anywhere", async () => {
    const two = await openTwo(vaults.large, vaults.empty);
    const { old, other } = two;
    await upToReview(two);
    await old.person.pressAt("send", "progress", "app.stop");
    await approve(old);
    await old.person.sees("transfer.failed.stopped");
    await other.person.sees("transfer.failed.otherSide");
    expect(await itemsIn(other)).toBe(0);
  });

  test("closing the window asks, and the transfer goes on when it stays", async () => {
    const two = await openTwo(vaults.full, vaults.empty);
    const { old } = two;
    await upToCode(two);
    await old.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    await old.page.getByRole("alertdialog").waitFor();
    await old.person.press("app.closing.stay");
    await old.page.getByRole("alertdialog").waitFor({ state: "hidden" });
    expect(await old.page.evaluate(`window.api.call("view", { name: "send" }).then(({ value }) => value.step)`)).toBe("code");
  });

  test("closing the window stops the transfer when its owner says so, and the other computer hears of it", async () => {
    const two = await openTwo(vaults.full, vaults.empty);
    const { old, other } = two;
    await upToCode(two);
    await old.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    const closed = old.app.waitForEvent("close");
    await old.person.press("app.closing.close");
    await closed;
    await other.person.sees("transfer.failed.otherSide");
    expect(await itemsIn(other)).toBe(0);
  });
});
