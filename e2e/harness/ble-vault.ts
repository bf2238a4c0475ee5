// The vaults that travel by Bluetooth in tests: real stores, and in the first one 200 items and more, of all kinds, with passkeys and a file.

import { nodePrimitives } from "../../src-main/platform/primitives.ts";
import { createSqliteVault, openSqliteVault } from "../../src-main/platform/sqlite-vault.ts";
import { systemClock } from "../../src-main/platform/system-clock.ts";
import { utf8 } from "../../src-shared/bytes.ts";
import type { Account, Credential, CxfDocument, Item } from "../../src-shared/cxf/document.ts";
import { rehearsalDocument } from "../../src-shared/cxf/rehearsal-document.ts";
import { fixturePassphrase, importDocument, loginItem, quickKdf } from "../../src-shared/testing/vault-fixture.ts";
import type { Vault } from "../../src-shared/vault/model.ts";
import { createVault, openVault, unlockWithPassphrase } from "../../src-shared/vault/open-vault.ts";
import type { RecordStore, VaultPorts } from "../../src-shared/vault/ports.ts";

const MORE = 190;

function ports(store: RecordStore): VaultPorts {
  return { primitives: nodePrimitives, clock: systemClock(), store, passphraseKdf: quickKdf(nodePrimitives) };
}

/** Closed again; answers how many items are in it. */
export async function makeBleVault(folder: string, full: boolean): Promise<number> {
  const { vault } = await createVault(ports(createSqliteVault(folder)), { provider: "passphrase", passphrase: fixturePassphrase() });
  if (full) {
    const { document, files } = rehearsalDocument();
    importDocument(vault, withMore(document), { files });
  }
  const items = vault.views().length;
  vault.close();
  return items;
}

export async function openBleVault(folder: string): Promise<Vault> {
  const opened = ports(openSqliteVault(folder));
  return openVault(opened, await unlockWithPassphrase(opened, fixturePassphrase()));
}

function withMore(document: CxfDocument): CxfDocument {
  const credentials = document.accounts.flatMap(({ items }) => items.flatMap((item) => item.credentials));
  const tested = credentials.filter(({ type }) => type === "passkey" || type === "totp");
  const items = Array.from({ length: MORE }, (_, index) => another(index, tested));
  const account: Account = { id: utf8("more"), username: "more", email: "more@example.com", collections: [], items };
  return { ...document, accounts: [...document.accounts, account] };
}

/** A login, every third with a passkey or a one-time code. */
function another(index: number, tested: readonly Credential[]): Item {
  const item = loginItem(`more-${index}`, `More ${index}`, `sam+${index}@example.com`);
  const credential = index % 3 === 0 ? tested[(index / 3) % tested.length] : undefined;
  if (credential === undefined) return item;
  const own = credential.type === "passkey" ? { ...credential, credentialId: utf8(`more-passkey-${index}`) } : credential;
  return { ...item, credentials: [...item.credentials, own] };
}
