// Two apps on one computer find each other and move a vault, with people at both windows.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { composeHost } from "../../src-main/host/compose-host.ts";
import { differences } from "../../src-main/services/compare-vaults.ts";
import { passphraseSecret } from "../../src-shared/vault/open-vault.ts";
import { electronPath } from "../harness/app.ts";
import { approve, openTwo, twoVaults, upToReview } from "../harness/app-transfer.ts";
import { PASSPHRASE } from "../harness/cli.ts";

/** M11 of the product: from opening Send to the receipt. */
const MOST_ACTIONS = 6;

describe.skipIf(electronPath === undefined)("a transfer between two apps", () => {
  let vaults: { readonly full: string; readonly empty: string };
  const endings: (() => unknown)[] = [];
  beforeAll(async () => {
    vaults = await twoVaults((work) => endings.push(work));
  });
  afterAll(() => Promise.all(endings.map((work) => work())));

  test("takes at most six deliberate actions from Send to the receipt, and everything is there", async () => {
    const two = await openTwo(vaults.full, vaults.empty);
    const { old, other } = two;
    const before = old.person.actions;
    await upToReview(two);
    await approve(two);
    await old.person.button("app.done").waitFor();
    const actions = old.person.actions - before;
    await other.person.button("app.done").waitFor();
    await Promise.all([old.close(), other.close()]);
    expect({ actions: actions <= MOST_ACTIONS, differences: await differencesOf(old.vault, other.vault) }).toEqual({ actions: true, differences: [] });
  });
});

async function differencesOf(one: string, other: string): Promise<readonly string[]> {
  const { vaults } = composeHost({});
  const open = (directory: string) =>
    vaults.open(directory, "passphrase", { tries: 1, passphrase: async () => passphraseSecret(PASSPHRASE), recoveryKey: async () => "" });
  const [first, second] = [await open(one), await open(other)];
  try {
    return differences(first, second);
  } finally {
    first.close();
    second.close();
  }
}
