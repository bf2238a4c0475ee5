// Recognising and reading every fixture; what is common to all formats.

import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { migratePorts } from "../../src-main/platform/migrate-ports.ts";
import { nodePrimitives } from "../../src-main/platform/primitives.ts";
import { sameBytes, utf8 } from "../bytes.ts";
import { decodeDocument } from "../cxf/decode.ts";
import { encodeDocument } from "../cxf/encode.ts";
import { ExchangeError } from "../errors.ts";
import { Secret } from "../secret.ts";
import { REASONS } from "./reasons.ts";
import { FOREIGN_FORMATS, readForeign, sniffFormat } from "./registry.ts";
import { SOURCE_LIMITS } from "./source-limits.ts";

const ports = migratePorts(nodePrimitives);
const FOLDER = new URL("./fixtures/", import.meta.url);
const fixture = (name: string) => new Uint8Array(readFileSync(new URL(name, FOLDER)));
const read = (name: string) => {
  const keyFile = name.includes("key-file") ? { keyFile: fixture("kdbx4-key-file.keyx") } : {};
  return readForeign(fixture(name), { ports, passphrase: new Secret(utf8("correct horse")), fileName: name, ...keyFile });
};

const EXPECTED: { readonly [file: string]: string } = {
  "apple.csv": "apple-csv",
  "bitwarden-argon2id.json": "bitwarden-json",
  "bitwarden-pbkdf2.json": "bitwarden-json",
  "bitwarden.json": "bitwarden-json",
  "chromium.csv": "chromium-csv",
  "firefox.csv": "firefox-csv",
  "kdbx3.kdbx": "kdbx",
  "kdbx4-key-file.kdbx": "kdbx",
  "kdbx4.kdbx": "kdbx",
  "keepassxc.csv": "keepassxc-csv",
  "keepassxc.kdbx": "kdbx",
};
const FILES = Object.keys(EXPECTED);

test("every fixture is expected", () => {
  const present = readdirSync(FOLDER).filter((name) => !name.endsWith(".md") && !name.endsWith(".keyx"));
  expect(present.sort()).toEqual(FILES);
});

test.each(FILES)("%s is recognised", (name) => {
  expect(sniffFormat(fixture(name))?.id).toBe(EXPECTED[name]);
});

test("a CXF document is recognised", () => {
  const json = utf8('{"version":{"major":1,"minor":0},"exporterRpId":"a.example","exporterDisplayName":"A","timestamp":1,"accounts":[]}');
  expect(sniffFormat(json)?.id).toBe("cxf-json");
});

test("only protected files need a passphrase", () => {
  const needing = FILES.filter((name) => sniffFormat(fixture(name))?.needsPassphrase(fixture(name)));
  expect(needing).toEqual(FILES.filter((name) => name.endsWith(".kdbx") || name.startsWith("bitwarden-")));
});

describe.each(FILES)("%s", (name) => {
  test("survives the strict writer and the reader without a finding that changes it", async () => {
    const { document } = await read(name);
    const again = decodeDocument(encodeDocument(document));
    const changed = again.report.findings.filter(({ kind }) => kind !== "noted");
    expect({ changed, document: again.document }).toEqual({ changed: [], document });
  });

  test("gives the same document when it is read again", async () => {
    const [first, second] = [await read(name), await read(name)];
    expect(second).toEqual(first);
  });

  test("says only what is in the list of reasons", async () => {
    const { report } = await read(name);
    expect(report.findings.filter(({ reason }) => !Object.hasOwn(REASONS, reason))).toEqual([]);
  });

  test("has the content of every file credential", async () => {
    const { document, files } = await read(name);
    const claimed = document.accounts.flatMap(({ items }) => items.flatMap(({ credentials }) => credentials.filter(({ type }) => type === "file")));
    const proven = claimed.filter((file) =>
      files.some(
        ({ file: id, content }) => sameBytes(id, file.id as Uint8Array) && sameBytes(nodePrimitives.sha256(content), file.integrityHash as Uint8Array),
      ),
    );
    expect([proven.length, files.length]).toEqual([claimed.length, claimed.length]);
  });
});

test("a host's own kind of byte array is read like any other", async () => {
  const pooled = Buffer.concat([Buffer.from("before"), fixture("kdbx4.kdbx"), Buffer.from("after")]).subarray(6, -5);
  const { document } = await readForeign(pooled, { ports, passphrase: new Secret(utf8("correct horse")) });
  expect(document).toEqual((await read("kdbx4.kdbx")).document);
});

test("an unknown file is refused", async () => {
  await expect(readForeign(utf8("hello"), { ports })).rejects.toMatchObject({ code: "format.unsupported" });
});

test("an unknown format name is a usage error", async () => {
  await expect(readForeign(utf8("hello"), { ports, formatId: "nonsense" })).rejects.toMatchObject({ code: "usage.invalid" });
});

test("a file above the limit is refused before it is looked at", async () => {
  await expect(readForeign(new Uint8Array(SOURCE_LIMITS.file + 1), { ports })).rejects.toBeInstanceOf(ExchangeError);
});

test("identifiers of formats are unique", () => {
  expect(new Set(FOREIGN_FORMATS.map(({ id }) => id)).size).toBe(FOREIGN_FORMATS.length);
});

test.each(Object.keys(REASONS))("the documentation explains %s", (reason) => {
  const text = readFileSync(new URL("../../docs/bring-in.md", import.meta.url), "utf8");
  expect(text).toContain(`\`${reason}\``);
});
