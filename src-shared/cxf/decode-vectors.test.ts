// The seventeen sample documents, with the outcome vectors/README.md expects of each.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { inflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { decodeDocument } from "./decode.ts";
import { CREDENTIAL_TYPES, type Credential, type CxfDocument, isType } from "./document.ts";
import { encodeDocument } from "./encode.ts";
import { documentFromCbor } from "./from-cbor.ts";
import type { DecodeOptions } from "./reader.ts";
import { documentToCbor } from "./to-cbor.ts";

const OPTIONS: DecodeOptions = {
  now: 1_780_000_000,
  sha256: (...parts) => new Uint8Array(createHash("sha256").update(Buffer.concat(parts)).digest()),
  inflateRaw: (bytes, maximum) => {
    try {
      return new Uint8Array(inflateRawSync(bytes, { maxOutputLength: maximum }));
    } catch {
      return undefined;
    }
  },
};

function text(name: string): string {
  return readFileSync(new URL(`./vectors/${name}.json`, import.meta.url), "utf8");
}

function read(name: string) {
  const { document, report } = decodeDocument(text(name), OPTIONS);
  return { document, findings: report.findings.map((finding) => `${finding.kind} ${finding.path} ${finding.reason}`) };
}

function credentialsOf(document: CxfDocument): readonly Credential[] {
  return document.accounts.flatMap((account) => account.items.flatMap((item) => item.credentials));
}

/** Around vectors that are not documents themselves. */
function wrapped(credentials: unknown): string {
  const item = { id: "AQ", title: "t", credentials };
  const account = { id: "Ag", username: "", email: "", collections: [], items: [item] };
  return JSON.stringify({ version: { major: 1, minor: 0 }, exporterRpId: "", exporterDisplayName: "", timestamp: 0, accounts: [account] });
}

const DOCUMENTS = [
  "bw-preserve-unknown-document",
  "cxfkit-kitchen-sink",
  "dsi-fido2-extensions-short-hmac",
  "dsi-no-collections-bare-string-fields",
  "own-conformant-passkeys",
  "own-quirk-apple-epoch-shift",
  "own-quirk-bare-account",
  "own-quirk-empty-user-handle",
  "own-quirk-legacy-hmac-secret",
  "own-quirk-negative-timestamps",
  "own-quirk-null-and-empty-members",
  "own-quirk-schemeless-urls-padded-b64",
];

describe.each(DOCUMENTS)("%s", (name) => {
  it("is written as strict CXF, which reads back without a repair", () => {
    const { document } = read(name);
    const again = decodeDocument(encodeDocument(document), OPTIONS);
    expect(again.document).toEqual(document);
    expect(again.report.findings.filter((finding) => finding.kind !== "noted")).toEqual([]);
  });

  it("comes through CBOR exactly", () => {
    const { document } = read(name);
    expect(documentFromCbor(documentToCbor(document))).toEqual(document);
  });
});

describe("documents as their exporters wrote them", () => {
  it.each(["bw-preserve-unknown-document", "own-conformant-passkeys"])("%s is restored member by member", (name) => {
    expect(JSON.parse(encodeDocument(read(name).document))).toEqual(JSON.parse(text(name)));
  });

  it("reads a conformant document without a finding", () => {
    expect(read("own-conformant-passkeys").findings).toEqual([]);
  });

  it("refuses damaged keys and unknown algorithms one by one, and keeps everything else", () => {
    const { document, findings } = read("cxfkit-kitchen-sink");
    expect(document.accounts.map((account) => account.items.map((item) => item.credentials.length))).toEqual([[3, 0, 5, 1, 2, 2, 1, 1], [1]]);
    expect(findings).toEqual([
      "noted /accounts/0/collections/0/extensions/0/accessors/0/permissions unknown-permission",
      "refused /accounts/0/items/0/credentials/1/algorithm unknown-algorithm",
      "refused /accounts/0/items/0/credentials/1 incomplete",
      "refused /accounts/0/items/1/credentials/0 key-not-pkcs8",
      "refused /accounts/0/items/4/credentials/0 key-not-pkcs8",
      "noted /accounts/0/items/5/credentials/0 missing-file-content",
      "noted /accounts/0/items/5/credentials/1/fields/0 unknown-field-type",
      "noted /accounts/0/items/7/credentials/0 unknown-type",
    ]);
  });

  it("reads missing collections and bare strings", () => {
    const { document, findings } = read("dsi-no-collections-bare-string-fields");
    expect(credentialsOf(document)[0]).toMatchObject({
      username: { fieldType: "string", value: "alice" },
      password: { fieldType: "concealed-string", value: "secret" },
    });
    expect(findings).toEqual([
      "repaired /accounts/0/collections assumed-empty",
      "repaired /accounts/0/items/0/credentials/0/username bare-string",
      "repaired /accounts/0/items/0/credentials/0/password bare-string",
    ]);
  });

  it("keeps a passkey without its broken extensions", () => {
    const { document, findings } = read("dsi-fido2-extensions-short-hmac");
    const passkey = credentialsOf(document).find((credential) => isType(credential, "passkey"));
    expect(Object.keys(passkey?.fido2Extensions ?? {}).sort()).toEqual(["credBlob", "payments"]);
    expect(findings.slice(1)).toEqual([
      "refused /accounts/0/items/0/credentials/0/fido2Extensions/hmacCredentials hmac-seed-length",
      "refused /accounts/0/items/0/credentials/0/fido2Extensions/largeBlob large-blob",
    ]);
  });
});

describe("quirks", () => {
  it("sets times right that were counted from 2001", () => {
    const item = read("own-quirk-apple-epoch-shift").document.accounts[0]?.items[0];
    expect([item?.creationAt, item?.modifiedAt]).toEqual([1_735_689_600, 1_751_328_000]);
  });

  it("leaves times alone when it is not told what time it is", () => {
    expect(decodeDocument(text("own-quirk-apple-epoch-shift")).document.accounts[0]?.items[0]?.creationAt).toBe(2_713_996_800);
  });

  it("leaves negative times out", () => {
    const items = read("own-quirk-negative-timestamps").document.accounts[0]?.items.map((item) => [item.creationAt, item.modifiedAt]);
    expect(items).toEqual([
      [undefined, 1_751_328_000],
      [1_735_689_600, undefined],
    ]);
  });

  it("puts a document around a bare account", () => {
    const { document, findings } = read("own-quirk-bare-account");
    expect(document).toMatchObject({ version: { major: 1, minor: 0 }, timestamp: OPTIONS.now, accounts: [{ username: "sam", items: [{ title: "Example" }] }] });
    expect(findings).toEqual(["repaired  bare-account"]);
  });

  it("keeps a passkey without a user handle, and says so", () => {
    expect(read("own-quirk-empty-user-handle").findings).toEqual(["noted /accounts/0/items/0/credentials/0/userHandle empty-user-handle"]);
  });

  it("uses the one seed of the older form twice", () => {
    const passkey = credentialsOf(read("own-quirk-legacy-hmac-secret").document).find((credential) => isType(credential, "passkey"));
    const hmac = passkey?.fido2Extensions?.hmacCredentials;
    expect(hmac?.credWithUV).toEqual(new Uint8Array(Buffer.from("4MsE5ErgZnKGnh0ImAYmelxUaeYFWnW6SE5dTANIvR4", "base64url")));
    expect(hmac?.credWithoutUV).toEqual(hmac?.credWithUV);
  });

  it("leaves out nulls, empty lists and empty identifiers", () => {
    const { document, findings } = read("own-quirk-null-and-empty-members");
    expect(findings.map((finding) => finding.split(" ")[2])).toEqual([
      "empty-id",
      "empty-id",
      "null-member",
      "null-member",
      "null-member",
      "empty-id",
      "empty-array",
      "empty-array",
    ]);
    expect(document.accounts[0]?.items[0]?.credentials).toHaveLength(5);
  });

  it("keeps addresses as they are and repairs spellings", () => {
    const { document, findings } = read("own-quirk-schemeless-urls-padded-b64");
    const item = document.accounts[0]?.items[0];
    expect(item?.scope?.urls).toEqual(["example.com", "androidapp://com.example", "https://exa mple.com/\u200b"]);
    expect(item?.credentials[1]).toMatchObject({ secret: "JBSWY3DPEHPK3PXP", algorithm: "sha256" });
    expect(findings).toEqual([
      "repaired /accounts/0/items/0/id base64-form",
      "noted /accounts/0/items/0/scope/urls/0 url-without-scheme",
      "noted /accounts/0/items/0/scope/urls/2 unusable-url",
      "repaired /accounts/0/items/0/credentials/1/secret totp-secret-form",
      "repaired /accounts/0/items/0/credentials/1/algorithm totp-algorithm-form",
      "refused /accounts/0/items/0/credentials/2/algorithm unknown-algorithm",
      "refused /accounts/0/items/0/credentials/2 incomplete",
    ]);
  });
});

describe("vectors that are parts of a document", () => {
  it("reads the smallest form of every type; only keys that are none are refused", () => {
    const { document, report } = decodeDocument(wrapped(JSON.parse(text("bw-every-credential-type"))), OPTIONS);
    expect(credentialsOf(document).map((credential) => credential.type)).toEqual(CREDENTIAL_TYPES.filter((type) => type !== "passkey" && type !== "ssh-key"));
    expect(report.findings.filter((finding) => finding.kind === "refused").map((finding) => finding.reason)).toEqual(["key-not-pkcs8", "key-not-pkcs8"]);
  });

  it.each(["bw-custom-fields-serialize", "bw-custom-fields-deserialize"])("%s is restored once it has a type", (name) => {
    const credential = { type: "custom-fields", ...JSON.parse(text(name)) };
    const { document, report } = decodeDocument(wrapped([credential]), OPTIONS);
    expect(JSON.parse(encodeDocument(document)).accounts[0].items[0].credentials).toEqual([credential]);
    expect(report.findings).toEqual([]);
  });

  it("restores a field's extension", () => {
    const credential = { type: "custom-fields", fields: [JSON.parse(text("bw-field-extension-roundtrip"))] };
    const { document } = decodeDocument(wrapped([credential]), OPTIONS);
    expect(JSON.parse(encodeDocument(document)).accounts[0].items[0].credentials).toEqual([credential]);
  });

  it("keeps a credential of an unknown type", () => {
    const { document } = decodeDocument(wrapped([JSON.parse(text("bw-unknown-credential"))]), OPTIONS);
    expect(credentialsOf(document)).toEqual([{ type: "future-credential" }]);
  });

  it.each(["bw-every-credential-type", "bw-unknown-credential"])("%s alone is no document", (name) => {
    expect(() => decodeDocument(text(name))).toThrow(expect.objectContaining({ code: "format.unsupported" }));
  });
});
