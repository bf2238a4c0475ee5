// A desktop whose vault has a mark in every concealed member of every credential type, in history, in the trash and in a file.

import { base64url, utf8 } from "../../../../src-shared/bytes.ts";
import type { CredentialKeys } from "../../../../src-shared/crypto/primitives.ts";
import { base32 } from "../../../../src-shared/crypto/totp.ts";
import type { Credential, EditableField, Item } from "../../../../src-shared/cxf/document.ts";
import { rehearsalDocument } from "../../../../src-shared/cxf/rehearsal-document.ts";
import { documentOf, importDocument } from "../../../../src-shared/testing/vault-fixture.ts";
import { rememberDevice } from "../../device.ts";
import { itemRef } from "../item-ref.ts";
import { openDesktop, unlock } from "./open-desktop.ts";

export const DEVICE = base64url(utf8("a device key"));
export const mark = (name: string) => `MARKED-${name}-SECRET`;
const hidden = (name: string): EditableField => ({ fieldType: "concealed-string", value: mark(name) });
const plain = (name: string): EditableField => ({ fieldType: "string", value: mark(name) });
const secretBytes = (name: string) => utf8(mark(name));

/** Every member that is a secret, by type. The first test holds this list against the forms. */
export const SECRET_MEMBERS: { readonly [type: string]: readonly string[] } = {
  "api-key": ["key"],
  "basic-auth": ["password"],
  "credit-card": ["number", "verificationNumber", "pin"],
  "drivers-license": ["licenseNumber"],
  "generated-password": ["password"],
  "identity-document": ["documentNumber", "identificationNumber"],
  note: ["content"],
  passport: ["passportNumber", "nationalIdentificationNumber"],
  "ssh-key": ["privateKey"],
  totp: ["secret"],
  wifi: ["passphrase"],
};

const PASSKEY_SECRETS = ["passkey-key", "passkey-prf", "passkey-prf-without", "passkey-cred-blob", "passkey-large-blob", "passkey-unknown"];
export const REVEALED = [
  "api-key-key",
  "basic-auth-password",
  "credit-card-number",
  "credit-card-verificationNumber",
  "credit-card-pin",
  "custom",
  "custom-unknown",
  "drivers-license-licenseNumber",
  "generated-password",
  "identity-document-documentNumber",
  "identity-document-identificationNumber",
  "note",
  "passport-passportNumber",
  "passport-nationalIdentificationNumber",
  "totp",
  "trashed",
  "unknown-type",
  "unknown-nested",
  "wifi-passphrase",
];
const HISTORY = ["history-password"];
const FILE = ["file-content"];
export const ALL = [...PASSKEY_SECRETS, ...REVEALED, ...HISTORY, ...FILE, "ssh-key"];

function fieldsOf(type: string): Credential {
  return { type, ...Object.fromEntries((SECRET_MEMBERS[type] ?? []).map((member) => [member, hidden(`${type}-${member}`)])) };
}

function markedCredentials(): readonly Credential[] {
  const hmacCredentials = { algorithm: "hmac-sha256", credWithUV: secretBytes("passkey-prf"), credWithoutUV: secretBytes("passkey-prf-without") };
  return [
    ...["api-key", "basic-auth", "credit-card", "wifi"].map(fieldsOf),
    // numbers of papers are plain strings in CXF
    ...["drivers-license", "identity-document", "passport"].map((type) => ({
      type,
      ...Object.fromEntries((SECRET_MEMBERS[type] ?? []).map((member) => [member, plain(`${type}-${member}`)])),
    })),
    { type: "generated-password", password: mark("generated-password") },
    { type: "note", content: plain("note") },
    { type: "totp", secret: base32(secretBytes("totp")), period: 30, digits: 6, algorithm: "sha1" },
    { type: "ssh-key", keyType: "ssh-ed25519", privateKey: secretBytes("ssh-key") },
    { type: "custom-fields", label: "Questions", fields: [{ ...hidden("custom"), label: "Pet" }], extra: mark("custom-unknown") },
    { type: "example.com/unknown", secret: mark("unknown-type"), deep: { list: [mark("unknown-nested")] } },
    {
      type: "passkey",
      credentialId: utf8("a credential"),
      rpId: "example.com",
      username: "sam",
      userDisplayName: "Sam",
      userHandle: utf8("handle"),
      key: secretBytes("passkey-key"),
      fido2Extensions: {
        hmacCredentials,
        credBlob: secretBytes("passkey-cred-blob"),
        largeBlob: { uncompressedSize: 9, data: secretBytes("passkey-large-blob") },
      },
      jwk: mark("passkey-unknown"),
    },
  ];
}

const password = (name: string): Item["credentials"] => [{ type: "basic-auth", username: { fieldType: "string", value: "sam" }, password: hidden(name) }];
const item = (id: string, credentials: readonly Credential[]): Item => ({ id: utf8(id), title: `Title ${id}`, credentials });

export async function markedDesktop(credentialKeys: CredentialKeys) {
  const desktop = await openDesktop(credentialKeys);
  const { ports, vault, call } = desktop;
  const { document, files } = rehearsalDocument();
  importDocument(vault(), document, { files });
  const content = secretBytes("file-content");
  const file: Credential = {
    type: "file",
    id: utf8("file"),
    name: "file.txt",
    decryptedSize: content.length,
    integrityHash: ports.exchange.primitives.sha256(content),
  };
  vault().add(item("marked", markedCredentials()));
  vault().add(item("file", [file]), { files: [{ file: utf8("file"), content }] });
  const changed = vault().add(item("changed", password("history-password")));
  vault().replace(changed, item("changed", password("basic-auth-password")));
  for (const id of ["trashed", "purged", "emptied"]) vault().trash(vault().add(item(id, password("trashed"))));
  importDocument(vault(), documentOf([item("brought", password("trashed"))], "brought"));
  rememberDevice(vault(), DEVICE, "Other computer", 1);
  await call("session.lock", undefined);
  await unlock(call);
  const refs = [...vault().views(), ...vault().trashed()].map(({ ref }) => itemRef(ref));
  return { ...desktop, refs };
}
