// Vaults over the memory store for tests, and one way to bring a document into a vault: entry by entry, as an exporter sends it.

import { hex, uint32, utf8 } from "../bytes.ts";
import type { Primitives } from "../crypto/primitives.ts";
import type { CxfDocument, Item } from "../cxf/document.ts";
import type { FileContent } from "../cxf/file-content.ts";
import { accountToCbor, collectionToCbor, itemToCbor } from "../cxf/to-cbor.ts";
import type { Secret } from "../secret.ts";
import { piecesOf } from "../vault/file-pieces.ts";
import type { Conflict, Decision, ImportPlan, Vault, VaultImport } from "../vault/model.ts";
import { createVault, openVault, passphraseSecret, unlockWithPassphrase } from "../vault/open-vault.ts";
import type { PassphraseKdf, VaultPorts } from "../vault/ports.ts";
import { FakeClock } from "./fake-clock.ts";
import { MemoryRecordStore } from "./memory-record-store.ts";
import { noblePrimitives } from "./noble-primitives.ts";
import { seededRandom } from "./random.ts";

/** A passphrase function without the cost: only its inputs matter here. */
export const quickKdf = (p: Primitives): PassphraseKdf => {
  return async (passphrase, salt, { memoryKiB, passes, lanes }) => p.sha256(passphrase, salt, uint32(memoryKiB), uint32(passes), uint32(lanes));
};

export type VaultFixture = {
  readonly ports: VaultPorts;
  readonly store: MemoryRecordStore;
  readonly clock: FakeClock;
  readonly vault: Vault;
  /** The same store opened once more, as after a restart. */
  reopen(): Promise<Vault>;
};

export async function memoryVault(seed = "vault", primitives = noblePrimitives(seededRandom(seed))): Promise<VaultFixture> {
  const store = new MemoryRecordStore();
  const clock = new FakeClock();
  const ports = { primitives, clock, store, passphraseKdf: quickKdf(primitives) };
  const { vault } = await createVault(ports, { provider: "passphrase", passphrase: fixturePassphrase() });
  const reopen = async () => openVault(ports, await unlockWithPassphrase(ports, fixturePassphrase()));
  return { ports, store, clock, vault, reopen };
}

export function fixturePassphrase(): Secret {
  return passphraseSecret("correct horse battery staple");
}

/** A login with a readable id. */
export function loginItem(id: string, title = id, username = "ann"): Item {
  const name = { fieldType: "string", value: username };
  const password = { fieldType: "concealed-string", value: "hunter2" };
  return { id: utf8(id), title, credentials: [{ type: "basic-auth", username: name, password }] };
}

export function documentOf(items: readonly Item[], account = "account"): CxfDocument {
  const head = { id: utf8(account), username: "ann", email: "ann@example.com" };
  const document = { version: { major: 1, minor: 0 }, exporterRpId: "example.com", exporterDisplayName: "Example", timestamp: 1 };
  return { ...document, accounts: [{ ...head, collections: [], items }] };
}

export function stageDocument(target: VaultImport, document: CxfDocument, files: readonly FileContent[] = []): void {
  for (const [account, { collections, items: _, ...head }] of document.accounts.entries()) {
    target.account(accountToCbor(head));
    for (const collection of collections) target.collection(account, collectionToCbor(collection));
  }
  for (const [account, { items }] of document.accounts.entries()) for (const item of items) target.item(account, itemToCbor(item));
  for (const { account: owner, item, file, content } of files) {
    const account = document.accounts.findIndex(({ id }) => hex(id) === hex(owner));
    const pieces = content.length === 0 ? [content] : [...piecesOf(content)];
    for (const [index, piece] of pieces.entries()) target.file(account, { item, file, index, last: index === pieces.length - 1, content: piece });
  }
}

export type ImportOptions = {
  readonly files?: readonly FileContent[];
  readonly transferId?: Uint8Array;
  readonly decide?: (conflict: Conflict) => Decision;
};

/** The whole import, committed; the plan it had. */
export function importDocument(vault: Vault, document: CxfDocument, options: ImportOptions = {}): ImportPlan {
  const target = vault.beginImport(options.transferId ?? utf8(`transfer ${vault.transfers().length}`));
  stageDocument(target, document, options.files);
  const plan = target.plan();
  target.commit(options.decide ?? (() => "keep-mine"));
  target.discard();
  return plan;
}
