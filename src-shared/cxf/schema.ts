// CXF 1.0 (errata 2026-03-09) as one table: every structure, its members, their shapes. Readers and writers of JSON and CBOR all walk it.

import { CREDENTIAL_TYPES, type CredentialType } from "./document.ts";
import { LIMITS } from "./limits.ts";
import {
  assumed,
  bytes,
  FLAG,
  fields,
  ID,
  lenient,
  listOf,
  type Members,
  manyOf,
  may,
  must,
  NAME,
  OWN_ID,
  openStruct,
  type Shape,
  SIZE,
  type Struct,
  struct,
  structOf,
  TEXT,
  TIME,
  UINT8,
  UINT16,
} from "./shape.ts";

// §3.5
const SHARING_ACCESSOR = struct("sharing-accessor", { type: must(TEXT), accountId: must(ID), name: must(TEXT), permissions: must(listOf(TEXT)) });
const SHARED = struct("shared", { name: must(TEXT), accessors: must(listOf(structOf(() => SHARING_ACCESSOR))) });
const EXTENSION = openStruct("extension", { name: must(TEXT) });
const EXTENSIONS = may(listOf({ shape: "variant", by: "name", of: new Map([["shared", SHARED]]), otherwise: EXTENSION }));

/** §3.4.2 */
export const EDITABLE_FIELD = struct("editable-field", { id: may(ID), fieldType: must(TEXT), value: must(TEXT), label: may(TEXT), extensions: EXTENSIONS });

const LINKED_ITEM = struct("linked-item", { item: must(ID), account: may(ID) });

// §3.3.12
const HMAC_CREDENTIALS = struct("hmac-credentials", {
  algorithm: must({ shape: "choice", of: ["hmac-sha256"] }),
  credWithUV: must(bytes(0, LIMITS.bytes)),
  credWithoutUV: must(bytes(0, LIMITS.bytes)),
});
const LARGE_BLOB = struct("large-blob", { uncompressedSize: must(SIZE), data: must(bytes(0, LIMITS.bytes)) });
const FIDO2_EXTENSIONS = struct("fido2-extensions", {
  hmacCredentials: may(structOf(() => HMAC_CREDENTIALS)),
  credBlob: may(bytes(0, LIMITS.bytes)),
  largeBlob: may(structOf(() => LARGE_BLOB)),
  payments: may(FLAG),
});

/** §3.3, without `type`. */
const CREDENTIAL_MEMBERS: Record<CredentialType, Members> = {
  address: {
    ...fields("string", "streetAddress postalCode city"),
    ...fields("subdivision-code", "territory"),
    ...fields("country-code", "country"),
    ...fields("string", "tel"),
  },
  "api-key": { ...fields("concealed-string", "key"), ...fields("string", "username keyType url"), ...fields("date", "validFrom expiryDate") },
  "basic-auth": { ...fields("string", "username"), ...fields("concealed-string", "password") },
  "credit-card": {
    ...fields("concealed-string", "number"),
    ...fields("string", "fullName cardType"),
    ...fields("concealed-string", "verificationNumber pin"),
    ...fields("year-month", "expiryDate validFrom"),
  },
  "custom-fields": { id: may(ID), label: may(TEXT), fields: manyOf({ shape: "field", fieldType: undefined }), extensions: EXTENSIONS },
  "drivers-license": {
    ...fields("string", "fullName"),
    ...fields("date", "birthDate issueDate expiryDate"),
    ...fields("string", "issuingAuthority"),
    ...fields("subdivision-code", "territory"),
    ...fields("country-code", "country"),
    ...fields("string", "licenseNumber licenseClass"),
  },
  file: { id: must(ID), name: must(TEXT), decryptedSize: must(SIZE), integrityHash: must(bytes(0, LIMITS.hash)) },
  "generated-password": { password: must(TEXT) },
  "identity-document": {
    ...fields("country-code", "issuingCountry"),
    ...fields("string", "documentNumber identificationNumber nationality fullName"),
    ...fields("date", "birthDate"),
    ...fields("string", "birthPlace sex"),
    ...fields("date", "issueDate expiryDate"),
    ...fields("string", "issuingAuthority"),
  },
  "item-reference": { reference: must(structOf(() => LINKED_ITEM)) },
  note: { content: must({ shape: "field", fieldType: "string" }) },
  passkey: {
    credentialId: must(bytes(1, LIMITS.credentialId)),
    rpId: must({ shape: "text", maximum: LIMITS.rpId }),
    username: NAME,
    userDisplayName: NAME,
    userHandle: assumed(bytes(0, LIMITS.userHandle), new Uint8Array()),
    key: must(bytes(1, LIMITS.privateKey)),
    fido2Extensions: may(structOf(() => FIDO2_EXTENSIONS)),
  },
  passport: {
    ...fields("country-code", "issuingCountry"),
    ...fields("string", "passportType passportNumber nationalIdentificationNumber nationality fullName"),
    ...fields("date", "birthDate"),
    ...fields("string", "birthPlace sex"),
    ...fields("date", "issueDate expiryDate"),
    ...fields("string", "issuingAuthority"),
  },
  "person-name": fields("string", "title given givenInformal given2 surnamePrefix surname surname2 credentials generation"),
  "ssh-key": {
    keyType: must(TEXT),
    privateKey: must(bytes(1, LIMITS.privateKey)),
    keyComment: may(TEXT),
    ...fields("date", "creationDate expiryDate"),
    ...fields("string", "keyGenerationSource"),
  },
  totp: {
    secret: must(TEXT),
    period: assumed(UINT16, 30),
    digits: assumed(UINT16, 6),
    algorithm: assumed({ shape: "choice", of: ["sha1", "sha256", "sha512"] }, "sha1"),
    username: may(TEXT),
    issuer: may(TEXT),
  },
  wifi: {
    ...fields("string", "ssid"),
    ...fields("wifi-network-security-type", "networkSecurityType"),
    ...fields("concealed-string", "passphrase"),
    ...fields("boolean", "hidden"),
  },
};

const TYPE = must({ shape: "text", maximum: LIMITS.credentialType });
const CREDENTIALS: ReadonlyMap<string, Struct> = new Map(CREDENTIAL_TYPES.map((type) => [type, struct(type, { type: TYPE, ...CREDENTIAL_MEMBERS[type] })]));
const UNKNOWN_CREDENTIAL = openStruct("unknown-credential", { type: TYPE });
const CREDENTIAL: Shape = { shape: "variant", by: "type", of: CREDENTIALS, otherwise: UNKNOWN_CREDENTIAL };

// §3.2.4
const CERTIFICATE = struct("certificate", { fingerprint: must(bytes(0, LIMITS.bytes)), hashAlg: must(TEXT) });
const ANDROID_APP = struct("android-app", { bundleId: must(TEXT), certificate: may(structOf(() => CERTIFICATE)), name: may(TEXT) });
const SCOPE = struct("scope", { urls: manyOf(TEXT), androidApps: manyOf(structOf(() => ANDROID_APP)) });

/** §3.2.3 */
export const ITEM = struct("item", {
  id: OWN_ID,
  creationAt: may(TIME),
  modifiedAt: may(TIME),
  title: NAME,
  subtitle: may(TEXT),
  favorite: may(FLAG),
  scope: may(structOf(() => SCOPE)),
  credentials: manyOf(CREDENTIAL),
  tags: may(listOf(TEXT)),
  extensions: EXTENSIONS,
});

/** §3.2.2 */
export const COLLECTION: Struct = struct("collection", {
  id: OWN_ID,
  creationAt: may(TIME),
  modifiedAt: may(TIME),
  title: NAME,
  subtitle: may(TEXT),
  items: manyOf(structOf(() => LINKED_ITEM)),
  subCollections: may(listOf(structOf(() => COLLECTION))),
  extensions: EXTENSIONS,
});

// §3.2.1
const ACCOUNT_MEMBERS = { id: OWN_ID, username: NAME, email: NAME, fullName: may(TEXT), extensions: EXTENSIONS };
export const ACCOUNT_HEAD = struct("account-head", ACCOUNT_MEMBERS, ["collections", "items"]);
const ACCOUNT = struct("account", {
  ...ACCOUNT_MEMBERS,
  collections: manyOf(structOf(() => COLLECTION)),
  items: manyOf(
    structOf(() => ITEM),
    LIMITS.items,
  ),
});

// §3.1
const VERSION = struct("version", { major: must(UINT8), minor: must(UINT8) });
const HEAD_MEMBERS = { version: must(structOf(() => VERSION)), exporterRpId: NAME, exporterDisplayName: NAME, timestamp: lenient(TIME, { value: 0 }) };
export const DOCUMENT_HEAD = struct("document-head", HEAD_MEMBERS, ["accounts"]);
export const DOCUMENT = struct("document", {
  ...HEAD_MEMBERS,
  accounts: must(
    listOf(
      structOf(() => ACCOUNT),
      LIMITS.accounts,
    ),
  ),
});
