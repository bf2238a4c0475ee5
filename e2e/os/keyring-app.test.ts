// The app and its vault when the key ring is locked, gone, empty or holds something else: which words, which ways in, and that nothing is lost.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { MessageId } from "../../src-renderer/text/messages.ts";
import { electronPath } from "../harness/app.ts";
import { Person } from "../harness/app-person.ts";
import { PASSPHRASE } from "../harness/cli.ts";
import { type EnrolledPlace, type EnrolledVault, enrolVault, placeWith } from "../harness/enrolled-vault.ts";
import { type KeyringState, placeMissing } from "../harness/os-services.ts";

const title = `the app and its vault, whatever the key ring does${placeMissing ? ` (${placeMissing})` : ""}`;
const ends: (() => unknown)[] = [];
let enrolled: EnrolledVault;

/** What the state of the key ring is, and what is done to it or to its prompt. */
type Case = {
  readonly keyring: KeyringState;
  readonly before?: (at: EnrolledPlace) => Promise<void>;
  readonly prompt?: (at: EnrolledPlace) => Promise<void>;
  readonly words: MessageId;
};

const FAILING: readonly (readonly [string, Case])[] = [
  ["locked and its prompt is dismissed", { keyring: "locked", prompt: ({ ring }) => ring.dismiss(), words: "error.key-store.locked" }],
  ["without a service behind it", { keyring: "absent", words: "error.key-store.unavailable" }],
  ["without a session bus", { keyring: "no-bus", words: "error.key-store.unavailable" }],
  ["without any ring", { keyring: "no-collection", words: "error.key-store.missing" }],
  ["reset", { keyring: "unlocked", before: ({ ring }) => ring.clear(), words: "error.key-store.missing" }],
  ["holding another key", { keyring: "unlocked", before: ({ ring }) => ring.replace(Buffer.alloc(32, 7).toString("base64")), words: "unlock.wrong.key-store" }],
  ["holding what is no key", { keyring: "unlocked", before: ({ ring }) => ring.replace("nothing of ours"), words: "error.key-store.denied" }],
];

async function atTheLock(at: EnrolledPlace): Promise<{ readonly person: Person; readonly close: () => Promise<void> }> {
  const { page, close } = await at.place.openApp({ vault: at.vault });
  return { person: new Person(page), close };
}

async function byKeyStore(person: Person): Promise<void> {
  await person.press("unlock.way.key-store");
  await person.press("unlock.open.key-store");
}

describe.skipIf(placeMissing !== undefined || electronPath === undefined)(title, () => {
  beforeAll(async () => {
    enrolled = await enrolVault((work) => ends.unshift(work));
  });
  afterAll(async () => {
    for (const end of ends) await end();
  });

  test.each(FAILING)("a key ring %s is named, the passphrase still opens, and nothing is changed", async (_, { keyring, before, prompt, words }) => {
    const at = await placeWith(enrolled, keyring);
    await before?.(at);
    const ring = keyring === "no-collection" ? "" : keyring === "unlocked" ? await at.ring.contents() : enrolled.kept.keyring;
    const { person, close } = await atTheLock(at);
    await byKeyStore(person);
    await prompt?.(at);
    await person.page.getByText(String(person.says(words))).waitFor();
    const offered = await person.button("unlock.way.recovery-key").isVisible();
    await person.press("unlock.way.passphrase");
    await person.unlock(PASSPHRASE);
    await close();
    expect([offered, await at.kept(keyring === "no-collection" ? keyring : "unlocked")]).toEqual([true, { ...enrolled.kept, keyring: ring }]);
  });

  test("an open key ring opens the vault, with nothing typed", async () => {
    const at = await placeWith(enrolled, "unlocked");
    const { person, close } = await atTheLock(at);
    await byKeyStore(person);
    await person.page.getByRole("navigation").waitFor();
    await close();
    expect(await at.kept()).toEqual(enrolled.kept);
  });

  test("a locked key ring whose prompt is answered opens the vault", async () => {
    const at = await placeWith(enrolled, "locked");
    const { person, close } = await atTheLock(at);
    await byKeyStore(person);
    await at.ring.answer(at.place.keyringPassword);
    await person.page.getByRole("navigation").waitFor();
    await close();
    expect(await at.kept()).toEqual(enrolled.kept);
  });

  test("the recovery key opens the vault of a key ring that was reset, with every way in still there", async () => {
    const at = await placeWith(enrolled, "no-collection");
    const { person, close } = await atTheLock(at);
    await person.press("unlock.way.recovery-key");
    await person.typeAndEnter("unlock.recoveryKey", enrolled.recoveryKey);
    await person.page.getByRole("navigation").waitFor();
    await close();
    expect(await at.kept("no-collection")).toEqual({ ...enrolled.kept, keyring: "" });
  });
});
