// Real exports, brought in, sent between two processes and given out again: what comes out is what the other programs say they put in.

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type BitwardenExport, loginsOf } from "../harness/bitwarden-export.ts";
import { type CliEvent, type Ended, makeVault } from "../harness/cli.ts";
import { exportedEntries } from "../harness/keepass-export.ts";
import { keepassxcVersion, makeKdbx } from "../harness/make-kdbx.ts";
import { type Account, accountsOf, seenInCxf } from "../harness/seen-entry.ts";
import { documentOf, inVault, type Json, receiptOf, transfer } from "../harness/transfer.ts";

const PASSWORD = "the database's own password";
const BITWARDEN = join(import.meta.dirname, "../../src-shared/migrate/fixtures/bitwarden.json");
const installed = keepassxcVersion() !== undefined;
const root = mkdtempSync(join(tmpdir(), "keyferry-e2e-"));
const [kdbx, from, to] = [join(root, "plan.kdbx"), join(root, "from"), join(root, "to")];
const brought: { [format: string]: Ended } = {};
const documents: { sent: Json; received: Json } = { sent: {}, received: {} };
const receipts: { exporter: Json; importer: Json } = { exporter: {}, importer: {} };

beforeAll(async () => {
  await Promise.all([makeVault(from), makeVault(to)]);
  brought.bitwarden = await inVault(from, ["vault", "import", BITWARDEN]);
  if (installed) {
    makeKdbx(kdbx, PASSWORD);
    brought.kdbx = await inVault(from, ["vault", "import", kdbx], { "file-passphrase": PASSWORD });
  }
  const { sender, receiver } = await transfer({ from, to });
  Object.assign(receipts, { exporter: receiptOf(sender), importer: receiptOf(receiver) });
  Object.assign(documents, { sent: await documentOf(from), received: await documentOf(to) });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const needsKeepassxc = describe.skipIf(!installed);

function accountOf(place: (account: Account) => boolean): Account {
  const found = accountsOf(documents.received).find(place);
  if (found === undefined) throw new Error("no such account arrived");
  return found;
}

/** What the report of the import said: kind, reason and place of each finding. */
function findings({ events }: Ended): readonly string[] {
  return events.filter(({ event }) => event === "finding").map(({ kind, reason, path }: CliEvent) => `${kind} ${reason} ${path}`);
}

const bitwarden = () => accountOf(({ username }) => username === "");

describe("the transfer", () => {
  test("gives the receiver exactly the document the sender holds, files included", () => {
    expect(documents.received).toEqual(documents.sent);
  });

  test.each(["exporter", "importer"] as const)("is proven item by item on the %s, every passkey and code tested", (side) => {
    const { proven, counts, passkeys, totps, safeToCloseOldService } = receipts[side];
    const { items, credentials } = counts as { readonly items: number; readonly credentials: { readonly [type: string]: number } };
    expect({ proven, passkeys, totps, safeToCloseOldService }).toMatchObject({
      proven: items,
      passkeys: { working: credentials.passkey, failing: 0, untested: 0 },
      totps: { working: credentials.totp, failing: 0, untested: 0 },
      safeToCloseOldService: { answer: "yes" },
    });
  });
});

needsKeepassxc("a database written by keepassxc-cli", () => {
  const keepass = () => accountOf(({ username }) => username === "Plan");
  const byId = (entries: readonly { readonly id: string }[]) => [...entries].sort((a, b) => (a.id < b.id ? -1 : 1));

  test("arrives entry by entry as keepassxc-cli itself exports it", () => {
    expect(byId(seenInCxf(keepass()))).toEqual(byId(exportedEntries(kdbx, PASSWORD)));
  });

  test("has every kind that was asked for", () => {
    const entries = seenInCxf(keepass());
    const having = (list: "codes" | "passkeys" | "files" | "own" | "folder") => entries.filter((entry) => entry[list].length > 0).length;
    expect([entries.length, having("codes"), having("passkeys"), having("files"), having("own"), having("folder")]).toEqual([200, 40, 20, 25, 33, 160]);
  });

  test("loses only what the report says", () => {
    expect(findings(brought.kdbx as Ended)).toEqual(["noted usage-times /Root"]);
  });
});

describe("a Bitwarden export with passkeys", () => {
  const source = JSON.parse(readFileSync(BITWARDEN, "utf8")) as BitwardenExport;

  test("arrives login by login as the export has it", () => {
    const ids = new Set(loginsOf(source).map(({ id }) => id));
    const arrived = seenInCxf(bitwarden()).filter(({ id }) => ids.has(id));
    expect(arrived.map((entry) => ({ ...entry, own: [] }))).toEqual(loginsOf(source));
  });

  test("loses only what the report says", () => {
    expect(findings(brought.bitwarden as Ended)).toEqual([
      "refused password-history /items/0/passwordHistory",
      "refused reprompt /items/0/reprompt",
      "noted passkey-metadata /items/0/login/fido2Credentials/0",
      "noted passkey-without-user-handle /items/0/login/fido2Credentials/1/userHandle",
      "noted passkey-metadata /items/0/login/fido2Credentials/1",
      "refused passkey-counter /items/0/login/fido2Credentials/2",
      "refused passkey-unreadable /items/0/login/fido2Credentials/3",
      "refused uri-match-rule /items/0/login/uris/1/match",
      "noted linked-field /items/0/fields/3",
      "refused steam-totp /items/1/login/totp",
      "refused deleted-item /items/6",
      "noted unknown-item-type /items/7/type",
      "refused encrypted-ssh-key /items/13/sshKey/privateKey",
    ]);
  });

  test("loses no text but those", () => {
    const arrived = JSON.stringify(bitwarden());
    const alive = source.items.filter(({ deletedDate }) => deletedDate === null);
    const gone = alive
      .flatMap((item) => textsIn(item, item.name))
      .filter(([path, text]) => !OTHER_FORM.test(path) && !arrived.includes(JSON.stringify(text).slice(1, -1)));
    expect(gone.map(([path]) => path)).toEqual([
      "Shop/passwordHistory/0/password",
      "Shop/login/fido2Credentials/0/rpName",
      "Shop/login/fido2Credentials/1/rpName",
      "Shop/login/fido2Credentials/2/keyValue",
      "Shop/login/fido2Credentials/2/rpName",
      "Shop/login/fido2Credentials/2/userHandle",
      "Shop/login/fido2Credentials/3/rpName",
      "Shop/login/fido2Credentials/3/userHandle",
    ]);
  });
});

/** Identifiers, dates, addresses, codes and keys arrive in CXF's own form; what is the same in every export says nothing. */
const OTHER_FORM = /\/(id|folderId|credentialId|\w+Date|totp|uri|privateKey|keyType|keyAlgorithm|keyCurve)$/;

/** Every text in it, with its place. */
function textsIn(value: unknown, path: string): readonly (readonly [path: string, text: string])[] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inside]) => textsIn(inside, `${path}/${name}`));
}
