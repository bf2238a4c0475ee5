import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it, onTestFinished } from "vitest";
import { hex, utf8 } from "../../src-shared/bytes.ts";
import { rehearsalDocument } from "../../src-shared/cxf/rehearsal-document.ts";
import { FakeClock } from "../../src-shared/testing/fake-clock.ts";
import { documentOf, fixturePassphrase, importDocument, loginItem, quickKdf, stageDocument } from "../../src-shared/testing/vault-fixture.ts";
import type { Vault } from "../../src-shared/vault/model.ts";
import { createVault, openVault, unlockWithPassphrase } from "../../src-shared/vault/open-vault.ts";
import type { RecordStore, SealedRecord } from "../../src-shared/vault/ports.ts";
import { nodePrimitives } from "./primitives.ts";
import { createSqliteVault, openSqliteVault } from "./sqlite-vault.ts";

const code = (value: string) => expect.objectContaining({ code: value });

describe("a vault directory", () => {
  it("is readable by its owner only", () => {
    const directory = place();
    createSqliteVault(directory).close();
    expect(octal(directory)).toBe("700");
  });

  it("holds nothing that others may read, even when it is open to them itself", () => {
    const directory = place();
    mkdirSync(directory, { mode: 0o755 });
    keepOpen(keepOpen(createSqliteVault(directory)).staging());
    expect(readdirSync(directory).map((name) => [name, octal(join(directory, name))])).toEqual(readdirSync(directory).map((name) => [name, "600"]));
  });

  it("is not made where there is one", () => {
    const directory = place();
    createSqliteVault(directory).close();
    expect(() => createSqliteVault(directory)).toThrow(code("vault.exists"));
  });

  it("is not opened where there is none", () => {
    expect(() => openSqliteVault(place())).toThrow(code("vault.missing"));
  });

  it("is not opened twice by one process", () => {
    const directory = place();
    keepOpen(createSqliteVault(directory));
    expect(() => openSqliteVault(directory)).toThrow(code("vault.in-use"));
  });

  it("is not opened while another process has it, and is once that was killed", async () => {
    const directory = place();
    createSqliteVault(directory).close();
    const other = await holder(directory);
    expect(() => openSqliteVault(directory)).toThrow(code("vault.in-use"));
    other.kill("SIGKILL");
    await once(other, "exit");
    expect(() => openSqliteVault(directory).close()).not.toThrow();
  });

  it("loses a staging store that a crash left", () => {
    const directory = place();
    createSqliteVault(directory).close();
    for (const name of ["staging.db", "staging.db-journal"]) writeFileSync(join(directory, name), "left");
    openSqliteVault(directory).close();
    expect(readdirSync(directory).filter((name) => name.startsWith("staging"))).toEqual([]);
  });

  it.each(["CREATE TRIGGER t AFTER INSERT ON record BEGIN DELETE FROM record; END", "CREATE VIEW v AS SELECT 1", "CREATE INDEX i ON record(kind)"])(
    "is refused after %s",
    (sql) => {
      const directory = place();
      createSqliteVault(directory).close();
      execute(directory, sql);
      expect(() => openSqliteVault(directory)).toThrow(code("vault.tampered"));
    },
  );
});

describe("the store", () => {
  it("keeps nothing of a transaction that failed", () => {
    const store = keepOpen(createSqliteVault(place()));
    const attempt = () =>
      store.transaction(() => {
        store.put(record(1));
        throw new TypeError("stop");
      });
    expect(attempt).toThrow(TypeError);
    expect(store.record(3, id(1))).toBeUndefined();
  });

  it("replaces a record", () => {
    const store = keepOpen(createSqliteVault(place()));
    store.transaction(() => [1, 2].map((n) => store.put(record(n))));
    store.transaction(() => store.put({ ...record(1), body: utf8("new") }));
    expect([1, 2].map((n) => Buffer.from(store.record(3, id(n))?.body ?? []).toString())).toEqual(["new", "body"]);
  });

  it("lists the entries of one bucket in order", () => {
    const store = keepOpen(createSqliteVault(place()));
    store.transaction(() => [0xff, 2, 1].map((n) => store.put({ ...record(n), id: id(n, 0xff) })));
    expect([store.index(0xff).length, store.index(0xff)[16], store.index(0).length]).toEqual([3 * 37, 1, 0]);
  });

  it("shows a frozen view as it was", () => {
    const store = keepOpen(createSqliteVault(place()));
    store.transaction(() => store.put(record(1)));
    const frozen = store.freeze();
    store.transaction(() => store.remove(3, id(1)));
    expect([frozen.record(3, id(1))?.body, store.record(3, id(1))]).toEqual([utf8("body"), undefined]);
    frozen.close();
  });

  it("leaves no trace of a header that was replaced", () => {
    const directory = place();
    const store = keepOpen(createSqliteVault(directory));
    store.transaction(() => store.writeHeader(utf8("the first header, long enough to be found")));
    store.transaction(() => store.writeHeader(utf8("other")));
    const files = readdirSync(directory).map((name) => readFileSync(join(directory, name), "latin1"));
    expect(files.some((content) => content.includes("the first header"))).toBe(false);
  });

  it("says when a record is too large for it, and keeps nothing", () => {
    const store = keepOpen(createSqliteVault(place()));
    const big = () => store.transaction(() => [store.put(record(2)), store.put({ ...record(1), body: new Uint8Array(1_000_000_001) })]);
    expect(big).toThrow(code("vault.write-failed"));
    expect(store.record(3, id(2))).toBeUndefined();
  });
});

describe("a vault on disk", () => {
  it("is the same after it was closed and opened", async () => {
    const { directory, vault } = await filled();
    const before = [hex(vault.digest()), vault.views().map(({ title }) => title)];
    vault.close();
    const again = keepOpen(await reopen(directory));
    expect([hex(again.digest()), again.views().map(({ title }) => title)]).toEqual(before);
  });

  it("is the old one after an import that was not committed", async () => {
    const { directory, vault } = await filled();
    const before = vault.digest();
    stageDocument(vault.beginImport(utf8("cut off")), documentOf([loginItem("new")]));
    vault.close();
    expect(keepOpen(await reopen(directory)).digest()).toEqual(before);
  });

  it("is edited while an import is staged", async () => {
    const { vault } = await filled();
    keepOpen(vault);
    const target = vault.beginImport(utf8("t"));
    stageDocument(target, documentOf([loginItem("new")], "new account"));
    vault.add(loginItem("mine"));
    target.commit(() => "keep-mine");
    expect(vault.search("new").length + vault.search("mine").length).toBe(2);
  });

  it("imports what it has without any change", async () => {
    const { vault } = await filled();
    keepOpen(vault);
    const before = vault.digest();
    importDocument(vault, rehearsalDocument().document, rehearsalDocument());
    expect(vault.digest()).toEqual(before);
  });

  it("takes a transfer back", async () => {
    const { vault } = await filled();
    keepOpen(vault);
    vault.undoTransfer(utf8("transfer 0"));
    expect(vault.views()).toEqual([]);
  });

  it("spills held chunks to disk and gives them back", async () => {
    const { vault } = await filled();
    keepOpen(vault);
    const target = vault.beginImport(utf8("t"));
    for (let sequence = 0; sequence < 5; sequence++) target.hold(sequence, new Uint8Array(8 << 20).fill(sequence));
    expect([0, 1, 2, 3, 4].map((sequence) => target.held(sequence)[9])).toEqual([0, 1, 2, 3, 4]);
  });

  it("shows in its files nothing of what is in it", async () => {
    const { directory, vault } = await filled();
    const target = vault.beginImport(utf8("t"));
    stageDocument(target, rehearsalDocument().document, rehearsalDocument().files);
    const all = readdirSync(directory).map((name) => readFileSync(join(directory, name), "latin1"));
    vault.close();
    const telling = ["example.com", "sam", "Rehearsal", "basic-auth", "passkey"];
    expect(telling.filter((text) => all.some((content) => content.includes(text)))).toEqual([]);
  });
});

it("a byte changed anywhere in the database is an error with a code, or changes nothing", async () => {
  const { directory, vault } = await filled();
  const before = contentOf(vault);
  vault.close();
  const file = join(directory, "vault.db");
  const intact = readFileSync(file);
  const copy = place();
  createSqliteVault(copy).close();
  const wrong: string[] = [];
  for (let at = 0; at < intact.length; at += 97) {
    const damaged = Buffer.from(intact);
    damaged[at] = (damaged[at] as number) ^ 0x41;
    for (const name of readdirSync(copy)) rmSync(join(copy, name));
    writeFileSync(join(copy, "vault.db"), damaged);
    const outcome = await openAndRead(copy);
    if (outcome !== before && !/^vault\.(corrupt|tampered|wrong-key|missing|in-use)$/.test(outcome)) wrong.push(`${at}: ${outcome.slice(0, 80)}`);
  }
  expect(wrong).toEqual([]);
}, 300_000);

/** Everything readable of a vault, as text. */
function contentOf(vault: Vault): string {
  const items = vault.views().map((view) => [hex(vault.itemBytes(view.ref)), vault.history(view.ref).length, view.title]);
  const collections = vault.accounts().map(({ id: account }) => vault.collections(account).length);
  return JSON.stringify([hex(vault.digest()), items, collections, vault.transfers().length]);
}

async function openAndRead(directory: string): Promise<string> {
  let store: RecordStore | undefined;
  try {
    store = openSqliteVault(directory);
    return contentOf(await unlocked(store));
  } catch (thrown) {
    return thrown instanceof Error && "code" in thrown ? String(thrown.code) : `uncaught: ${thrown}`;
  } finally {
    store?.close();
  }
}

const ports = (store: RecordStore) => ({ primitives: nodePrimitives, clock: new FakeClock(), store, passphraseKdf: quickKdf(nodePrimitives) });

async function unlocked(store: RecordStore): Promise<Vault> {
  return openVault(ports(store), await unlockWithPassphrase(ports(store), fixturePassphrase()));
}

function reopen(directory: string): Promise<Vault> {
  return unlocked(openSqliteVault(directory));
}

async function filled(): Promise<{ directory: string; vault: Vault }> {
  const directory = place();
  const { vault } = await createVault(ports(createSqliteVault(directory)), { provider: "passphrase", passphrase: fixturePassphrase() });
  importDocument(vault, rehearsalDocument().document, rehearsalDocument());
  return { directory, vault };
}

function place(): string {
  const directory = mkdtempSync(join(tmpdir(), "keyferry-vault-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return join(directory, "vault");
}

function keepOpen<T extends { close(): void }>(open: T): T {
  onTestFinished(() => open.close());
  return open;
}

function octal(path: string): string {
  return (statSync(path).mode & 0o777).toString(8);
}

function id(n: number, first = 0): Uint8Array {
  const bytes = new Uint8Array(16);
  bytes[0] = first;
  bytes[15] = n;
  return bytes;
}

function record(n: number): SealedRecord {
  return { kind: 3, id: id(n), revision: 1, tag: id(n), body: utf8("body") };
}

function execute(directory: string, sql: string): void {
  const database = new DatabaseSync(join(directory, "vault.db"));
  database.exec(sql);
  database.close();
}

/** Another process with the vault open. */
async function holder(directory: string) {
  const script = `import { openSqliteVault } from ${JSON.stringify(new URL("./sqlite-vault.ts", import.meta.url).href)};
    globalThis.store = openSqliteVault(${JSON.stringify(directory)}); process.stdout.write("open"); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  await once(child.stdout, "data");
  return child;
}
