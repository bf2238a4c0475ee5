// The CXF 1.0 document as this product holds it: the JSON members under their own names, with base64url members that mean
// bytes held as Uint8Array. Unknown members stay on the object they came on, verbatim. Source: CXF 1.0 (errata 2026-03-09) §3.

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [member: string]: JsonValue };

/** Members this version does not know are kept as they came. */
type Open = { readonly [unknown: string]: unknown };

export type Version = Open & { readonly major: number; readonly minor: number };

/** The root of a document without its accounts, §3.1. */
export type DocumentHead = Open & {
  readonly version: Version;
  readonly exporterRpId: string;
  readonly exporterDisplayName: string;
  /** Unix seconds. */
  readonly timestamp: number;
};

export type CxfDocument = DocumentHead & { readonly accounts: readonly Account[] };

export type Extension = Open & { readonly name: string };

/** The one registered extension, on collections and items, §3.5.1; unknown types and permissions are kept. */
export type SharedExtension = Open & { readonly name: "shared"; readonly accessors: readonly SharingAccessor[] };
export type SharingAccessor = Open & { readonly type: string; readonly accountId: Uint8Array; readonly name: string; readonly permissions: readonly string[] };

/** §3.2.1, without what hangs below it: the form accounts travel and rest in. */
export type AccountHead = Open & {
  readonly id: Uint8Array;
  readonly username: string;
  readonly email: string;
  readonly fullName?: string;
  readonly extensions?: readonly Extension[];
};

export type Account = AccountHead & { readonly collections: readonly Collection[]; readonly items: readonly Item[] };

/** §3.2.2.1; `account` absent means the enclosing account. */
export type LinkedItem = Open & { readonly item: Uint8Array; readonly account?: Uint8Array };

/** §3.2.2 */
export type Collection = Open & {
  readonly id: Uint8Array;
  readonly creationAt?: number;
  readonly modifiedAt?: number;
  readonly title: string;
  readonly subtitle?: string;
  readonly items: readonly LinkedItem[];
  readonly subCollections?: readonly Collection[];
  readonly extensions?: readonly Extension[];
};

/** §3.2.4.1 */
export type AndroidApp = Open & {
  readonly bundleId: string;
  readonly certificate?: Open & { readonly fingerprint: Uint8Array; readonly hashAlg: string };
  readonly name?: string;
};

/** §3.2.4 */
export type CredentialScope = Open & { readonly urls: readonly string[]; readonly androidApps: readonly AndroidApp[] };

/** §3.2.3 */
export type Item = Open & {
  readonly id: Uint8Array;
  readonly creationAt?: number;
  readonly modifiedAt?: number;
  readonly title: string;
  readonly subtitle?: string;
  readonly favorite?: boolean;
  readonly scope?: CredentialScope;
  readonly credentials: readonly Credential[];
  readonly tags?: readonly string[];
  readonly extensions?: readonly Extension[];
};

export const FIELD_TYPES = [
  "string",
  "concealed-string",
  "email",
  "number",
  "boolean",
  "date",
  "year-month",
  "wifi-network-security-type",
  "country-code",
  "subdivision-code",
] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

/** §3.4.2; `value` is always text. An unknown `fieldType` is kept as it is and treated as `string`. */
export type EditableField = Open & {
  readonly id?: Uint8Array;
  readonly fieldType: FieldType | (string & {});
  readonly value: string;
  readonly label?: string;
  readonly extensions?: readonly Extension[];
};

export const CREDENTIAL_TYPES = [
  "address",
  "api-key",
  "basic-auth",
  "credit-card",
  "custom-fields",
  "drivers-license",
  "file",
  "generated-password",
  "identity-document",
  "item-reference",
  "note",
  "passkey",
  "passport",
  "person-name",
  "ssh-key",
  "totp",
  "wifi",
] as const;
export type CredentialType = (typeof CREDENTIAL_TYPES)[number];

type Fields<Name extends string> = { readonly [name in Name]?: EditableField };

export type Address = Open & { readonly type: "address" } & Fields<"streetAddress" | "postalCode" | "city" | "territory" | "country" | "tel">;
export type ApiKey = Open & { readonly type: "api-key" } & Fields<"key" | "username" | "keyType" | "url" | "validFrom" | "expiryDate">;
export type BasicAuth = Open & { readonly type: "basic-auth" } & Fields<"username" | "password">;
export type CreditCard = Open & { readonly type: "credit-card" } & Fields<
    "number" | "fullName" | "cardType" | "verificationNumber" | "pin" | "expiryDate" | "validFrom"
  >;
export type CustomFields = Open & {
  readonly type: "custom-fields";
  readonly id?: Uint8Array;
  readonly label?: string;
  readonly fields: readonly EditableField[];
  readonly extensions?: readonly Extension[];
};
export type DriversLicense = Open & { readonly type: "drivers-license" } & Fields<
    "fullName" | "birthDate" | "issueDate" | "expiryDate" | "issuingAuthority" | "territory" | "country" | "licenseNumber" | "licenseClass"
  >;
/** `integrityHash` is the SHA-256 of the content, which travels and rests outside the item. §3.3.7 */
export type FileCredential = Open & {
  readonly type: "file";
  readonly id: Uint8Array;
  readonly name: string;
  readonly decryptedSize: number;
  readonly integrityHash: Uint8Array;
};
export type GeneratedPassword = Open & { readonly type: "generated-password"; readonly password: string };
export type IdentityDocument = Open & { readonly type: "identity-document" } & Fields<
    | "issuingCountry"
    | "documentNumber"
    | "identificationNumber"
    | "nationality"
    | "fullName"
    | "birthDate"
    | "birthPlace"
    | "sex"
    | "issueDate"
    | "expiryDate"
    | "issuingAuthority"
  >;
export type ItemReference = Open & { readonly type: "item-reference"; readonly reference: LinkedItem };
export type Note = Open & { readonly type: "note"; readonly content: EditableField };

/** Seeds, not outputs; 32 bytes each. §3.3.12.3 */
export type HmacCredentials = Open & { readonly algorithm: "hmac-sha256"; readonly credWithUV: Uint8Array; readonly credWithoutUV: Uint8Array };
/** `data` is raw DEFLATE, RFC 1951. §3.3.12.5 */
export type LargeBlob = Open & { readonly uncompressedSize: number; readonly data: Uint8Array };
export type Fido2Extensions = Open & {
  readonly hmacCredentials?: HmacCredentials;
  readonly credBlob?: Uint8Array;
  readonly largeBlob?: LargeBlob;
  readonly payments?: boolean;
};
/** `key` is PKCS#8 DER; the algorithm is read from it. §3.3.12 */
export type Passkey = Open & {
  readonly type: "passkey";
  readonly credentialId: Uint8Array;
  readonly rpId: string;
  readonly username: string;
  readonly userDisplayName: string;
  readonly userHandle: Uint8Array;
  readonly key: Uint8Array;
  readonly fido2Extensions?: Fido2Extensions;
};
export type Passport = Open & { readonly type: "passport" } & Fields<
    | "issuingCountry"
    | "passportType"
    | "passportNumber"
    | "nationalIdentificationNumber"
    | "nationality"
    | "fullName"
    | "birthDate"
    | "birthPlace"
    | "sex"
    | "issueDate"
    | "expiryDate"
    | "issuingAuthority"
  >;
export type PersonName = Open & { readonly type: "person-name" } & Fields<
    "title" | "given" | "givenInformal" | "given2" | "surnamePrefix" | "surname" | "surname2" | "credentials" | "generation"
  >;
export type SshKey = Open & {
  readonly type: "ssh-key";
  readonly keyType: string;
  readonly privateKey: Uint8Array;
  readonly keyComment?: string;
} & Fields<"creationDate" | "expiryDate" | "keyGenerationSource">;
/** `secret` is Base32, upper case, unpadded. §3.3.16 */
export type Totp = Open & {
  readonly type: "totp";
  readonly secret: string;
  readonly period: number;
  readonly digits: number;
  readonly algorithm: "sha1" | "sha256" | "sha512";
  readonly username?: string;
  readonly issuer?: string;
};
export type Wifi = Open & { readonly type: "wifi" } & Fields<"ssid" | "networkSecurityType" | "passphrase" | "hidden">;

export type KnownCredential =
  | Address
  | ApiKey
  | BasicAuth
  | CreditCard
  | CustomFields
  | DriversLicense
  | FileCredential
  | GeneratedPassword
  | IdentityDocument
  | ItemReference
  | Note
  | Passkey
  | Passport
  | PersonName
  | SshKey
  | Totp
  | Wifi;

/** A type this version does not know, carried verbatim (base64url stays text). */
export type UnknownCredential = Open & { readonly type: string };
export type Credential = KnownCredential | UnknownCredential;

export function isKnown(credential: Credential): credential is KnownCredential {
  return (CREDENTIAL_TYPES as readonly string[]).includes(credential.type);
}

/** Narrows by type where the compiler cannot, because unknown types share the member. */
export function isType<T extends CredentialType>(credential: Credential, type: T): credential is Extract<KnownCredential, { type: T }> {
  return credential.type === type;
}
