// A vault given as CXF JSON and read back is the vault, whatever it holds and however many accounts.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { decodeDocument } from "../../src-shared/cxf/decode.ts";
import type { CxfDocument } from "../../src-shared/cxf/document.ts";
import { rehearsalDocument } from "../../src-shared/cxf/rehearsal-document.ts";
import type { Selection } from "../../src-shared/cxf/selection.ts";
import type { Vault } from "../../src-shared/vault/model.ts";
import { passphraseSecret } from "../../src-shared/vault/open-vault.ts";
import { migratePorts } from "../platform/migrate-ports.ts";
import { nodePrimitives } from "../platform/primitives.ts";
import { createSqliteVault, openSqliteVault } from "../platform/sqlite-vault.ts";
import { systemClock } from "../platform/system-clock.ts";
import { differences } from "./compare-vaults.ts";
import { MigrationService } from "./migration.ts";
import { plaintextDocument } from "./plaintext.ts";
import { VaultService } from "./vaults.ts";

const directory = mkdtempSync(join(tmpdir(), "keyferry-unit-"));
const clock = systemClock();
const passphraseKdf = async (passphrase: Uint8Array, salt: Uint8Array) => nodePrimitives.sha256(passphrase, salt);
const vaults = new VaultService({ primitives: nodePrimitives, clock, passphraseKdf, createStore: createSqliteVault, openStore: openSqliteVault });
const migration = new MigrationService({ primitives: nodePrimitives, clock, migrate: migratePorts(nodePrimitives) });
const original = rehearsalDocument();
let vault: Vault;

beforeAll(async () => {
  vault = await filled("one");
});
afterAll(() => {
  vault.close();
  rmSync(directory, { recursive: true, force: true });
});

async function filled(name: string): Promise<Vault> {
  const made = await vaults.create(join(directory, name), passphraseSecret("x"));
  const staged = migration.stage(made.vault, { formatId: "rehearsal", ...original, report: { findings: [] } }, "rehearsal");
  staged.commit(() => "keep-both");
  staged.discard();
  return made.vault;
}

function given(selection: Selection, withFiles = false) {
  const json = [...plaintextDocument(vault, { selection, withFiles, now: 0 })].join("");
  return decodeDocument(json, { sha256: (bytes: Uint8Array) => nodePrimitives.sha256(bytes) });
}

function byId({ accounts }: CxfDocument) {
  return accounts.map(({ items, ...account }) => ({ ...account, items: items.toSorted((a, b) => Buffer.compare(a.id, b.id)) }));
}

test("everything is there, as it was", () => {
  expect(byId(given({ by: "all" }).document)).toEqual(byId(original.document));
});

test("files come with their content when asked for", () => {
  expect(given({ by: "all" }, true).files).toEqual(original.files);
});

test("a selection holds only what was chosen", () => {
  const kinds = given({ by: "kind", kinds: ["wifi"] }).document.accounts.flatMap(({ items }) => items.map(({ title }) => title));
  expect(kinds).toEqual(["Wi-Fi"]);
});

test("two vaults with the same content do not differ", async () => {
  const other = await filled("two");
  expect(differences(vault, other)).toEqual([]);
  other.close();
});

test("one item less is one difference", async () => {
  const other = await filled("three");
  const [view] = other.views();
  if (view) other.trash(view.ref);
  expect(differences(vault, other).filter((name) => name.startsWith("item "))).toHaveLength(1);
  other.close();
});

test("bringing the same in again plans nothing but duplicates", () => {
  const staged = migration.stage(vault, { formatId: "rehearsal", ...original, report: { findings: [] } }, "rehearsal");
  staged.discard();
  expect(staged.plan.outcomes).toEqual({ "skipped-duplicate": vault.views().length });
});
