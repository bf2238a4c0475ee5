// One credential of a draft: what was typed into its fields, put where the schema has it.

import { sameBytes } from "../../../src-shared/bytes.ts";
import { type Credential, type CustomFields, type EditableField, FIELD_TYPES, isType } from "../../../src-shared/cxf/document.ts";
import { ExchangeError } from "../../../src-shared/errors.ts";
import type { DraftCredential, DraftField } from "../../../src-shared/ipc/views-vault.ts";
import { credentialFields, type FieldEntry, isField, LONGEST_VALUE, readReference, SHOWN, shownValue } from "./credential-fields.ts";
import { credentialForm, type FormMember } from "./credential-form.ts";
import { kindShown, titleShown } from "./item-shown.ts";
import { sshMembersRead, typedSshKey, typedTotp } from "./typed-credential.ts";

/** Undefined when nothing was filled in. Throws `usage.invalid`. */
export function newCredential(draft: DraftCredential, account: Uint8Array): Credential | undefined {
  const form = credentialForm(draft.type);
  if (form === undefined || draft.type === "passkey" || draft.type === "file") throw refused(`cannot make ${kindShown(draft.type)}`);
  const starts = new Map(form.members.map(({ member, start }) => [member, start]));
  const filled = draft.fields.some(({ member, value }) => value !== null && value !== "" && value !== starts.get(member));
  if (!filled && !draft.label) return undefined;
  if (draft.type === "custom-fields") return customFields({ type: "custom-fields", fields: [] }, draft, []);
  const credential = withFields({ type: draft.type }, draft, account);
  for (const { member, required, start } of form.members) {
    if (required && start === undefined && credential[member] === undefined) throw refused(member);
  }
  return credential;
}

/** Throws `usage.invalid`. */
export function changedCredential(held: Credential, draft: DraftCredential, account: Uint8Array): Credential {
  if (kindShown(held.type) !== draft.type) throw refused("another credential stands there");
  const shown = credentialFields(held, draft.index ?? 0, account);
  if (isType(held, "custom-fields")) return customFields(held, draft, shown);
  const fields = draft.fields.filter((field) => isChanged(field, shown));
  for (const field of fields) mayChange(held, field);
  return fields.length === 0 ? held : withFields(held, { ...draft, fields }, account);
}

/** What was shown and comes back as it was shown was not changed. */
function isChanged(field: DraftField, shown: readonly FieldEntry[]): boolean {
  if (field.value === null) return false;
  const entry = shown.find(({ path, member }) => (field.path === undefined ? member === field.member : path === field.path));
  if (entry === undefined) return field.value !== "";
  if (field.value === entry.text || (!entry.concealed && field.value === shownValue(entry.text))) return false;
  if (!entry.concealed && entry.text.length > LONGEST_VALUE && field.value !== "") throw refused("too long to change here");
  return true;
}

/** A passkey is whole or gone; what is not known is kept as it came. */
function mayChange({ type }: Credential, { member, path }: DraftField): void {
  const known = credentialForm(type)?.members.some((one) => one.member === member) && !path?.includes("/unknown/");
  if (!known || type === "passkey" || type === "file") throw refused("kept as it came");
}

function withFields(held: Credential, { fields, type }: DraftCredential, account: Uint8Array): Credential {
  const typed = new Map(fields.flatMap(({ member, value }) => (value === null ? [] : [[member, value] as const])));
  if (type === "totp") return typedTotp(held, typed);
  if (type === "ssh-key") return withMembers(typedSshKey(held, typed), without(fields, sshMembersRead(held, typed)), account);
  return withMembers(held, fields, account);
}

function without(fields: readonly DraftField[], members: readonly string[]): readonly DraftField[] {
  return fields.filter(({ member }) => !members.includes(member));
}

function withMembers(held: Credential, fields: readonly DraftField[], account: Uint8Array): Credential {
  const form = credentialForm(held.type);
  const changed: { [member: string]: unknown } = { ...held };
  for (const { member: name, value } of fields) {
    const member = form?.members.find((one) => one.member === name);
    if (member === undefined) throw refused("no such field");
    if (value === "" && !member.required) delete changed[name];
    else if (value !== null) changed[name] = memberValue(member, held[name], value, account);
  }
  return changed as Credential;
}

function memberValue(member: FormMember, held: unknown, text: string, account: Uint8Array): unknown {
  if (member.shape === "field") return isField(held) ? { ...held, value: text } : { fieldType: member.fieldType, value: text };
  if (text === "") throw refused(member.member);
  return member.shape === "struct" ? linkOf(held, text, account) : text;
}

function linkOf(held: unknown, text: string, account: Uint8Array): unknown {
  const target = readReference(text);
  if (target === undefined) throw refused("reference");
  const { account: _, ...rest } = typeof held === "object" && held !== null ? (held as { readonly account?: Uint8Array }) : {};
  return { ...rest, item: target.item, ...(!sameBytes(target.account, account) && { account: target.account }) };
}

/** Rows in the draft's order: one that is not named, or named with an empty value, goes; those beyond what was shown stay. */
function customFields(held: CustomFields, draft: DraftCredential, shown: readonly FieldEntry[]): Credential {
  const rows = draft.fields.flatMap((field) => rowOf(held, field, shown));
  const { label: before, ...rest } = held;
  const label = draft.label === undefined || titleShown(before ?? "") === draft.label ? before : draft.label || undefined;
  return { ...rest, ...(label !== undefined && { label }), fields: [...rows, ...held.fields.slice(SHOWN.fields)] };
}

function rowOf(held: CustomFields, field: DraftField, shown: readonly FieldEntry[]): readonly EditableField[] {
  if (field.member !== "fields" || field.path?.includes("/unknown/")) {
    if (isChanged(field, shown)) throw refused("kept as it came");
    return [];
  }
  if (field.path === undefined) return newRow(field);
  const row = held.fields[Number(/\/fields\/(\d+)$/.exec(field.path)?.[1])];
  const entry = shown.find(({ path }) => path === field.path);
  if (row === undefined || entry === undefined) throw refused("no such field");
  const value = isChanged(field, shown) ? (field.value ?? "") : row.value;
  return value === "" && row.value !== "" ? [] : [changedRow(row, entry, field, value)];
}

function newRow({ type, value, label }: DraftField): readonly EditableField[] {
  return value ? [{ fieldType: fieldType(type), value, ...(label && { label }) }] : [];
}

/** What is concealed is shown only once its owner has typed it: a change of its type alone would be a way around revealing it. */
function changedRow(row: EditableField, entry: FieldEntry, field: DraftField, value: string): EditableField {
  const type = field.type === entry.type ? row.fieldType : fieldType(field.type);
  if (entry.concealed && type !== "concealed-string" && field.value === null) throw refused("concealed");
  const { label: before, ...rest } = row;
  const label = field.label === undefined || field.label === (entry.label ?? "") ? before : field.label || undefined;
  return { ...rest, fieldType: type, value, ...(label !== undefined && { label }) };
}

function fieldType(type: string): EditableField["fieldType"] {
  const known = FIELD_TYPES.find((one) => one === type);
  if (known === undefined) throw refused("field type");
  return known;
}

function refused(detail: string): ExchangeError {
  return new ExchangeError("usage.invalid", { detail });
}
