// Two apps on one computer find each other and move a vault, with people at both windows.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { electronPath } from "../harness/app.ts";
import { approve, differencesOf, makeVaults, openTwo, upToApproval, upToReview, type Vaults } from "../harness/app-transfer.ts";

/** M11 of the product: from opening Send to the receipt. */
const MOST_ACTIONS = 6;

describe.skipIf(electronPath === undefined)("a transfer between two apps", () => {
  const endings: (() => unknown)[] = [];
  let vaults: Vaults;
  beforeAll(async () => {
    vaults = await makeVaults((work) => endings.push(work));
  });
  afterAll(() => Promise.all(endings.map((work) => work())));

  test("takes at most six deliberate actions from Send to the receipt, and everything is there", async () => {
    const two = await openTwo(vaults.full, vaults.empty);
    const { old, other } = two;
    const before = old.person.actions;
    await upToApproval(two);
    await approve(other);
    await old.person.sees("send.review.title");
    await approve(old);
    await old.person.button("app.done").waitFor();
    const actions = old.person.actions - before;
    await other.person.button("app.done").waitFor();
    await Promise.all([old.person.picture("receipt-sent"), other.person.picture("receipt-received")]);
    await Promise.all([old.close(), other.close()]);
    expect({ few: actions <= MOST_ACTIONS, differences: await differencesOf(old.vault, other.vault) }).toEqual({ few: true, differences: [] });
  });

  test("can be taken back on the other computer, and made again", async () => {
    const two = await openTwo(vaults.full, vaults.empty);
    const { old, other } = two;
    await upToReview(two);
    await approve(old);
    await other.person.press("receipts.undo");
    await other.person.press("receipts.undo.go");
    await other.person.button("app.done").waitFor();
    await other.person.press("app.done");
    await old.person.press("app.done");
    const emptied = await other.page.evaluate(`window.api.call("view", { name: "vault" }).then(({ value }) => value.items)`);
    await upToReview(two);
    await approve(old);
    await Promise.all([old.person.button("app.done").waitFor(), other.person.button("app.done").waitFor()]);
    await Promise.all([old.close(), other.close()]);
    expect({ emptied, differences: await differencesOf(old.vault, other.vault) }).toEqual({ emptied: 0, differences: [] });
  });
});
