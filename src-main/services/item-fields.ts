// Everything an item holds as labelled lines a person can read, secrets marked. CXF 1.0 §3.3

import { base64url } from "../../src-shared/bytes.ts";
import { type Credential, type EditableField, type Item, isKnown, isType } from "../../src-shared/cxf/document.ts";

export type ItemField = {
  /** Place of the credential in the item. */
  readonly credential: number;
  /** Its CXF type. */
  readonly type: string;
  readonly label: string;
  readonly value: string;
  readonly secret: boolean;
};

type Line = readonly [label: string, value: string, secret?: "secret"];

export function itemFields(item: Item): readonly ItemField[] {
  return item.credentials.flatMap((credential, index) =>
    linesOf(credential).map(([label, value, secret]) => ({ credential: index, type: credential.type, label, value, secret: secret !== undefined })),
  );
}

function linesOf(credential: Credential): readonly Line[] {
  if (isType(credential, "passkey")) {
    const { rpId, username, userDisplayName, credentialId, userHandle, key } = credential;
    return [
      ["website", rpId],
      ["user name", username],
      ["display name", userDisplayName],
      ["credential id", base64url(credentialId)],
      ["user handle", base64url(userHandle)],
      ["private key", base64url(key), "secret"],
    ];
  }
  if (isType(credential, "totp")) {
    const { secret, period, digits, algorithm, issuer, username } = credential;
    const about: Line[] = [["codes", `${digits} digits every ${period} s, ${algorithm}`]];
    return [...optional("issuer", issuer), ...optional("user name", username), ...about, ["secret", secret, "secret"]];
  }
  if (isType(credential, "generated-password")) return [["password", credential.password, "secret"]];
  if (isType(credential, "note")) return [fieldLine("note", credential.content)];
  if (isType(credential, "file")) return [["file", `${credential.name} (${credential.decryptedSize} bytes)`]];
  if (isType(credential, "item-reference")) return [["item", base64url(credential.reference.item)]];
  if (isType(credential, "custom-fields")) return credential.fields.map((field) => fieldLine("field", field));
  if (!isKnown(credential)) return [["unknown kind", "kept as it came"]];
  return [...plainMembers(credential), ...fieldMembers(credential)];
}

/** The members of an SSH key that are not fields. */
function plainMembers(credential: Credential): readonly Line[] {
  if (!isType(credential, "ssh-key")) return [];
  const { keyType, keyComment, privateKey } = credential;
  return [["key type", keyType], ...optional("comment", keyComment), ["private key", base64url(privateKey), "secret"]];
}

function fieldMembers(credential: Credential): readonly Line[] {
  return Object.entries(credential).flatMap(([name, value]) => (isField(value) ? [fieldLine(spaced(name), value)] : []));
}

function isField(value: unknown): value is EditableField {
  return typeof value === "object" && value !== null && "fieldType" in value && "value" in value && typeof value.value === "string";
}

function fieldLine(name: string, { label, value, fieldType }: EditableField): Line {
  return fieldType === "concealed-string" ? [label ?? name, value, "secret"] : [label ?? name, value];
}

function optional(label: string, value: string | undefined): readonly Line[] {
  return value === undefined || value === "" ? [] : [[label, value]];
}

/** streetAddress as street address. */
function spaced(member: string): string {
  return member.replace(/([A-Z]|\d+)/g, (part) => ` ${part.toLowerCase()}`);
}
