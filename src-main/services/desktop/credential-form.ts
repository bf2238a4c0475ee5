// The form of each credential type: its members in their order, how each is typed in, and which are secret. Made from the one schema
// table, so that no member can be forgotten. CXF 1.0 §3.3

import { CREDENTIAL_TYPES, type CredentialType } from "../../../src-shared/cxf/document.ts";
import { ITEM } from "../../../src-shared/cxf/schema.ts";
import type { Member, Shape } from "../../../src-shared/cxf/shape.ts";

export type FormMember = {
  readonly member: string;
  readonly shape: Shape["shape"];
  /** As `FieldView.type` says it. */
  readonly type: string;
  /** What an EditableField of this member is written with. */
  readonly fieldType: string;
  readonly concealed: boolean;
  readonly required: boolean;
  readonly choices?: readonly string[];
  /** What a new one begins with. */
  readonly start?: string;
};

export type Form = { readonly members: readonly FormMember[]; readonly names: ReadonlySet<string> };

/** By type and member, where the schema's own word is not what a person needs. */
const TYPED_AS: { readonly [place: string]: string } = {
  "address/streetAddress": "text",
  "generated-password/password": "concealed-string",
  "note/content": "text",
  "ssh-key/privateKey": "text",
  "totp/secret": "concealed-string",
};

/** Beyond what CXF itself calls a concealed string. */
const CONCEALED: ReadonlySet<string> = new Set([
  "drivers-license/licenseNumber",
  "generated-password/password",
  "identity-document/documentNumber",
  "identity-document/identificationNumber",
  "note/content",
  "passport/nationalIdentificationNumber",
  "passport/passportNumber",
  "ssh-key/privateKey",
  "totp/secret",
]);

/** Never shown, revealed or typed in: a passkey's key and seeds, a file's inner marks, the rows of custom fields, which have a form of their own. */
const WITHHELD: ReadonlySet<string> = new Set([
  "passkey/key",
  "passkey/fido2Extensions",
  "file/id",
  "file/name",
  "file/decryptedSize",
  "file/integrityHash",
  "custom-fields/id",
  "custom-fields/label",
  "custom-fields/fields",
  "custom-fields/extensions",
]);

/** CXF 1.0 §3.4.3 */
const WIFI_SECURITY = ["unsecured", "wpa-personal", "wpa2-personal", "wpa3-personal", "wep"] as const;

const FORMS: ReadonlyMap<string, Form> = new Map(CREDENTIAL_TYPES.map((type) => [type, formOf(type)]));

/** Undefined for a type this version does not know. */
export function credentialForm(type: string): Form | undefined {
  return FORMS.get(type);
}

function formOf(type: CredentialType): Form {
  const members = [...schemaMembers(type)].filter(([member]) => member !== "type");
  const shown = members.filter(([member]) => !WITHHELD.has(`${type}/${member}`));
  return { members: shown.map(([member, is]) => formMember(type, member, is)), names: new Set(members.map(([member]) => member)) };
}

function schemaMembers(type: CredentialType): ReadonlyMap<string, Member> {
  const credentials = ITEM.members.get("credentials")?.shape;
  const of = credentials?.shape === "list" ? credentials.of : undefined;
  const struct = of?.shape === "variant" ? of.of.get(type) : undefined;
  if (struct === undefined) throw new TypeError(`the schema has no ${type}`);
  return struct.members;
}

function formMember(type: CredentialType, member: string, { shape, required, fallback }: Member): FormMember {
  const place = `${type}/${member}`;
  const fieldType = (shape.shape === "field" && shape.fieldType) || "string";
  const choices = shape.shape === "choice" ? shape.of : fieldType === "wifi-network-security-type" ? WIFI_SECURITY : undefined;
  const start = typeof fallback === "object" ? fallback.value : undefined;
  return {
    member,
    shape: shape.shape,
    type: TYPED_AS[place] ?? typeOf(shape, fieldType),
    fieldType,
    concealed: fieldType === "concealed-string" || CONCEALED.has(place),
    required,
    ...(choices && { choices }),
    ...((typeof start === "string" || typeof start === "number") && start !== "" && { start: String(start) }),
  };
}

function typeOf(shape: Shape, fieldType: string): string {
  if (shape.shape === "uint") return "number";
  return shape.shape === "choice" ? "choice" : fieldType;
}
