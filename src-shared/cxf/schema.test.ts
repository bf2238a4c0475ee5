// Holds the schema table and the types of document.ts together: the compiler checks the right-hand sides, the test compares them with the table.

import { expect, it } from "vitest";
import type {
  Account,
  Address,
  AndroidApp,
  ApiKey,
  BasicAuth,
  Collection,
  CredentialScope,
  CreditCard,
  CustomFields,
  CxfDocument,
  DriversLicense,
  EditableField,
  Extension,
  Fido2Extensions,
  FileCredential,
  GeneratedPassword,
  HmacCredentials,
  IdentityDocument,
  Item,
  ItemReference,
  LargeBlob,
  LinkedItem,
  Note,
  Passkey,
  Passport,
  PersonName,
  SharedExtension,
  SharingAccessor,
  SshKey,
  Totp,
  UnknownCredential,
  Version,
  Wifi,
} from "./document.ts";
import { DOCUMENT, EDITABLE_FIELD } from "./schema.ts";
import type { Shape, Struct } from "./shape.ts";

type Known<T> = { [K in keyof T as string extends K ? never : K]: T[K] };
type Table<T> = { readonly [K in keyof Known<T>]-?: undefined extends Known<T>[K] ? "may" : "must" };

function table<T>(members: Table<T>): { readonly [member: string]: string } {
  return members;
}

const TYPES: { readonly [struct: string]: { readonly [member: string]: string } } = {
  document: table<CxfDocument>({ version: "must", exporterRpId: "must", exporterDisplayName: "must", timestamp: "must", accounts: "must" }),
  version: table<Version>({ major: "must", minor: "must" }),
  account: table<Account>({ id: "must", username: "must", email: "must", fullName: "may", collections: "must", items: "must", extensions: "may" }),
  collection: table<Collection>({
    id: "must",
    creationAt: "may",
    modifiedAt: "may",
    title: "must",
    subtitle: "may",
    items: "must",
    subCollections: "may",
    extensions: "may",
  }),
  "linked-item": table<LinkedItem>({ item: "must", account: "may" }),
  item: table<Item>({
    id: "must",
    creationAt: "may",
    modifiedAt: "may",
    title: "must",
    subtitle: "may",
    favorite: "may",
    scope: "may",
    credentials: "must",
    tags: "may",
    extensions: "may",
  }),
  scope: table<CredentialScope>({ urls: "must", androidApps: "must" }),
  "android-app": table<AndroidApp>({ bundleId: "must", certificate: "may", name: "may" }),
  certificate: table<NonNullable<AndroidApp["certificate"]>>({ fingerprint: "must", hashAlg: "must" }),
  "editable-field": table<EditableField>({ id: "may", fieldType: "must", value: "must", label: "may", extensions: "may" }),
  extension: table<Extension>({ name: "must" }),
  shared: table<SharedExtension>({ name: "must", accessors: "must" }),
  "sharing-accessor": table<SharingAccessor>({ type: "must", accountId: "must", name: "must", permissions: "must" }),
  address: table<Address>({ type: "must", streetAddress: "may", postalCode: "may", city: "may", territory: "may", country: "may", tel: "may" }),
  "api-key": table<ApiKey>({ type: "must", key: "may", username: "may", keyType: "may", url: "may", validFrom: "may", expiryDate: "may" }),
  "basic-auth": table<BasicAuth>({ type: "must", username: "may", password: "may" }),
  "credit-card": table<CreditCard>({
    type: "must",
    number: "may",
    fullName: "may",
    cardType: "may",
    verificationNumber: "may",
    pin: "may",
    expiryDate: "may",
    validFrom: "may",
  }),
  "custom-fields": table<CustomFields>({ type: "must", id: "may", label: "may", fields: "must", extensions: "may" }),
  "drivers-license": table<DriversLicense>({
    type: "must",
    fullName: "may",
    birthDate: "may",
    issueDate: "may",
    expiryDate: "may",
    issuingAuthority: "may",
    territory: "may",
    country: "may",
    licenseNumber: "may",
    licenseClass: "may",
  }),
  file: table<FileCredential>({ type: "must", id: "must", name: "must", decryptedSize: "must", integrityHash: "must" }),
  "generated-password": table<GeneratedPassword>({ type: "must", password: "must" }),
  "identity-document": table<IdentityDocument>({
    type: "must",
    issuingCountry: "may",
    documentNumber: "may",
    identificationNumber: "may",
    nationality: "may",
    fullName: "may",
    birthDate: "may",
    birthPlace: "may",
    sex: "may",
    issueDate: "may",
    expiryDate: "may",
    issuingAuthority: "may",
  }),
  "item-reference": table<ItemReference>({ type: "must", reference: "must" }),
  note: table<Note>({ type: "must", content: "must" }),
  passkey: table<Passkey>({
    type: "must",
    credentialId: "must",
    rpId: "must",
    username: "must",
    userDisplayName: "must",
    userHandle: "must",
    key: "must",
    fido2Extensions: "may",
  }),
  "fido2-extensions": table<Fido2Extensions>({ hmacCredentials: "may", credBlob: "may", largeBlob: "may", payments: "may" }),
  "hmac-credentials": table<HmacCredentials>({ algorithm: "must", credWithUV: "must", credWithoutUV: "must" }),
  "large-blob": table<LargeBlob>({ uncompressedSize: "must", data: "must" }),
  passport: table<Passport>({
    type: "must",
    issuingCountry: "may",
    passportType: "may",
    passportNumber: "may",
    nationalIdentificationNumber: "may",
    nationality: "may",
    fullName: "may",
    birthDate: "may",
    birthPlace: "may",
    sex: "may",
    issueDate: "may",
    expiryDate: "may",
    issuingAuthority: "may",
  }),
  "person-name": table<PersonName>({
    type: "must",
    title: "may",
    given: "may",
    givenInformal: "may",
    given2: "may",
    surnamePrefix: "may",
    surname: "may",
    surname2: "may",
    credentials: "may",
    generation: "may",
  }),
  "ssh-key": table<SshKey>({
    type: "must",
    keyType: "must",
    privateKey: "must",
    keyComment: "may",
    creationDate: "may",
    expiryDate: "may",
    keyGenerationSource: "may",
  }),
  totp: table<Totp>({ type: "must", secret: "must", period: "must", digits: "must", algorithm: "must", username: "may", issuer: "may" }),
  wifi: table<Wifi>({ type: "must", ssid: "may", networkSecurityType: "may", passphrase: "may", hidden: "may" }),
  "unknown-credential": table<UnknownCredential>({ type: "must" }),
};

/** Every structure the document leads to, by name. */
function reach(struct: Struct, found = new Map<string, Struct>()): Map<string, Struct> {
  if (found.has(struct.name)) return found;
  found.set(struct.name, struct);
  for (const member of struct.members.values()) for (const next of structsOf(member.shape)) reach(next, found);
  return found;
}

function structsOf(shape: Shape): readonly Struct[] {
  if (shape.shape === "field") return [EDITABLE_FIELD];
  if (shape.shape === "list") return structsOf(shape.of);
  if (shape.shape === "struct") return [shape.struct()];
  return shape.shape === "variant" ? [...shape.of.values(), shape.otherwise] : [];
}

it("says of every structure what its type says", () => {
  const tables = [...reach(DOCUMENT)].map(([name, { members }]) => [
    name,
    Object.fromEntries([...members].map(([member, { required }]) => [member, required ? "must" : "may"])),
  ]);
  expect(Object.fromEntries(tables)).toEqual(TYPES);
});
