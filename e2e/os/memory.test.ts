// A dump of every process of the app, taken as root: while the vault is open it holds the keys, what was typed and what is shown;
// after locking it holds none of them. docs/security.md, memory

import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { argon2id } from "../../src-main/platform/passphrase-kdf.ts";
import { nodePrimitives } from "../../src-main/platform/primitives.ts";
import { createSqliteVault, openSqliteVault } from "../../src-main/platform/sqlite-vault.ts";
import { systemClock } from "../../src-main/platform/system-clock.ts";
import { deriveVaultKeys } from "../../src-shared/vault/keys.ts";
import { createVault, passphraseSecret, unlockWithPassphrase } from "../../src-shared/vault/open-vault.ts";
import { readSlotTable } from "../../src-shared/vault/slot-table.ts";
import { electronPath, freshFolder, openApp } from "../harness/app.ts";
import { Person } from "../harness/app-person.ts";
import { findInMemory, processesUnder, type Sought } from "../harness/memory-dump.ts";

const PASSPHRASE = "quiet-harbour-Zq7-lantern-98x";
const SHOWN = "Shown-kx93-Vulpecula-7717";
const ports = { primitives: nodePrimitives, clock: systemClock(), passphraseKdf: argon2id };

/** A vault with one login in it. */
async function makeVault(folder: string): Promise<void> {
  const store = createSqliteVault(folder);
  const { vault } = await createVault({ ...ports, store }, { provider: "passphrase", passphrase: passphraseSecret(PASSPHRASE) });
  vault.add({
    id: nodePrimitives.random(16),
    title: "Library",
    credentials: [{ type: "basic-auth", password: { fieldType: "concealed-string", value: SHOWN } }],
  });
  vault.close();
}

/** What a dump is searched for: the keys of that vault, its passphrase, the secret of its login. */
async function secretsOf(folder: string): Promise<Sought> {
  const store = openSqliteVault(folder);
  const { vaultId } = readSlotTable(store);
  const vaultKey = await unlockWithPassphrase({ ...ports, store }, passphraseSecret(PASSPHRASE));
  store.close();
  return vaultKey.use((bytes) => {
    const { vaultId: _, ...derived } = deriveVaultKeys(nodePrimitives, bytes, vaultId);
    return { ...derived, "vault key": Uint8Array.from(bytes), passphrase: PASSPHRASE, "secret shown": SHOWN };
  });
}

/** `name in process`, each once. */
function found(pid: number, sought: Sought): readonly string[] {
  const all = processesUnder(pid).flatMap((one) => {
    const [, kind = "program"] = /--type=([a-z]+)/.exec(readFileSync(`/proc/${one}/cmdline`, "utf8")) ?? [];
    return findInMemory(one, sought).map(({ name }) => `${name} in ${kind}`);
  });
  return [...new Set(all)].sort();
}

const asRoot = process.platform === "linux" && process.getuid?.() === 0;

describe.skipIf(electronPath === undefined || !asRoot)("a dump of the app as root", () => {
  const endings: (() => unknown)[] = [];
  const onEnd = (work: () => unknown) => endings.unshift(work);
  let app: Awaited<ReturnType<typeof openApp>>;
  let person: Person;
  let sought: Sought;
  const dump = () => found(app.app.process().pid ?? 0, sought);

  beforeAll(async () => {
    const vault = freshFolder("vault", onEnd);
    await makeVault(vault);
    sought = await secretsOf(vault);
    app = await openApp({ vault, onEnd });
    person = new Person(app.page);
    // key by key, and asking for nothing that has the secret in its answer: what drives the window would leave copies of its own
    await person.field("unlock.passphrase").click();
    await app.page.keyboard.type(PASSPHRASE);
    await app.page.keyboard.press("Enter");
    await app.page.getByText("Library").first().click();
    await app.page.getByRole("main").getByRole("button", { name: /^Show/ }).first().click();
    await app.page.waitForFunction("document.querySelector('main [data-shown]') !== null");
  });
  afterAll(async () => {
    for (const work of endings) await work();
  });

  test("finds the keys, the passphrase and the secret shown while the vault is open", () => {
    const expected = ["vault key in program", "body in program", "digest in program", "passphrase in renderer", "secret shown in renderer"];
    expect(dump()).toEqual(expect.arrayContaining(expected));
  });

  test("finds none of them after locking", async () => {
    await app.page
      .getByRole("button", { name: person.says("nav.lock"), exact: true })
      .first()
      .click();
    await person.field("unlock.passphrase").waitFor();
    await expect.poll(dump, { timeout: 60_000, interval: 500 }).toEqual([]);
  });

  test("finds none of them after a second round", async () => {
    await person.field("unlock.passphrase").click();
    await app.page.keyboard.type(PASSPHRASE);
    await app.page.keyboard.press("Enter");
    await app.page.getByRole("navigation").waitFor();
    await app.page
      .getByRole("button", { name: person.says("nav.lock"), exact: true })
      .first()
      .click();
    await person.field("unlock.passphrase").waitFor();
    await expect.poll(dump, { timeout: 60_000, interval: 500 }).toEqual([]);
  });
});
