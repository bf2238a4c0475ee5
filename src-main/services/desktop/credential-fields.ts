// A credential as fields with their text: the one place that reads what a credential holds. Views take them without what is concealed;
// revealing, copying and editing find them by path.

import { base64url, fromBase64url } from "../../../src-shared/bytes.ts";
import { type Credential, type EditableField, isType, type LinkedItem } from "../../../src-shared/cxf/document.ts";
import type { FieldView } from "../../../src-shared/ipc/views-vault.ts";
import { credentialForm, type FormMember } from "./credential-form.ts";
import { shownLines, shownText } from "./shown-text.ts";

/** At most so many of each are shown; what is beyond is kept by every edit. The IPC contract takes as many back. */
export const SHOWN = { credentials: 64, fields: 256, tags: 64, urls: 64 } as const;

const LONGEST_NAME = 64;
const LONGEST_LABEL = 256;
/** UTF-16 units of a shown value; a longer one is cut, and seen whole when it is revealed. */
export const LONGEST_VALUE = 16_384;

export type FieldEntry = Omit<FieldView, "filled" | "value"> & {
  /** As it is held, for whoever may have it. */
  readonly text: string;
};

/** `account`: the one the item is in, for references that do not name theirs. */
export function credentialFields(credential: Credential, index: number, account: Uint8Array): readonly FieldEntry[] {
  const at = `credentials/${index}`;
  const form = credentialForm(credential.type);
  if (form === undefined) return unknownMembers(credential, at, new Set(["type"]));
  if (isType(credential, "file")) return [];
  if (isType(credential, "passkey")) return knownMembers(credential, at, form.members, account);
  const others = unknownMembers(credential, at, new Set(["type", ...form.names]));
  if (isType(credential, "custom-fields")) return [...customFields(credential.fields, at), ...others];
  return [...knownMembers(credential, at, form.members, account), ...others];
}

export function fieldView({ text, ...entry }: FieldEntry): FieldView {
  const filled = text !== "";
  return entry.concealed ? { ...entry, filled } : { ...entry, filled, value: shownValue(text) };
}

export function shownValue(text: string): string {
  return shownLines(text, LONGEST_VALUE);
}

/** Empty fields to fill in. Undefined for a type that cannot be made by hand. */
export function templateFields(type: string): readonly FieldView[] | undefined {
  const form = credentialForm(type);
  if (form === undefined || type === "passkey" || type === "file") return undefined;
  return form.members.map((member) => fieldView(entryOf(member, "credentials/0", member.start ?? "")));
}

export function isField(value: unknown): value is EditableField {
  return typeof value === "object" && value !== null && "fieldType" in value && "value" in value && typeof value.value === "string";
}

function knownMembers(credential: Credential, at: string, members: readonly FormMember[], account: Uint8Array): readonly FieldEntry[] {
  return members.flatMap((member) => {
    const value = credential[member.member];
    if (value === undefined) return [];
    return isField(value) ? [fieldEntry(member, at, value)] : [entryOf(member, at, textOf(member, value, account))];
  });
}

function entryOf({ member, type, concealed, choices }: FormMember, at: string, text: string): FieldEntry {
  return { path: `${at}/${member}`, member, type, concealed, ...(choices && { choices }), text };
}

/** Another program may have given the member a type of its own. */
function fieldEntry(member: FormMember, at: string, { fieldType, value, label }: EditableField): FieldEntry {
  const entry = entryOf(member, at, value);
  const type = fieldType === member.fieldType ? entry.type : shownText(fieldType, LONGEST_NAME);
  return { ...entry, type, concealed: entry.concealed || fieldType === "concealed-string", ...labelled(label) };
}

function customFields(fields: readonly EditableField[], at: string): readonly FieldEntry[] {
  return fields.slice(0, SHOWN.fields).map(({ fieldType, value, label }, row) => ({
    path: `${at}/fields/${row}`,
    member: "fields",
    type: shownText(fieldType, LONGEST_NAME),
    concealed: fieldType === "concealed-string",
    ...labelled(label),
    text: value,
  }));
}

function labelled(label: string | undefined): { readonly label?: string } {
  return label === undefined || label === "" ? {} : { label: shownText(label, LONGEST_LABEL) };
}

/** By number, because a name may be anything. All of them are concealed: what they mean is not known. */
function unknownMembers(credential: Credential, at: string, known: ReadonlySet<string>): readonly FieldEntry[] {
  const names = Object.keys(credential).filter((name) => !known.has(name));
  return names.slice(0, SHOWN.fields).map((name, number) => ({
    path: `${at}/unknown/${number}`,
    member: shownText(name, LONGEST_NAME),
    type: "string",
    concealed: true,
    text: unknownText(credential[name]),
  }));
}

function unknownText(value: unknown): string {
  if (typeof value === "string") return value;
  return isField(value) ? value.value : JSON.stringify(value, undefined, 2);
}

function textOf({ member }: FormMember, value: unknown, account: Uint8Array): string {
  if (typeof value === "string") return value;
  if (value instanceof Uint8Array) return member === "privateKey" ? pemOf(value) : base64url(value);
  if (typeof value === "object" && value !== null && "item" in value) return referenceText(value as LinkedItem, account);
  return String(value);
}

function referenceText(link: LinkedItem, account: Uint8Array): string {
  return `${base64url(link.account ?? account)}/${base64url(link.item)}`;
}

/** Undefined when it is not two identifiers. */
export function readReference(text: string): { readonly account: Uint8Array; readonly item: Uint8Array } | undefined {
  const [account, item, ...more] = text.trim().split("/").map(fromBase64url);
  if (account === undefined || item === undefined || more.length > 0 || account.bytes.length === 0 || item.bytes.length === 0) return undefined;
  return { account: account.bytes, item: item.bytes };
}

/** RFC 7468 §10. */
function pemOf(pkcs8: Uint8Array): string {
  const digits = base64url(pkcs8).replaceAll("-", "+").replaceAll("_", "/");
  const padded = digits.padEnd(Math.ceil(digits.length / 4) * 4, "=");
  return ["-----BEGIN PRIVATE KEY-----", ...(padded.match(/.{1,64}/g) ?? []), "-----END PRIVATE KEY-----", ""].join("\n");
}
