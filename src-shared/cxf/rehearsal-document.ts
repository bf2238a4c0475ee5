// A synthetic vault with every kind of credential CXF 1.0 knows and one it does not: what a rehearsal moves. Nothing in it is anybody's.

import { fromBase64url, fromHex, utf8 } from "../bytes.ts";
import type { Account, Collection, Credential, CxfDocument, EditableField, Fido2Extensions, FieldType, Item } from "./document.ts";
import type { FileContent } from "./file-content.ts";
import { REHEARSAL_KEYS } from "./rehearsal-keys.ts";

const MADE_AT = 1_767_225_600;
const OWN = utf8("rehearsal-account");
const SHARED = utf8("rehearsal-shared-account");
/** More than one chunk, so that the rehearsal splits it. */
const FILE_SIZE = 70_000;
const FILE_SHA256 = "f0beda104aea1f6824c89affd6554217daca358273a29d59df2133be67fa3039";

export type Rehearsal = { readonly document: CxfDocument; readonly files: readonly FileContent[] };

/** The same at every call. */
export function rehearsalDocument(): Rehearsal {
  const items = [...logins(), ...passkeys(), ...personal(), ...technical(), ...others()];
  const account: Account = { id: OWN, username: "sam", email: "sam@example.com", fullName: "Sam Example", collections: collections(), items };
  const shared: Account = {
    id: SHARED,
    username: "team",
    email: "",
    collections: [],
    items: [item("shared-server", "Shared server", [login("root", "correct horse")])],
  };
  return {
    document: {
      version: { major: 1, minor: 0 },
      exporterRpId: "keyferry.app",
      exporterDisplayName: "Keyferry rehearsal",
      timestamp: MADE_AT,
      accounts: [account, shared],
    },
    files: [{ account: OWN, item: utf8("documents"), file: utf8("recovery-sheet"), content: fileContent() }],
  };
}

function collections(): readonly Collection[] {
  const shared = {
    name: "shared",
    accessors: [{ type: "group", accountId: SHARED, name: "team", permissions: ["read", "readSecret"] }],
  };
  const infrastructure: Collection = { id: utf8("infrastructure"), title: "Infrastructure", items: links("server-key", "api", "wifi"), extensions: [shared] };
  return [
    { id: utf8("personal"), creationAt: MADE_AT - 86_400, title: "Personal", items: links("mail", "card", "identity", "documents") },
    {
      id: utf8("work"),
      title: "Work",
      subtitle: "Everything for the job",
      items: [...links("bank", "mail"), { item: utf8("shared-server"), account: SHARED }],
      subCollections: [infrastructure],
    },
  ];
}

function logins(): readonly Item[] {
  const totp: Credential = { type: "totp", secret: "JBSWY3DPEHPK3PXP", period: 30, digits: 6, algorithm: "sha1", username: "sam@example.com", issuer: "Mail" };
  const slow: Credential = { type: "totp", secret: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", period: 60, digits: 8, algorithm: "sha256", issuer: "Bank" };
  const application = { bundleId: "com.example.mail", certificate: { fingerprint: filled(32, 7), hashAlg: "sha256" }, name: "Mail" };
  const scope = { urls: ["https://mail.example.com/login", "https://example.com"], androidApps: [application] };
  const mail = item("mail", "Mail", [login("sam@example.com", "hunter2"), passkey("mail", REHEARSAL_KEYS.ES256, extensions()), totp]);
  return [
    { ...mail, subtitle: "The one for everything", favorite: true, tags: ["daily", "recovery"], scope },
    { ...item("bank", "Bank", [login("4711", "1 horse, 2 staples"), slow]), scope: { urls: ["https://bank.example"], androidApps: [] }, tags: ["money"] },
    item("spare", "Spare password", [{ type: "generated-password", password: "Xk4-unused-9Qz" }]),
  ];
}

function passkeys(): readonly Item[] {
  const algorithms = [
    ["eddsa", REHEARSAL_KEYS.EdDSA],
    ["rsa", REHEARSAL_KEYS.RSA],
    ["es384", REHEARSAL_KEYS.ES384],
    ["es512", REHEARSAL_KEYS.ES512],
  ] as const;
  return algorithms.map(([name, key]) => item(`passkey-${name}`, `Passkey ${name}`, [passkey(name, key)]));
}

function personal(): readonly Item[] {
  const person = { fullName: string("Sam Example"), birthDate: field("date", "1990-04-01") };
  const country = field("country-code", "GB");
  const lifetime = { issueDate: field("date", "2020-01-02"), expiryDate: field("date", "2030-01-01") };
  const issued = { ...lifetime, issuingCountry: country, nationality: string("British"), issuingAuthority: string("HMPO") };
  const place = { postalCode: string("SW1A 1AA"), city: string("London"), territory: field("subdivision-code", "GB-LND"), country };
  const card: Credential = {
    type: "credit-card",
    number: hidden("4111111111111111"),
    fullName: string("Sam Example"),
    cardType: string("Visa"),
    verificationNumber: hidden("123"),
    pin: hidden("0000"),
    expiryDate: field("year-month", "2031-04"),
    validFrom: field("year-month", "2026-04"),
  };
  return [
    item("card", "Card", [card]),
    item("identity", "Identity", [
      { type: "person-name", title: string("Dr"), given: string("Sam"), given2: string("Robin"), surname: string("Example"), generation: string("II") },
      { type: "address", streetAddress: string("12 Example Street\nFlat 3"), ...place, tel: string("+44 20 0000 0000") },
      { type: "identity-document", ...issued, ...person, documentNumber: string("ID-1"), identificationNumber: string("QQ123456C"), sex: string("X") },
      { type: "passport", ...issued, ...person, passportType: string("P"), passportNumber: string("P-2"), birthPlace: string("Leeds") },
      { type: "drivers-license", ...lifetime, ...person, country, licenseNumber: string("DL-3"), licenseClass: string("B") },
    ]),
  ];
}

function technical(): readonly Item[] {
  const wifi: Credential = {
    type: "wifi",
    ssid: string("Attic"),
    networkSecurityType: field("wifi-network-security-type", "wpa3-personal"),
    passphrase: hidden("difference engine"),
    hidden: field("boolean", "true"),
  };
  const key: Credential = { type: "ssh-key", keyType: "ssh-ed25519", privateKey: decoded(REHEARSAL_KEYS.ssh), keyComment: "sam@laptop" };
  return [
    item("server-key", "Server key", [{ ...key, creationDate: field("date", "2026-01-15"), keyGenerationSource: string("ssh-keygen") }]),
    item("api", "API", [
      { type: "api-key", key: hidden("sk-rehearsal"), username: string("sam"), keyType: string("Bearer"), expiryDate: field("date", "2027-01-01") },
    ]),
    item("wifi", "Wi-Fi", [wifi]),
  ];
}

function others(): readonly Item[] {
  const file: Credential = {
    type: "file",
    id: utf8("recovery-sheet"),
    name: "recovery-sheet.bin",
    decryptedSize: FILE_SIZE,
    integrityHash: fromHex(FILE_SHA256) ?? new Uint8Array(),
  };
  const origin = { name: "keyferry.app/origin", importedFrom: "rehearsal", generation: 3 };
  const section: Credential = {
    type: "custom-fields",
    id: utf8("section"),
    label: "Security questions",
    fields: [
      { ...string("Blue"), id: utf8("colour"), label: "Colour?", extensions: [origin] },
      { ...hidden("Rex"), label: "Dog?" },
      field("email", "sam@example.com"),
    ],
  };
  const loyalty: Credential = { type: "keyferry.app/loyalty-card", memberNumber: "1234567890", tier: { level: 3, share: 0.25, names: ["gold", null] } };
  return [
    item("documents", "Documents", [file, { type: "note", content: string("Printed copy in the safe.\nÄ, 漢, 🔑") }]),
    { ...item("extra", "Extra fields", [section]), extensions: [{ name: "keyferry.app/colour", colour: "#7b1fa2" }] },
    item("pointer", "Where the server is", [{ type: "item-reference", reference: { item: utf8("shared-server"), account: SHARED } }]),
    item("loyalty", "Loyalty card", [loyalty]),
  ];
}

function item(id: string, title: string, credentials: readonly Credential[]): Item {
  return { id: utf8(id), creationAt: MADE_AT - 86_400, modifiedAt: MADE_AT, title, credentials };
}

function login(username: string, password: string): Credential {
  return { type: "basic-auth", username: string(username), password: hidden(password) };
}

function passkey(name: string, key: string, fido2Extensions?: Fido2Extensions): Credential {
  const own = {
    type: "passkey",
    credentialId: utf8(`rehearsal-credential-${name}`),
    rpId: `${name}.example.com`,
    username: "sam",
    userDisplayName: "Sam Example",
  };
  return { ...own, userHandle: utf8("user-0001"), key: decoded(key), ...(fido2Extensions && { fido2Extensions }) };
}

function extensions(): Fido2Extensions {
  return {
    hmacCredentials: { algorithm: "hmac-sha256", credWithUV: filled(32, 1), credWithoutUV: filled(32, 2) },
    credBlob: utf8("blob"),
    largeBlob: { uncompressedSize: 40, data: decoded("S1TIyy9JVSjJSFUozixJVchOTS0oVkhKLc5MgYgWJBYXZ6dWAgA") },
    payments: true,
  };
}

function field(fieldType: FieldType, value: string): EditableField {
  return { fieldType, value };
}

function string(value: string): EditableField {
  return field("string", value);
}

function hidden(value: string): EditableField {
  return field("concealed-string", value);
}

function links(...ids: readonly string[]): Collection["items"] {
  return ids.map((id) => ({ item: utf8(id) }));
}

function filled(length: number, value: number): Uint8Array {
  return new Uint8Array(length).fill(value);
}

function fileContent(): Uint8Array {
  return Uint8Array.from({ length: FILE_SIZE }, (_, i) => (i * 31 + (i >> 8)) & 255);
}

function decoded(text: string): Uint8Array {
  return fromBase64url(text)?.bytes ?? new Uint8Array();
}
