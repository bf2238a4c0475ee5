// The command line and its vault when the key ring is locked, gone, empty or holds something else: what it says, what it asks, and that nothing is lost.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Ended, PASSPHRASE } from "../harness/cli.ts";
import { type EnrolledPlace, type EnrolledVault, enrolVault, placeWith } from "../harness/enrolled-vault.ts";
import { type KeyringState, placeMissing } from "../harness/os-services.ts";

const title = `the command line and its vault, whatever the key ring does${placeMissing ? ` (${placeMissing})` : ""}`;
const ends: (() => unknown)[] = [];
let enrolled: EnrolledVault;

type Case = { readonly keyring: KeyringState; readonly before?: (at: EnrolledPlace) => Promise<void>; readonly says: string };

const FAILING: readonly (readonly [string, Case])[] = [
  ["locked", { keyring: "locked", says: "key store is locked" }],
  ["without a service behind it", { keyring: "absent", says: "key store is not there" }],
  ["without a session bus", { keyring: "no-bus", says: "key store is not there" }],
  ["without any ring", { keyring: "no-collection", says: "is not in this computer's key store any more" }],
  ["reset", { keyring: "unlocked", before: ({ ring }) => ring.clear(), says: "is not in this computer's key store any more" }],
  [
    "holding another key",
    { keyring: "unlocked", before: ({ ring }) => ring.replace(Buffer.alloc(32, 7).toString("base64")), says: "is not the one of this vault" },
  ],
  ["holding what is no key", { keyring: "unlocked", before: ({ ring }) => ring.replace("nothing of ours"), says: "did not give its key" }],
];

function prompts({ events }: Ended): readonly unknown[] {
  return events.filter(({ event }) => event === "prompt").map(({ kind }) => kind);
}

function ending({ code, events }: Ended): readonly unknown[] {
  return [code, events.at(-1)?.code];
}

describe.skipIf(placeMissing !== undefined)(title, () => {
  beforeAll(async () => {
    enrolled = await enrolVault((work) => ends.unshift(work));
  });
  afterAll(async () => {
    for (const end of ends) await end();
  });

  test.each(FAILING)("a key ring %s is told, the passphrase is asked and opens, and nothing is changed", async (_, { keyring, before, says }) => {
    const at = await placeWith(enrolled, keyring);
    await before?.(at);
    const ring = keyring === "no-collection" ? "" : keyring === "unlocked" ? await at.ring.contents() : enrolled.kept.keyring;
    const said = await at.saysToPerson(["vault", "digest"]);
    const opened = await at.cli(["vault", "digest"], { passphrase: PASSPHRASE });
    const kept = await at.kept(keyring === "no-collection" ? keyring : "unlocked");
    expect([said, opened.code, prompts(opened), kept]).toEqual([expect.stringContaining(says), 0, ["passphrase"], { ...enrolled.kept, keyring: ring }]);
  });

  test("an open key ring opens the vault, and nothing is asked", async () => {
    const at = await placeWith(enrolled, "unlocked");
    const opened = await at.cli(["vault", "digest"]);
    expect([opened.code, prompts(opened), await at.kept()]).toEqual([0, [], enrolled.kept]);
  });

  test("the recovery key opens the vault of a key ring that was reset", async () => {
    const at = await placeWith(enrolled, "no-collection");
    const opened = await at.cli(["vault", "digest", "--recovery"], { "recovery-key": enrolled.recoveryKey });
    expect([opened.code, await at.kept("no-collection")]).toEqual([0, { ...enrolled.kept, keyring: "" }]);
  });

  test("a new way in by a locked key ring is not made when its prompt is dismissed", async () => {
    const at = await placeWith(enrolled, "locked");
    const adding = at.cli(["vault", "slots", "add", "key-store"], { passphrase: PASSPHRASE });
    await at.ring.dismiss();
    expect([ending(await adding), await at.kept()]).toEqual([[8, "key-store.locked"], enrolled.kept]);
  });

  test("a new way in by a key ring that was reset opens the vault again", async () => {
    const at = await placeWith(enrolled, "unlocked");
    await at.ring.clear();
    await at.cli(["vault", "slots", "add", "key-store"], { passphrase: PASSPHRASE });
    const opened = await at.cli(["vault", "digest"]);
    expect([opened.code, prompts(opened)]).toEqual([0, []]);
  });

  test("a new way in by a locked key ring is made when its prompt is answered", async () => {
    const at = await placeWith(enrolled, "locked");
    const adding = at.cli(["vault", "slots", "add", "key-store"], { passphrase: PASSPHRASE });
    await at.ring.answer(at.place.keyringPassword);
    expect([(await adding).code, (await at.kept()).keyring.match(/^secret = /gm)?.length]).toEqual([0, 2]);
  });
});
